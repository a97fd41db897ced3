package dev.reprise.sim.physics.physx;

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

    Inertia inertia(int carrier) {
        Inertia inertia = inertias.get(carrier);
        if (inertia == null) {
            throw new IllegalStateException("body " + carrier + " is no carrier that forces move");
        }
        return inertia;
    }
}
