package dev.reprise.sim.physics;

import dev.reprise.sim.model.ModelSpec;

/**
 * What can be read from a world. Indices are those of the model's lists; positions are in metres and radians in the
 * world's frame unless said. Reading allocates nothing but where a record is given back.
 */
public interface WorldView {
    /** What moves here. */
    ModelSpec model();

    /** Seconds since the reset. */
    double timeSeconds();

    /** Of a hinge (rad) or slide (m). */
    double jointPosition(int joint);

    /** Of a hinge (rad/s) or slide (m/s). */
    double jointVelocity(int joint);

    /**
     * Pose of a body's frame.
     *
     * @param pose seven numbers, written: x y z, w x y z
     */
    void bodyPose(int body, double[] pose);

    /**
     * Velocity of a body: of its frame's origin, m/s, and angular, rad/s.
     *
     * @param velocity six numbers, written
     */
    void bodyVelocity(int body, double[] velocity);

    /**
     * Pose of a site.
     *
     * @param pose seven numbers, written: x y z, w x y z
     */
    void sitePose(int site, double[] pose);

    /** Who touched whom in the last step; empty where {@link World#noteContacts} has switched that off. */
    Contacts contacts();

    /** Positions and velocities of all joints, as a copy. */
    WorldState state();
}
