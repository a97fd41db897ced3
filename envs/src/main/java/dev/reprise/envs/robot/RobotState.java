package dev.reprise.envs.robot;

/**
 * What a robot's sensors say at one moment, in the order of a {@link RobotShape}. Arrays are read and not changed.
 *
 * @param joints positions, rad or m
 * @param poses each x y z (m, base frame) and a unit quaternion w x y z
 */
public record RobotState(double[] joints, double[][] poses) {}
