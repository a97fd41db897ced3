/**
 * What stands between a policy and a robot's drives: limits, and the gate that every command passes. Pure computation:
 * no ROS, no clock of its own, no thread.
 */
@NullMarked
package dev.reprise.envs.ros.safety;

import org.jspecify.annotations.NullMarked;
