package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.Inertia;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import physx.physics.PxArticulationAxisEnum;
import physx.physics.PxArticulationDrive;
import physx.physics.PxArticulationDriveTypeEnum;
import physx.physics.PxArticulationFlagEnum;
import physx.physics.PxArticulationJointReducedCoordinate;
import physx.physics.PxArticulationJointTypeEnum;
import physx.physics.PxArticulationLimit;
import physx.physics.PxArticulationLink;
import physx.physics.PxArticulationMotionEnum;
import physx.physics.PxArticulationReducedCoordinate;

/**
 * Builds the articulation of one tree. A body with several joints becomes as many links, of which all but the last have
 * a thousandth of its inertia.
 */
final class ArticulationBuilder {
    private static final double SMALL = 1e-3;
    private static final Vector3 X = new Vector3(1, 0, 0);

    /** Faster than any joint of a robot, rad/s or m/s; PhysX' own default is 100. */
    private static final float MAX_JOINT_VELOCITY = 1000;

    private final Plan plan;
    private final Frame frame;
    private final PxArticulationReducedCoordinate articulation;
    private final List<PxArticulationLink> links = new ArrayList<>();
    private final PxArticulationLink[] linkOfCarrier;
    private final Pose[] worldPose;
    private final @Nullable LinkJoint[] joints;

    /**
     * A builder for one articulation.
     *
     * @param joints of all of the model's joints; those of this tree are written
     */
    ArticulationBuilder(Plan plan, Frame frame, @Nullable LinkJoint[] joints) {
        this.plan = plan;
        this.frame = frame;
        this.joints = joints;
        articulation = plan.library().physics().createArticulationReducedCoordinate();
        linkOfCarrier = new PxArticulationLink[plan.model().bodies().size()];
        worldPose = new Pose[linkOfCarrier.length];
        worldPose[0] = Pose.IDENTITY;
        articulation.setArticulationFlag(PxArticulationFlagEnum.eDRIVE_LIMITS_ARE_FORCES, true);
        articulation.setSolverIterationCounts(plan.settings().positionIterations(), 1);
        articulation.setSleepThreshold(plan.sleepThreshold());
    }

    /** Makes links of these carriers, parents first, and notes them as actors. */
    Articulation build(List<Integer> carriers, @Nullable BodyActor[] actors) {
        if (plan.carriers().kind(carriers.get(0)) == Carriers.Kind.JOINTED) {
            articulation.setArticulationFlag(PxArticulationFlagEnum.eFIX_BASE, true);
            linkOfCarrier[0] = link(null, Pose.IDENTITY, new Inertia(1, Pose.IDENTITY, new Vector3(1, 1, 1)));
        }
        for (int carrier : carriers) {
            if (plan.carriers().kind(carrier) == Carriers.Kind.FREE) {
                worldPose[carrier] = plan.model().bodies().get(carrier).pose();
                linkOfCarrier[carrier] = link(null, worldPose[carrier], plan.inertia(carrier));
            } else {
                addJointed(carrier);
            }
            plan.shapes().attach(carrier, linkOfCarrier[carrier]);
            actors[carrier] = new BodyActor(
                    linkOfCarrier[carrier], plan.inertia(carrier).frame().position());
        }
        Couplings.add(plan, articulation, carriers, joints);
        return new Articulation(articulation, links);
    }

    private void addJointed(int carrier) {
        Carriers carriers = plan.carriers();
        Pose before = carriers.inParent(carrier);
        PxArticulationLink parent = linkOfCarrier[carriers.parent(carrier)];
        worldPose[carrier] = worldPose[carriers.parent(carrier)].times(before);
        Inertia inertia = plan.inertia(carrier);
        Inertia small = new Inertia(
                SMALL * inertia.mass(), inertia.frame(), inertia.diagonal().times(SMALL));
        List<Integer> own = carriers.joints(carrier);
        for (int i = 0; i < own.size(); i++) {
            boolean last = i == own.size() - 1;
            PxArticulationLink link = link(parent, worldPose[carrier], last ? inertia : small);
            joints[own.get(i)] = joint(own.get(i), link, before);
            parent = link;
            before = Pose.IDENTITY;
        }
        linkOfCarrier[carrier] = parent;
    }

    private PxArticulationLink link(@Nullable PxArticulationLink parent, Pose pose, Inertia inertia) {
        PxArticulationLink link = articulation.createLink(parent, frame.of(pose));
        links.add(link);
        BodyActor.setInertia(link, inertia, frame);
        return link;
    }

    private LinkJoint joint(int index, PxArticulationLink link, Pose before) {
        JointSpec spec = plan.model().joints().get(index);
        Drives drives = plan.drives();
        boolean hinge = spec.type() == JointSpec.Type.HINGE;
        PxArticulationAxisEnum axis = hinge ? PxArticulationAxisEnum.eTWIST : PxArticulationAxisEnum.eX;
        PxArticulationJointReducedCoordinate joint = link.getInboundJoint();
        joint.setJointType(hinge ? PxArticulationJointTypeEnum.eREVOLUTE : PxArticulationJointTypeEnum.ePRISMATIC);
        Pose anchor = new Pose(spec.position(), Quaternion.between(X, spec.axis()));
        joint.setParentPose(frame.of(before.times(anchor)));
        joint.setChildPose(frame.of(anchor));
        Range range = Couplings.fixed(plan.model(), index, spec.range());
        joint.setMotion(axis, range == null ? PxArticulationMotionEnum.eFREE : PxArticulationMotionEnum.eLIMITED);
        if (range != null) {
            PxArticulationLimit limit = new PxArticulationLimit(
                    (float) (range.low() - spec.reference()), (float) (range.high() - spec.reference()));
            joint.setLimitParams(axis, limit);
            limit.destroy();
        }
        joint.setArmature(axis, (float) spec.armature());
        joint.setFrictionCoefficient(0);
        joint.setMaxJointVelocity(MAX_JOINT_VELOCITY);
        PxArticulationDrive drive = new PxArticulationDrive(
                (float) drives.stiffness(index),
                (float) drives.damping(index),
                (float) drives.limit(index),
                PxArticulationDriveTypeEnum.eFORCE);
        joint.setDriveParams(axis, drive);
        drive.destroy();
        LinkJoint made = new LinkJoint(link, axis, spec.reference(), drives.stiffness(index), drives.damping(index));
        made.drive(drives.spring(index));
        return made;
    }
}
