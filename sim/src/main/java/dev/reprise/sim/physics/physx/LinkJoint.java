package dev.reprise.sim.physics.physx;

import physx.physics.PxArticulationAxisEnum;
import physx.physics.PxArticulationJointReducedCoordinate;
import physx.physics.PxArticulationLink;

/**
 * A hinge or slide of an articulation. PhysX counts its position from the model's initial pose, and lets a hinge jump by
 * two turns when it has turned once; both are made good here.
 */
final class LinkJoint {
    private static final double TWO_TURNS = 4 * Math.PI;

    private final PxArticulationLink link;
    private final PxArticulationJointReducedCoordinate joint;
    private final PxArticulationAxisEnum axis;
    private final double stiffness;
    private final double damping;
    /** The position at which PhysX counts zero. */
    private double origin;

    private double last;
    private double constant;

    /**
     * A joint whose force is constant - stiffness·position - damping·velocity.
     *
     * @param link that the joint moves
     * @param reference position in the model's initial pose
     */
    LinkJoint(
            PxArticulationLink link, PxArticulationAxisEnum axis, double reference, double stiffness, double damping) {
        this.link = link;
        this.joint = link.getInboundJoint();
        this.axis = axis;
        this.origin = reference;
        this.stiffness = stiffness;
        this.damping = damping;
    }

    PxArticulationLink link() {
        return link;
    }

    PxArticulationJointReducedCoordinate joint() {
        return joint;
    }

    PxArticulationAxisEnum axis() {
        return axis;
    }

    double position() {
        return joint.getJointPosition(axis) + origin;
    }

    double velocity() {
        return joint.getJointVelocity(axis);
    }

    /** Puts the joint somewhere, with its drive aimed as before. */
    void set(double position, double velocity) {
        if (axis == PxArticulationAxisEnum.eTWIST) {
            origin += TWO_TURNS * Math.rint((position - origin) / TWO_TURNS);
        }
        last = position - origin;
        joint.setJointPosition(axis, (float) last);
        joint.setJointVelocity(axis, (float) velocity);
        drive(constant);
    }

    /** The constant part of the drive's force. */
    void drive(double newConstant) {
        constant = newConstant;
        if (stiffness > 0) {
            joint.setDriveTarget(axis, (float) (constant / stiffness - origin));
        } else if (damping > 0) {
            joint.setDriveVelocity(axis, (float) (constant / damping));
        }
    }

    /** After each step of a hinge without limits: notices that PhysX has jumped. */
    void unwind() {
        double now = joint.getJointPosition(axis);
        if (Math.abs(now - last) > TWO_TURNS / 2) {
            origin += Math.copySign(TWO_TURNS, last - now);
            drive(constant);
        }
        last = now;
    }
}
