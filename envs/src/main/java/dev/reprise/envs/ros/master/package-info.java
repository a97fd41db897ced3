/** A ROS master in Java, for tests and for machines where ROS itself is not installed. */
@NullMarked
package dev.reprise.envs.ros.master;

import org.jspecify.annotations.NullMarked;
