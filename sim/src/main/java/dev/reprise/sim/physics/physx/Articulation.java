package dev.reprise.sim.physics.physx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import physx.common.PxTransform;
import physx.physics.PxArticulationCache;
import physx.physics.PxArticulationCacheFlagEnum;
import physx.physics.PxArticulationCacheFlags;
import physx.physics.PxArticulationKinematicFlagEnum;
import physx.physics.PxArticulationKinematicFlags;
import physx.physics.PxArticulationLink;
import physx.physics.PxArticulationReducedCoordinate;
import physx.physics.PxScene;
import physx.support.NativeArrayHelpers;
import physx.support.PxArray_PxReal;

/** An articulation in a scene, and the forces that motors give to its joints. */
final class Articulation implements AutoCloseable {
    private final PxArticulationReducedCoordinate articulation;
    private final List<PxArticulationLink> links;
    private @Nullable PxArticulationCache cache;
    private final PxArray_PxReal forces;
    private final PxArticulationCacheFlags forceFlag =
            new PxArticulationCacheFlags(PxArticulationCacheFlagEnum.eFORCE.value);
    private boolean forcesChanged;

    /** @param links all of its links */
    Articulation(PxArticulationReducedCoordinate articulation, List<PxArticulationLink> links) {
        this.articulation = articulation;
        this.links = links;
        forces = new PxArray_PxReal(Math.max(1, links.size()));
    }

    /** Puts it into a scene; joints can be set from then on. */
    void enter(PxScene scene) {
        scene.addArticulation(articulation);
    }

    /**
     * Places the root of a tree that floats.
     *
     * @param velocity of its centre of mass, linear and angular, world frame
     */
    void setRoot(PxTransform pose, double[] velocity, Frame frame) {
        articulation.setRootGlobalPose(pose);
        articulation.setRootLinearVelocity(frame.vector(velocity[0], velocity[1], velocity[2]));
        articulation.setRootAngularVelocity(frame.vector(velocity[3], velocity[4], velocity[5]));
    }

    /** Makes links follow what was set at the joints. */
    void settle() {
        PxArticulationKinematicFlags all = new PxArticulationKinematicFlags((byte)
                (PxArticulationKinematicFlagEnum.ePOSITION.value | PxArticulationKinematicFlagEnum.eVELOCITY.value));
        articulation.updateKinematic(all);
        all.destroy();
    }

    /** Where a joint's force stands among those of all joints: PhysX orders them by its own numbers of links. */
    int forceIndex(PxArticulationLink link) {
        int index = 0;
        for (PxArticulationLink other : links) {
            if (other.getLinkIndex() < link.getLinkIndex()) {
                index += other.getInboundJointDof();
            }
        }
        return index;
    }

    /** Whether all of it has come to rest. */
    boolean asleep() {
        return articulation.isSleeping();
    }

    /** Force of a joint's motors, N·m or N; kept until changed. */
    void setForce(int index, double force) {
        forces.set(index, (float) force);
        forcesChanged = true;
    }

    /** Hands changed forces to PhysX. */
    void applyForces() {
        if (!forcesChanged) {
            return;
        }
        if (cache == null) {
            cache = articulation.createCache();
            cache.setJointForce(NativeArrayHelpers.voidToRealPtr(forces.begin()));
        }
        articulation.applyCache(cache, forceFlag);
        forcesChanged = false;
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.release();
        }
        forces.destroy();
        forceFlag.destroy();
        articulation.release();
    }
}
