package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.EqualitySpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Range;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import physx.physics.PxArticulationAxisEnum;
import physx.physics.PxArticulationFixedTendon;
import physx.physics.PxArticulationLink;
import physx.physics.PxArticulationReducedCoordinate;
import physx.physics.PxArticulationTendonJoint;

/**
 * Joints that follow others: q1 - c1·q2 = c0 is a fixed tendon, a stiff spring that pulls on both. PhysX runs a tendon
 * along neighbouring links alone: the joints are siblings, or one is the other's parent.
 */
final class Couplings {
    /** N/m, or N·m/rad: a load of 10 N parts the joints by 0.01 mm. */
    private static final float STIFFNESS = 1e6f;

    /** What the binding takes for no parent. */
    private static final PxArticulationTendonJoint NOTHING = new PxArticulationTendonJoint(0) {};

    private Couplings() {}

    /** Limits of a joint, which a coupling to nothing narrows to one position. */
    static @Nullable Range fixed(ModelSpec model, int joint, @Nullable Range range) {
        for (EqualitySpec equality : model.equalities()) {
            if (equality instanceof EqualitySpec.JointCoupling coupling
                    && coupling.active()
                    && coupling.joint1() == joint
                    && coupling.joint2() < 0) {
                double at = model.joints().get(joint).reference() + coupling.coefficients()[0];
                return new Range(at, at);
            }
        }
        return range;
    }

    /**
     * Checks all couplings of a model.
     *
     * @throws UnsupportedOperationException when PhysX cannot do one
     */
    static void check(ModelSpec model, Carriers carriers) {
        for (EqualitySpec equality : model.equalities()) {
            if (equality instanceof EqualitySpec.JointCoupling coupling && coupling.active()) {
                boolean linear = coupling.joint2() < 0
                        || Arrays.stream(coupling.coefficients()).skip(2).allMatch(c -> c == 0);
                refuse(!linear, model, coupling, "is not linear");
                refuse(
                        !joined(model, carriers, coupling),
                        model,
                        coupling,
                        "ties joints that are neither hinges or slides"
                                + " of neighbours, both children of one body, nor of a body and its parent");
            }
        }
    }

    private static boolean joined(ModelSpec model, Carriers carriers, EqualitySpec.JointCoupling coupling) {
        JointSpec one = model.joints().get(coupling.joint1());
        if (one.type().positions() != 1) {
            return false;
        }
        if (coupling.joint2() < 0) {
            return true;
        }
        JointSpec two = model.joints().get(coupling.joint2());
        return two.type().positions() == 1
                && (before(carriers, one, coupling.joint1()) == before(carriers, two, coupling.joint2())
                        || before(carriers, one, coupling.joint1()) == coupling.joint2()
                        || before(carriers, two, coupling.joint2()) == coupling.joint1());
    }

    /** The joint of the link before a joint's link; -1 - carrier when that link has none. */
    private static int before(Carriers carriers, JointSpec spec, int joint) {
        List<Integer> own = carriers.joints(spec.body());
        int at = own.indexOf(joint);
        if (at > 0) {
            return own.get(at - 1);
        }
        int parent = carriers.parent(spec.body());
        List<Integer> joints = carriers.joints(parent);
        boolean jointed = carriers.kind(parent) == Carriers.Kind.JOINTED;
        return jointed ? joints.get(joints.size() - 1) : -1 - parent;
    }

    private static void refuse(boolean bad, ModelSpec model, EqualitySpec equality, String reason) {
        if (bad) {
            throw new UnsupportedOperationException(
                    "PhysX: coupling '" + equality.name() + "' of model '" + model.name() + "' " + reason);
        }
    }

    /** Adds the tendons of an articulation; all its joints have been made. */
    static void add(
            Plan plan,
            PxArticulationReducedCoordinate articulation,
            List<Integer> carriers,
            @Nullable LinkJoint[] joints) {
        for (EqualitySpec equality : plan.model().equalities()) {
            if (equality instanceof EqualitySpec.JointCoupling coupling
                    && coupling.active()
                    && coupling.joint2() >= 0
                    && carriers.contains(
                            plan.model().joints().get(coupling.joint1()).body())) {
                LinkJoint follower = joints[coupling.joint1()];
                LinkJoint leader = joints[coupling.joint2()];
                add(plan, articulation.createFixedTendon(), follower, leader, coupling.coefficients());
            }
        }
    }

    private static void add(
            Plan plan, PxArticulationFixedTendon tendon, LinkJoint follower, LinkJoint leader, double[] c) {
        double substep =
                plan.model().options().timestepSeconds() / plan.settings().positionIterations();
        tendon.setStiffness(STIFFNESS);
        // Each of the two joints takes back its own share of the error in each iteration: less than half of it lets
        // the two together not overshoot, whatever their inertia.
        tendon.setDamping((float) (2 * STIFFNESS * substep));
        tendon.setRestLength((float) c[0]);
        float ratio = (float) -c[1];
        long followersParent = parent(follower).getAddress();
        if (followersParent == leader.link().getAddress()) {
            chain(tendon, leader, ratio, follower, 1);
        } else if (parent(leader).getAddress() == follower.link().getAddress()) {
            chain(tendon, follower, 1, leader, ratio);
        } else {
            PxArticulationTendonJoint root = root(tendon, parent(follower));
            tendon.createTendonJoint(root, follower.axis(), 1, 1, follower.link());
            tendon.createTendonJoint(root, leader.axis(), ratio, ratio, leader.link());
        }
    }

    private static void chain(
            PxArticulationFixedTendon tendon, LinkJoint upper, float upperRatio, LinkJoint lower, float lowerRatio) {
        PxArticulationTendonJoint root = root(tendon, parent(upper));
        PxArticulationTendonJoint first =
                tendon.createTendonJoint(root, upper.axis(), upperRatio, upperRatio, upper.link());
        tendon.createTendonJoint(first, lower.axis(), lowerRatio, lowerRatio, lower.link());
    }

    /** Where a tendon begins; PhysX does not look at the joint of that link. */
    private static PxArticulationTendonJoint root(PxArticulationFixedTendon tendon, PxArticulationLink link) {
        return tendon.createTendonJoint(NOTHING, PxArticulationAxisEnum.eX, 1, 1, link);
    }

    private static PxArticulationLink parent(LinkJoint joint) {
        return joint.joint().getParentArticulationLink();
    }
}
