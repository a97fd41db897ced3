package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.ActuatorSpec;
import dev.reprise.sim.model.EqualitySpec;
import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/** What of a model PhysX does in another way than MuJoCo, in words for the log. */
final class Approximations {
    private Approximations() {}

    static List<String> of(ModelSpec model) {
        List<String> found = new ArrayList<>();
        note(found, model.engineSettings().size(), "settings of MuJoCo's solver are not used");
        long margins =
                touching(model).stream().filter(g -> g.contact().margin() > 0).count();
        note(found, margins, "geoms with a margin touch at distance 0");
        long spinning = touching(model).stream()
                .filter(g -> g.contact().dimension() > 3)
                .count();
        note(found, spinning, "geoms have torsional or rolling friction only as far as their faces give it");
        long slippery = touching(model).stream()
                .filter(g -> g.contact().dimension() == 1)
                .count();
        note(found, slippery, "geoms of condim 1 have the friction of their coefficients");
        Drives drives = new Drives(model);
        long dry = 0;
        for (int joint = 0; joint < model.joints().size(); joint++) {
            dry += model.joints().get(joint).frictionLoss() > 0 && !drives.frictionIsDriven(joint) ? 1 : 0;
        }
        note(found, dry, "joints with damping, a spring or a servo have no dry friction");
        long limited =
                model.actuators().stream().filter(a -> sharesItsLimit(model, a)).count();
        note(found, limited, "servos share their force limit with the damping or spring of their joint");
        long welds = model.equalities().stream()
                .filter(EqualitySpec.Weld.class::isInstance)
                .count();
        note(found, welds, "welds are springs that give way by 1 mm under their load's weight");
        return found;
    }

    private static List<GeomSpec> touching(ModelSpec model) {
        return model.geoms().stream()
                .filter(g -> g.contact().type() != 0 || g.contact().affinity() != 0)
                .toList();
    }

    private static boolean sharesItsLimit(ModelSpec model, ActuatorSpec actuator) {
        JointSpec joint = model.joints().get(actuator.joint());
        boolean servo = actuator.positionBias() < 0 || actuator.velocityBias() < 0;
        return servo && actuator.force() != null && (joint.damping() > 0 || joint.stiffness() > 0);
    }

    private static void note(List<String> found, long count, String what) {
        if (count > 0) {
            found.add(count + " " + what);
        }
    }
}
