package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actuators of joints. */
final class ActuatorReader {
    private final CompilerSettings compiler;
    private final Defaults defaults;
    private final BodyTree tree;

    ActuatorReader(CompilerSettings compiler, Defaults defaults, BodyTree tree) {
        this.compiler = compiler;
        this.defaults = defaults;
        this.tree = tree;
    }

    List<ActuatorSpec> read(XmlElement root) {
        List<ActuatorSpec> actuators = new ArrayList<>();
        Names names = new Names("actuator");
        for (XmlElement section : root.children("actuator")) {
            for (XmlElement element : section.children()) {
                Attributes a = defaults.of(element, "");
                names.add(a.name(), a);
                actuators.add(read(a));
            }
        }
        return actuators;
    }

    private ActuatorSpec read(Attributes a) {
        int joint = tree.jointNames.index(a, "joint");
        JointSpec driven = tree.joints.get(joint);
        if (driven.type() != JointSpec.Type.HINGE && driven.type() != JointSpec.Type.SLIDE) {
            throw a.error("joint", "only hinges and slides can be driven");
        }
        a.word("dyntype", "none", List.of("none"));
        a.word("gaintype", "fixed", List.of("fixed"));
        boolean affine = a.word("biastype", "none", List.of("none", "affine")).equals("affine");
        double[] gain = a.upTo("gainprm", ActuatorShortcut.firstOnly());
        double[] bias = affine ? a.upTo("biasprm", new double[10]) : new double[3];
        return new ActuatorSpec(
                a.name(),
                joint,
                a.upTo("gear", 1, 0, 0, 0, 0, 0)[0],
                gain[0],
                bias[0],
                bias[1],
                bias[2],
                control(a, driven),
                a.limits("forcelimited", "forcerange", compiler.automaticLimits()));
    }

    private @Nullable Range control(Attributes a, JointSpec driven) {
        // The default of servos does not reach other actuators.
        double share = a.element().name().equals("position") ? a.number("inheritrange", 0) : 0;
        if (share == 0) {
            return a.limits("ctrllimited", "ctrlrange", compiler.automaticLimits());
        }
        Range range = driven.range();
        if (share < 0 || a.has("ctrlrange") || range == null) {
            throw a.error("inheritrange", "must be above 0, its joint limited, and no ctrlrange be given");
        }
        double middle = (range.low() + range.high()) / 2;
        double half = share * (range.high() - range.low()) / 2;
        return new Range(middle - half, middle + half);
    }
}
