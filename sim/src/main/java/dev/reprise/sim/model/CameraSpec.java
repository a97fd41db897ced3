package dev.reprise.sim.model;

/**
 * An eye: looks along -z, with y up.
 *
 * @param body index of the body that carries it
 * @param pose in that body's frame
 * @param verticalFieldOfViewDegrees from lower to upper edge
 */
public record CameraSpec(String name, int body, Pose pose, double verticalFieldOfViewDegrees) {}
