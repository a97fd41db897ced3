package dev.reprise.envs.robot;

/** Forward kinematics as far as limits of the workspace need it: where the tool is when the joints are there. */
@FunctionalInterface
public interface ToolPlace {
    /** x, y, z of the tool, metres, base frame; {@code joints} the commanded ones, in order, read and not kept. */
    double[] at(double[] joints);
}
