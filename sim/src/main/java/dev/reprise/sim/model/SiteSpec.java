package dev.reprise.sim.model;

/**
 * A place on a body that has a name, such as a tool's tip.
 *
 * @param body index
 * @param pose in the body's frame
 * @param shape what is drawn; never a mesh or plane
 */
public record SiteSpec(String name, int body, Pose pose, Shape shape, Rgba rgba, int group) {}
