package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.EqualitySpec;
import dev.reprise.sim.model.Inertia;
import dev.reprise.sim.model.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stays from episode to episode.
 *
 * @param trees carriers of each articulation
 * @param inertias of the carriers that forces move
 */
record Plan(
        PhysxLibrary library,
        ModelSpec model,
        PhysxSettings settings,
        Carriers carriers,
        Drives drives,
        Shapes shapes,
        List<List<Integer>> trees,
        Map<Integer, Inertia> inertias) {
    /** Half the square of a speed, m²/s²: what has been slower than 0.45 mm/s for 0.4 s sleeps until something moves it. */
    private static final float SLEEP_THRESHOLD = 1e-7f;

    /** @throws UnsupportedOperationException when the model has what PhysX has not */
    static Plan of(PhysxLibrary library, ModelSpec model, PhysxSettings settings, Frame frame) {
        Carriers carriers = new Carriers(model);
        Drives drives = new Drives(model);
        Couplings.check(model, carriers);
        Map<Integer, Inertia> inertias = new TreeMap<>();
        for (int body = 1; body < model.bodies().size(); body++) {
            if (carriers.carries(body) && carriers.kind(body) != Carriers.Kind.MOCAP) {
                inertias.put(body, carriers.inertia(body));
            }
        }
        Shapes shapes = new Shapes(library, model, carriers, frame);
        return new Plan(library, model, settings, carriers, drives, shapes, Trees.of(model, carriers), inertias);
    }

    /**
     * Kinetic energy by mass below which bodies fall asleep, J/kg. With welds nothing does: a weld to a body that commands
     * move would not wake what hangs on it.
     */
    float sleepThreshold() {
        return model.equalities().stream().anyMatch(EqualitySpec.Weld.class::isInstance) ? 0 : SLEEP_THRESHOLD;
    }

    /** Whether a carrier does anything to others: a body that commands move, and that is only seen, does not. */
    boolean acts(int carrier) {
        return carriers.kind(carrier) != Carriers.Kind.MOCAP
                || shapes.any(carrier)
                || model.equalities().stream().anyMatch(equality -> holds(equality, carrier));
    }

    private boolean holds(EqualitySpec equality, int carrier) {
        return equality instanceof EqualitySpec.Weld weld
                && (carriers.carrier(weld.body1()) == carrier || carriers.carrier(weld.body2()) == carrier);
    }

    Inertia inertia(int carrier) {
        Inertia inertia = inertias.get(carrier);
        if (inertia == null) {
            throw new IllegalStateException("body " + carrier + " is no carrier that forces move");
        }
        return inertia;
    }
}
