package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.EqualitySpec;
import dev.reprise.sim.model.Pose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import physx.PxTopLevelFunctions;
import physx.common.PxIDENTITYEnum;
import physx.common.PxTransform;
import physx.extensions.PxD6AxisEnum;
import physx.extensions.PxD6DriveEnum;
import physx.extensions.PxD6Joint;
import physx.extensions.PxD6JointDrive;
import physx.extensions.PxD6MotionEnum;
import physx.physics.PxConstraintFlagEnum;
import physx.physics.PxRigidActor;

/**
 * Bodies that are held together by springs as strong as their inertia asks for, critically damped. At rest they hang 1 mm
 * below under their own weight; a jump of a mocap body is followed with a time constant of 0.01 s.
 */
final class Welds {
    /** s⁻², of acceleration per distance. */
    private static final float STIFFNESS = 1e4f;

    private static final float DAMPING = 200;

    private Welds() {}

    /**
     * Joins the actors of a scene.
     *
     * @param actors of carriers; null for what is fixed to the world
     */
    static List<PxD6Joint> add(Plan plan, @Nullable PxRigidActor[] actors, Frame frame) {
        List<PxD6Joint> joints = new ArrayList<>();
        PxTransform first = new PxTransform(PxIDENTITYEnum.PxIdentity);
        for (EqualitySpec equality : plan.model().equalities()) {
            if (equality instanceof EqualitySpec.Weld weld && weld.active()) {
                Carriers carriers = plan.carriers();
                Pose at1 = carriers.inCarrier(weld.body1()).times(weld.relative());
                Pose at2 = carriers.inCarrier(weld.body2());
                PxTransform pose = frame.of(at1);
                first.setP(pose.getP());
                first.setQ(pose.getQ());
                PxD6Joint joint = PxTopLevelFunctions.D6JointCreate(
                        plan.library().physics(),
                        actors[carriers.carrier(weld.body1())],
                        first,
                        actors[carriers.carrier(weld.body2())],
                        frame.of(at2));
                drive(joint);
                joints.add(joint);
            }
        }
        first.destroy();
        return joints;
    }

    private static void drive(PxD6Joint joint) {
        for (PxD6AxisEnum axis : new PxD6AxisEnum[] {
            PxD6AxisEnum.eX, PxD6AxisEnum.eY, PxD6AxisEnum.eZ,
            PxD6AxisEnum.eTWIST, PxD6AxisEnum.eSWING1, PxD6AxisEnum.eSWING2
        }) {
            joint.setMotion(axis, PxD6MotionEnum.eFREE);
        }
        PxD6JointDrive spring = new PxD6JointDrive(STIFFNESS, DAMPING, Float.MAX_VALUE, true);
        joint.setDrive(PxD6DriveEnum.eX, spring);
        joint.setDrive(PxD6DriveEnum.eY, spring);
        joint.setDrive(PxD6DriveEnum.eZ, spring);
        joint.setDrive(PxD6DriveEnum.eSLERP, spring);
        spring.destroy();
        // Who touches whom is the filter's business, welded or not.
        joint.setConstraintFlag(PxConstraintFlagEnum.eCOLLISION_ENABLED, true);
    }
}
