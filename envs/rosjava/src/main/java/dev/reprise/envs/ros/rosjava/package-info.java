/**
 * ROSJava 0.3.6 as a transport: {@link dev.reprise.envs.ros.rosjava.RosJavaTransport} is all that others need. Messages
 * are ours, with our codecs in ROSJava's place; ROSJava does the rest.
 */
@NullMarked
package dev.reprise.envs.ros.rosjava;

import org.jspecify.annotations.NullMarked;
