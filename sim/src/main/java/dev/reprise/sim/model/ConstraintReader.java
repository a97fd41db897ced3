package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.List;

/** What is held equal, and who does not touch whom. */
final class ConstraintReader {
    private static final int COEFFICIENTS = 5;

    private final Defaults defaults;
    private final BodyTree tree;

    ConstraintReader(Defaults defaults, BodyTree tree) {
        this.defaults = defaults;
        this.tree = tree;
    }

    List<EqualitySpec> equalities(XmlElement root) {
        List<EqualitySpec> equalities = new ArrayList<>();
        Names names = new Names("equality");
        for (XmlElement section : root.children("equality")) {
            for (XmlElement element : section.children()) {
                Attributes a = defaults.of(element, "", "equality");
                names.add(a.name(), a);
                equalities.add(element.name().equals("weld") ? weld(a) : coupling(a));
            }
        }
        return equalities;
    }

    private EqualitySpec weld(Attributes a) {
        int body1 = tree.bodyNames.index(a, "body1");
        int body2 = a.has("body2") ? tree.bodyNames.index(a, "body2") : 0;
        if (body1 == body2) {
            throw a.error("body2", "is the body that body1 is; a body cannot be held to itself");
        }
        if (a.vector("anchor", Vector3.ZERO).norm() > 0) {
            throw a.error("anchor", "is not supported; remove it");
        }
        Pose relative = world(body1).inverse().times(world(body2));
        if (a.has("relpose")) {
            double[] p = a.numbers("relpose", 7);
            // A quaternion of zeros asks for the pose in which the model stands, whatever the position says.
            if (p[3] != 0 || p[4] != 0 || p[5] != 0 || p[6] != 0) {
                relative =
                        new Pose(new Vector3(p[0], p[1], p[2]), Orientation.unit(p[3], p[4], p[5], p[6], a, "relpose"));
            }
        }
        return new EqualitySpec.Weld(a.name(), a.flag("active", true), body1, body2, relative);
    }

    private Pose world(int body) {
        Pose pose = Pose.IDENTITY;
        for (int i = body; i > 0; i = tree.bodies.get(i).parent()) {
            pose = tree.bodies.get(i).pose().times(pose);
        }
        return pose;
    }

    private EqualitySpec coupling(Attributes a) {
        int joint1 = single(a, "joint1");
        int joint2 = a.has("joint2") ? single(a, "joint2") : -1;
        if (joint1 == joint2) {
            throw a.error("joint2", "is the joint that joint1 is; a joint cannot follow itself");
        }
        double[] coefficients = new double[COEFFICIENTS];
        coefficients[1] = 1;
        return new EqualitySpec.JointCoupling(
                a.name(), a.flag("active", true), joint1, joint2, a.upTo("polycoef", coefficients));
    }

    private int single(Attributes a, String attribute) {
        int joint = tree.jointNames.index(a, attribute);
        if (tree.joints.get(joint).type().positions() != 1) {
            throw a.error(attribute, "only hinges and slides can be coupled");
        }
        return joint;
    }

    List<ModelSpec.Exclude> excludes(XmlElement root) {
        List<ModelSpec.Exclude> excludes = new ArrayList<>();
        for (XmlElement section : root.children("contact")) {
            for (XmlElement element : section.children()) {
                Attributes a = Attributes.of(element);
                excludes.add(new ModelSpec.Exclude(tree.bodyNames.index(a, "body1"), tree.bodyNames.index(a, "body2")));
            }
        }
        return excludes;
    }
}
