package dev.reprise.sim.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joints. */
final class JointReader {
    private static final int MAX_VELOCITIES = 6;

    private final CompilerSettings compiler;

    JointReader(CompilerSettings compiler) {
        this.compiler = compiler;
    }

    /** A joint, or a free joint, which has no defaults. */
    JointSpec read(Attributes a, int body) {
        JointSpec.Type type = type(a);
        boolean one = type == JointSpec.Type.HINGE || type == JointSpec.Type.SLIDE;
        double unit = type == JointSpec.Type.HINGE ? compiler.radian() : 1;
        return new JointSpec(
                a.name(),
                body,
                type,
                type == JointSpec.Type.FREE ? Vector3.ZERO : a.vector("pos", Vector3.ZERO),
                one ? a.direction("axis", Vector3.Z) : Vector3.Z,
                range(a, type),
                positive(a, "damping"),
                positive(a, "armature"),
                positive(a, "frictionloss"),
                positive(a, "stiffness"),
                one ? unit * a.number("springref", 0) : 0,
                one ? unit * a.number("ref", 0) : 0);
    }

    private static JointSpec.Type type(Attributes a) {
        if (a.element().name().equals("freejoint")) {
            a.word("align", "auto", List.of("false", "auto"));
            return JointSpec.Type.FREE;
        }
        return switch (a.word("type", "hinge", List.of("hinge", "slide", "ball", "free"))) {
            case "slide" -> JointSpec.Type.SLIDE;
            case "ball" -> JointSpec.Type.BALL;
            case "free" -> JointSpec.Type.FREE;
            default -> JointSpec.Type.HINGE;
        };
    }

    private @Nullable Range range(Attributes a, JointSpec.Type type) {
        Range range = a.limits("limited", "range", compiler.automaticLimits());
        if (range == null) {
            return null;
        }
        return switch (type) {
            case SLIDE -> range;
            case HINGE -> new Range(range.low() * compiler.radian(), range.high() * compiler.radian());
            case BALL -> {
                if (range.low() != 0) {
                    throw a.error("range", "of a ball joint begins at 0");
                }
                yield new Range(0, range.high() * compiler.radian());
            }
            // As in MuJoCo: limits from defaults do not hold a free joint.
            case FREE -> null;
        };
    }

    private static double positive(Attributes a, String name) {
        double value = a.number(name, 0);
        if (value < 0) {
            throw a.error(name, "must not be below 0");
        }
        return value;
    }

    /** Checks a body's joints together. */
    void check(List<JointSpec> joints, int parent, Attributes body) {
        int velocities = joints.stream().mapToInt(j -> j.type().velocities()).sum();
        if (velocities > MAX_VELOCITIES) {
            throw body.error("moves in " + velocities + " ways; a body's joints have at most " + MAX_VELOCITIES);
        }
        boolean ball = false;
        for (JointSpec joint : joints) {
            if (ball && joint.type() != JointSpec.Type.SLIDE) {
                throw body.error("turns about a ball joint already; no hinge or ball can follow it");
            }
            ball |= joint.type() == JointSpec.Type.BALL;
        }
        if (parent != 0 && joints.stream().anyMatch(j -> j.type() == JointSpec.Type.FREE)) {
            throw body.error("is within another body and has a free joint; only bodies of the world can be free");
        }
    }
}
