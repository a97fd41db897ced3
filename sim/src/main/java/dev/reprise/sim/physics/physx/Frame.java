package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.Pose;
import physx.common.PxIDENTITYEnum;
import physx.common.PxQuat;
import physx.common.PxTransform;
import physx.common.PxVec3;

/** A native transform and a native vector that are written over and over; each world has its own. */
final class Frame implements AutoCloseable {
    private final PxTransform transform = new PxTransform(PxIDENTITYEnum.PxIdentity);
    private final PxVec3 position = transform.getP();
    private final PxQuat rotation = transform.getQ();
    private final PxVec3 vector = new PxVec3();

    PxTransform of(Pose pose) {
        position.setX((float) pose.position().x());
        position.setY((float) pose.position().y());
        position.setZ((float) pose.position().z());
        rotation.setW((float) pose.rotation().w());
        rotation.setX((float) pose.rotation().x());
        rotation.setY((float) pose.rotation().y());
        rotation.setZ((float) pose.rotation().z());
        return transform;
    }

    /**
     * Of seven numbers: x y z, w x y z.
     *
     * @throws IllegalArgumentException when the quaternion is zero or no number; any other length is made 1
     */
    PxTransform of(double[] pose) {
        double norm = Math.sqrt(pose[3] * pose[3] + pose[4] * pose[4] + pose[5] * pose[5] + pose[6] * pose[6]);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException(
                    "the quaternion " + pose[3] + " " + pose[4] + " " + pose[5] + " " + pose[6] + " is no rotation");
        }
        position.setX((float) pose[0]);
        position.setY((float) pose[1]);
        position.setZ((float) pose[2]);
        rotation.setW((float) (pose[3] / norm));
        rotation.setX((float) (pose[4] / norm));
        rotation.setY((float) (pose[5] / norm));
        rotation.setZ((float) (pose[6] / norm));
        return transform;
    }

    PxVec3 vector(double x, double y, double z) {
        vector.setX((float) x);
        vector.setY((float) y);
        vector.setZ((float) z);
        return vector;
    }

    @Override
    public void close() {
        transform.destroy();
        vector.destroy();
    }
}
