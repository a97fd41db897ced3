package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.Inertia;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies move as one. A body without joints is carried by its parent; the first of those that move as one, their
 * carrier, has the joints. Body 0 carries all that is fixed to the world.
 */
final class Carriers {
    /** How a carrier moves. */
    enum Kind {
        /** Not at all. */
        FIXED,
        /** By commands. */
        MOCAP,
        /** Freely. */
        FREE,
        /** By joints against the carrier of its parent. */
        JOINTED
    }

    private final ModelSpec model;
    private final int[] carrier;
    private final Pose[] inCarrier;
    private final Kind[] kind;
    private final List<List<Integer>> joints = new ArrayList<>();

    /** @throws UnsupportedOperationException when bodies are joined in a way that PhysX cannot do */
    Carriers(ModelSpec model) {
        this.model = model;
        int count = model.bodies().size();
        carrier = new int[count];
        inCarrier = new Pose[count];
        kind = new Kind[count];
        for (int body = 0; body < count; body++) {
            joints.add(new ArrayList<>());
        }
        for (int joint = 0; joint < model.joints().size(); joint++) {
            joints.get(model.joints().get(joint).body()).add(joint);
        }
        for (int body = 0; body < count; body++) {
            place(body);
        }
    }

    private void place(int body) {
        BodySpec spec = model.bodies().get(body);
        kind[body] = kindOf(body, spec);
        if (body == 0 || spec.mocap() || !joints.get(body).isEmpty()) {
            carrier[body] = body;
            inCarrier[body] = Pose.IDENTITY;
        } else {
            carrier[body] = carrier[spec.parent()];
            inCarrier[body] = inCarrier[spec.parent()].times(spec.pose());
        }
    }

    private Kind kindOf(int body, BodySpec spec) {
        if (body == 0) {
            return Kind.FIXED;
        }
        Kind parent = kind[spec.parent()];
        if (spec.mocap()) {
            refuse(
                    parent != Kind.FIXED || !joints.get(body).isEmpty(),
                    body,
                    "is moved by commands: only bodies of the world without joints can be");
            return Kind.MOCAP;
        }
        if (joints.get(body).isEmpty()) {
            return parent;
        }
        refuse(parent == Kind.MOCAP, body, "has joints and hangs on a body that is moved by commands");
        boolean free = false;
        for (int joint : joints.get(body)) {
            JointSpec.Type type = model.joints().get(joint).type();
            refuse(endsBeyondATurn(model.joints().get(joint)), body, "has a hinge with a limit more than a turn away");
            refuse(type == JointSpec.Type.BALL, body, "has a ball joint: PhysX keeps three angles, not a quaternion");
            free |= type == JointSpec.Type.FREE;
        }
        refuse(free && (joints.get(body).size() > 1 || parent != Kind.FIXED), body, "has a free joint besides others");
        return free ? Kind.FREE : Kind.JOINTED;
    }

    private static boolean endsBeyondATurn(JointSpec joint) {
        Range range = joint.range();
        return joint.type() == JointSpec.Type.HINGE
                && range != null
                && Math.max(range.high() - joint.reference(), joint.reference() - range.low()) > 2 * Math.PI;
    }

    private void refuse(boolean bad, int body, String reason) {
        if (bad) {
            throw new UnsupportedOperationException("PhysX: body '"
                    + model.bodies().get(body).name() + "' (" + body + ") of model '" + model.name() + "' " + reason);
        }
    }

    /** The body that carries this one, perhaps itself. */
    int carrier(int body) {
        return carrier[body];
    }

    /** Pose of a body in its carrier's frame; in the world's when that is fixed. */
    Pose inCarrier(int body) {
        return inCarrier[body];
    }

    /** How a body's carrier moves. */
    Kind kind(int body) {
        return kind[carrier[body]];
    }

    boolean carries(int body) {
        return body > 0 && carrier[body] == body;
    }

    /** Indices of a body's joints. */
    List<Integer> joints(int body) {
        return joints.get(body);
    }

    /** The carrier that a carrier moves against. */
    int parent(int body) {
        return carrier[model.bodies().get(body).parent()];
    }

    /** Pose of a carrier, joints at their reference, in the frame of the carrier that it moves against. */
    Pose inParent(int body) {
        BodySpec spec = model.bodies().get(body);
        return inCarrier[spec.parent()].times(spec.pose());
    }

    boolean hasJointedChildren(int body) {
        for (int other = 1; other < carrier.length; other++) {
            if (carries(other) && kind[other] == Kind.JOINTED && parent(other) == body) {
                return true;
            }
        }
        return false;
    }

    /**
     * Inertia of all that a carrier carries, in its frame.
     *
     * @throws UnsupportedOperationException when it has no mass
     */
    Inertia inertia(int body) {
        List<Inertia> parts = new ArrayList<>();
        for (int other = body; other < carrier.length; other++) {
            @Nullable
            Inertia part = carrier[other] == body ? model.bodies().get(other).inertia() : null;
            if (part != null && part.mass() > 0) {
                parts.add(new Inertia(part.mass(), inCarrier[other].times(part.frame()), part.diagonal()));
            }
        }
        refuse(parts.isEmpty(), body, "moves but has no mass");
        return Inertia.sum(parts);
    }
}
