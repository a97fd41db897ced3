/**
 * How commands to a robot's joints travel: which topic, which type of message, and how their numbers stand in it. What they
 * may be is decided before, in {@link dev.reprise.envs.ros.safety}.
 */
@NullMarked
package dev.reprise.envs.ros.command;

import org.jspecify.annotations.NullMarked;
