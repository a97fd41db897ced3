/**
 * Robots over ROS: an environment that keeps the contract of {@link dev.reprise.envs.spec.Environment} with a robot at its
 * other end, and our simulations as such robots. Messages go through {@link dev.reprise.envs.ros.transport}, commands
 * through {@link dev.reprise.envs.ros.safety}.
 */
@NullMarked
package dev.reprise.envs.ros.robot;

import org.jspecify.annotations.NullMarked;
