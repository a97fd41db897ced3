/**
 * ROS 1 on the JDK alone: XML-RPC between nodes and master, TCPROS between nodes. {@link
 * dev.reprise.envs.ros.tcpros.TcprosTransport} is all that others need.
 *
 * <p>A message is written by the thread that publishes it, without waiting: what a socket does not take at once stays
 * in a bounded queue that one thread empties. A message is read, decoded and listened to by one thread per connection.
 */
@NullMarked
package dev.reprise.envs.ros.tcpros;

import org.jspecify.annotations.NullMarked;
