package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PhysX, the default engine: native libraries for x86-64 (Linux, Windows, macOS) and for macOS on ARM come with the jar.
 *
 * <p>What differs from MuJoCo, logged once for a model that has it:
 *
 * <ul>
 *   <li>Contacts are rigid and friction is Coulomb's; a model's solref, solimp and margins, and its torsional and rolling
 *       friction are not used. Contacts report the normal part of their force alone.
 *   <li>Cylinders are prisms of 32 sides, meshes are convex hulls of at most 255 vertices.
 *   <li>Servos, springs and damping of a joint are one implicit drive, and a servo's force limit is the limit of all that
 *       drive. Dry friction is on joints that have nothing else.
 *   <li>Welds and couplings are stiff springs.
 *   <li>What has been slower than 0.45 mm/s for 0.4 s stands still until something moves it, in models without welds.
 *   <li>Numbers have single precision. A pendulum without damping gains up to w²·step/2 of its energy in a second.
 * </ul>
 *
 * <p>Refused when the world is made: ball joints, hinges with limits beyond one turn, planes that move, bodies that move
 * but have no mass, joints on bodies that commands move, servos that push away or have different limits for the two
 * directions, couplings that are not linear or not between neighbours.
 */
public final class PhysxEngine implements PhysicsEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PhysxEngine.class);

    private final PhysxSettings settings;
    /** Models whose approximations stand in the log. */
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /** With the default settings. */
    public PhysxEngine() {
        this(PhysxSettings.DEFAULT);
    }

    /** With settings of one's own. */
    public PhysxEngine(PhysxSettings settings) {
        this.settings = settings;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException when there is no PhysX for this machine
     */
    @Override
    public String description() {
        return PhysxLibrary.get().description() + ", TGS with " + settings.positionIterations()
                + " position iterations";
    }

    @Override
    public World newWorld(ModelSpec model) {
        PhysxWorld world = new PhysxWorld(model, settings, PhysxLibrary.get());
        List<String> approximations = Approximations.of(model);
        if (!approximations.isEmpty() && told.add(model.file())) {
            LOG.info("model '{}' ({}) on PhysX: {}", model.name(), model.file(), String.join("; ", approximations));
        }
        return world;
    }
}
