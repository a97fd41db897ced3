/**
 * What a suite says of its robot, so that its tasks run on a real one: how an action becomes a command to the joints, and
 * how what the sensors say becomes a measurement. Suites implement it; {@link dev.reprise.envs.ros} carries commands and
 * readings. Nothing here knows how they travel.
 */
@NullMarked
package dev.reprise.envs.robot;

import org.jspecify.annotations.NullMarked;
