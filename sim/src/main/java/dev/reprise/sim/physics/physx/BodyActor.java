package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.Inertia;
import dev.reprise.sim.model.Vector3;
import physx.common.PxQuat;
import physx.common.PxTransform;
import physx.common.PxVec3;
import physx.physics.PxRigidBody;
import physx.physics.PxRigidBodyFlags;
import physx.support.PxArray_PxU16;

/** A moving body in a scene. PhysX gives velocities of centres of mass, worlds those of frames. */
final class BodyActor {
    /** Speed at which bodies that were put into each other part, m/s; without a bound they are shot away. */
    private static final float MAX_DEPENETRATION_VELOCITY = 3;

    /** PxRigidBodyFlag::eENABLE_GYROSCOPIC_FORCES. */
    private static final short ENABLE_GYROSCOPIC_FORCES = 1 << 10;

    private final PxRigidBody actor;
    private final Vector3 centre;
    /** Where PhysX leaves the poses that it is asked for, one place for each thread, and the two halves of that place. */
    private long place;

    private PxVec3 position;
    private PxQuat rotation;

    /** @param centre of mass in the body's frame */
    BodyActor(PxRigidBody actor, Vector3 centre) {
        this.actor = actor;
        this.centre = centre;
        PxTransform transform = actor.getGlobalPose();
        place = transform.getAddress();
        position = transform.getP();
        rotation = transform.getQ();
    }

    PxRigidBody actor() {
        return actor;
    }

    /** Gives a new body its inertia, and nothing that slows it down. */
    static void setInertia(PxRigidBody body, Inertia inertia, Frame frame) {
        body.setMass((float) inertia.mass());
        body.setCMassLocalPose(frame.of(inertia.frame()));
        Vector3 diagonal = inertia.diagonal();
        body.setMassSpaceInertiaTensor(frame.vector(diagonal.x(), diagonal.y(), diagonal.z()));
        body.setLinearDamping(0);
        body.setAngularDamping(0);
        body.setMaxDepenetrationVelocity(MAX_DEPENETRATION_VELOCITY);
    }

    /** Lets a free body tumble as its inertia says, which PhysX leaves out unless told. */
    static void tumble(PxRigidBody body) {
        // The binding makes these flags from one byte, but they have two, and the flag is in the second.
        PxArray_PxU16 bits = new PxArray_PxU16();
        bits.pushBack(ENABLE_GYROSCOPIC_FORCES);
        body.setRigidBodyFlags(PxRigidBodyFlags.wrapPointer(bits.begin().getAddress()));
        bits.destroy();
    }

    /** Pose of the frame: x y z, w x y z. */
    void pose(double[] pose) {
        PxTransform transform = actor.getGlobalPose();
        if (transform.getAddress() != place) {
            place = transform.getAddress();
            position = transform.getP();
            rotation = transform.getQ();
        }
        pose[0] = position.getX();
        pose[1] = position.getY();
        pose[2] = position.getZ();
        pose[3] = rotation.getW();
        pose[4] = rotation.getX();
        pose[5] = rotation.getY();
        pose[6] = rotation.getZ();
    }

    /**
     * Velocity of a point that moves with the body.
     *
     * @param point in the body's frame
     * @param pose seven numbers for scratch
     * @param velocity linear and angular, world frame, written
     */
    void velocity(Vector3 point, double[] pose, double[] velocity) {
        pose(pose);
        PxVec3 v = actor.getLinearVelocity();
        velocity[0] = v.getX();
        velocity[1] = v.getY();
        velocity[2] = v.getZ();
        PxVec3 w = actor.getAngularVelocity();
        velocity[3] = w.getX();
        velocity[4] = w.getY();
        velocity[5] = w.getZ();
        Spatial.shift(pose, centre, point, velocity);
    }
}
