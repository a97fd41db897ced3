/**
 * XML-RPC as ROS's masters and nodes speak it: calls with values over HTTP, on the JDK alone. Values are
 * {@link Boolean}, {@link Integer}, {@link Double}, {@link String}, {@code byte[]}, {@link java.util.List} and
 * {@link java.util.Map} with {@link String} keys. Documents are bounded in length and depth and have no DTD.
 */
@NullMarked
package dev.reprise.envs.ros.xmlrpc;

import org.jspecify.annotations.NullMarked;
