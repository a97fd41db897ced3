package dev.reprise.envs.ros.safety;

/** Forward kinematics as far as the gate needs it: where the tool is when the joints are there. */
@FunctionalInterface
public interface ToolPlace {
    /** x, y, z of the tool, metres, base frame; {@code joints} in the order of the limits, read and not kept. */
    double[] at(double[] joints);
}
