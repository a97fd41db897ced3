package dev.reprise.sim.physics.physx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import physx.PxTopLevelFunctions;
import physx.common.PxDefaultAllocator;
import physx.common.PxDefaultCpuDispatcher;
import physx.common.PxErrorCallbackImpl;
import physx.common.PxErrorCodeEnum;
import physx.common.PxFoundation;
import physx.common.PxTolerancesScale;
import physx.cooking.PxCookingParams;
import physx.physics.PxPhysics;

/**
 * The native library. Making and releasing objects is done with this object's lock held; stepping different scenes needs
 * none.
 */
final class PhysxLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(PhysxLibrary.class);

    private final PxPhysics physics;
    private final PxTolerancesScale scale = new PxTolerancesScale();
    private final PxDefaultCpuDispatcher callingThread;
    private final PxCookingParams cooking;
    private final String description;

    // These live as long as the foundation, which keeps only their addresses.
    private final PxDefaultAllocator allocator = new PxDefaultAllocator();
    private final PxErrorCallbackImpl errors = new Errors();

    /** PhysX allows one foundation in a process, so that this one is static; it is never released. */
    private static final class Holder {
        static final PhysxLibrary LIBRARY = new PhysxLibrary();
    }

    private PhysxLibrary() {
        int version = PxTopLevelFunctions.getPHYSICS_VERSION();
        PxFoundation foundation = PxTopLevelFunctions.CreateFoundation(version, allocator, errors);
        physics = PxTopLevelFunctions.CreatePhysics(version, foundation, scale);
        PxTopLevelFunctions.InitExtensions(physics);
        callingThread = PxTopLevelFunctions.DefaultCpuDispatcherCreate(0);
        cooking = new PxCookingParams(scale);
        description = "PhysX " + (version >>> 24) + "." + (version >>> 16 & 0xff) + "." + (version >>> 8 & 0xff);
    }

    /**
     * The one of this process.
     *
     * @throws UnsupportedOperationException when there is none for this machine
     */
    static PhysxLibrary get() {
        try {
            return Holder.LIBRARY;
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(
                    "PhysX cannot be loaded on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + "; there are libraries for Linux, Windows and macOS on x86-64 and for macOS on ARM",
                    e);
        }
    }

    PxPhysics physics() {
        return physics;
    }

    PxTolerancesScale scale() {
        return scale;
    }

    /** Runs all of a step's tasks at once, in the thread that steps. */
    PxDefaultCpuDispatcher callingThread() {
        return callingThread;
    }

    PxCookingParams cooking() {
        return cooking;
    }

    String description() {
        return description;
    }

    private static final class Errors extends PxErrorCallbackImpl {
        @Override
        public void reportError(PxErrorCodeEnum code, String message, String file, int line) {
            if (code == PxErrorCodeEnum.eDEBUG_INFO) {
                LOG.debug("{}", message);
            } else {
                LOG.warn("{}: {}", code, message);
            }
        }
    }
}
