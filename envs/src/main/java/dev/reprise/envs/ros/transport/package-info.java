/**
 * What a node of ours needs of ROS 1, whoever speaks the protocol: names are close to ROSJava's. Nodes of robots are
 * written against this package alone; {@code dev.reprise.envs.ros.tcpros} implements it on the JDK.
 */
@NullMarked
package dev.reprise.envs.ros.transport;

import org.jspecify.annotations.NullMarked;
