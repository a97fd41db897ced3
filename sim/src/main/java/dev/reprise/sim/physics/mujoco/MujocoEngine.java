package dev.reprise.sim.physics.mujoco;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * Worlds of an installed MuJoCo, versions 2.2.0 to 4.0.0 on 64-bit systems. MuJoCo reads the model's own file, with
 * what it includes. Models must be those of the file: the file is not read again while a world of the same model is
 * open.
 *
 * <p>The library is the file that the system property {@code reprise.mujoco} names, or the environment variable {@code
 * REPRISE_MUJOCO}, or the one on the system's library path. A process can use one library only.
 *
 * <p>A world whose simulation becomes unstable throws an {@link IllegalStateException} from its step, and can be used
 * again after a reset. Where MuJoCo itself gives up (out of memory, say), the process ends with status 70.
 */
public final class MujocoEngine implements PhysicsEngine {
    private final MujocoLibrary library;
    private final IdentityHashMap<ModelSpec, Shared> models = new IdentityHashMap<>();

    /** A model and how many worlds have it. */
    private static final class Shared {
        final MujocoModel model;
        int worlds;

        Shared(MujocoModel model) {
            this.model = model;
        }
    }

    private MujocoEngine(MujocoLibrary library) {
        this.library = library;
    }

    /**
     * The engine, where there is a library.
     *
     * @return empty when none is named and the system has none
     * @throws IllegalStateException when there is one that cannot be used: the named file is missing or is no MuJoCo,
     *     its version is not known, or the process uses another one
     */
    public static Optional<MujocoEngine> find() {
        return MujocoLibrary.find().map(MujocoEngine::new);
    }

    /**
     * The engine.
     *
     * @throws IllegalStateException when there is none, with what was searched, or as {@link #find}
     */
    public static MujocoEngine open() {
        return find().orElseThrow(() -> new IllegalStateException(MujocoLibrary.SOUGHT));
    }

    @Override
    public String description() {
        return "MuJoCo " + library.layout().version() + " (" + library.file() + ")";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when MuJoCo refuses the model's file, or reads something else in it than the
     *     model has
     */
    @Override
    public synchronized World newWorld(ModelSpec model) {
        Shared shared = models.get(model);
        if (shared == null) {
            shared = new Shared(MujocoModel.load(library.layout(), model));
            models.put(model, shared);
        }
        shared.worlds++;
        try {
            MujocoWorld world = new MujocoWorld(library.layout(), shared.model, model, () -> release(model));
            world.reset();
            return world;
        } catch (RuntimeException e) {
            release(model);
            throw e;
        }
    }

    private synchronized void release(ModelSpec model) {
        Shared shared = models.get(model);
        if (shared != null && --shared.worlds == 0) {
            models.remove(model);
            shared.model.close();
        }
    }
}
