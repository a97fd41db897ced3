package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.EqualitySpec;
import dev.reprise.sim.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The carriers that move by joints, grouped into articulations: one for each tree, but one for trees that a coupling of
 * joints ties together, because PhysX couples joints of one articulation alone.
 */
final class Trees {
    private Trees() {}

    /** Carriers of each articulation, parents before children; the first one may be free. */
    static List<List<Integer>> of(ModelSpec model, Carriers carriers) {
        int count = model.bodies().size();
        int[] tree = new int[count];
        for (int body = 1; body < count; body++) {
            if (carriers.carries(body)) {
                int parent = carriers.parent(body);
                tree[body] = parent == 0 ? body : tree[parent];
            }
        }
        for (EqualitySpec equality : model.equalities()) {
            if (equality instanceof EqualitySpec.JointCoupling coupling
                    && coupling.active()
                    && coupling.joint2() >= 0) {
                int from = tree[model.joints().get(coupling.joint1()).body()];
                int to = tree[model.joints().get(coupling.joint2()).body()];
                for (int body = 0; body < count; body++) {
                    tree[body] = tree[body] == from ? to : tree[body];
                }
            }
        }
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int body = 1; body < count; body++) {
            boolean jointed = carriers.carries(body) && carriers.kind(body) == Carriers.Kind.JOINTED;
            boolean base = carriers.carries(body)
                    && carriers.kind(body) == Carriers.Kind.FREE
                    && carriers.hasJointedChildren(body);
            if (jointed || base) {
                members.computeIfAbsent(tree[body], root -> new ArrayList<>()).add(body);
            }
        }
        return List.copyOf(members.values());
    }
}
