/**
 * The planar suite: a kinematic arm in a plane, seconds instead of hours. The goal of the task is not in the
 * observation and rewards pull in opposite directions, so an agent that does not rehearse forgets.
 */
@NullMarked
package dev.reprise.envs.planar;

import org.jspecify.annotations.NullMarked;
