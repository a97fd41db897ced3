package dev.reprise.sim.model;

import org.jspecify.annotations.Nullable;

/**
 * A rigid body. Body 0 is the world.
 *
 * @param name empty when it has none
 * @param parent index of the body that carries it; -1 for the world
 * @param pose in the parent's frame, joints at their reference
 * @param mocap moved by commands alone
 * @param inertia as given or computed from the geoms; null for the world and for bodies without mass
 */
public record BodySpec(
        String name,
        int parent,
        Pose pose,
        boolean mocap,
        @Nullable Inertia inertia) {}
