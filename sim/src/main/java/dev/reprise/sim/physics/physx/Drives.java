package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.ActuatorSpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Range;
import org.jspecify.annotations.Nullable;

/**
 * What pushes each joint. All of a joint's servos, its spring and its damping are one drive of PhysX, force = constant -
 * stiffness·q - damping·q̇, which is solved implicitly and so stays stable however stiff it is. Motors are forces.
 *
 * <p>A servo's force limit is the limit of that whole drive. Dry friction is a drive as well, a damping too strong to
 * slip below its limit, and therefore left out on joints that have another drive.
 */
final class Drives {
    /** Of dry friction, N·m·s/rad or N·s/m: creeps with a thousandth of a unit of speed per newton. */
    private static final double FRICTION_DAMPING = 1e3;

    private final ModelSpec model;
    private final double[] stiffness;
    private final double[] damping;
    private final double[] limit;
    private final double[] spring;
    private final boolean[] friction;

    /** @throws UnsupportedOperationException when a joint is driven in a way that PhysX cannot do */
    Drives(ModelSpec model) {
        this.model = model;
        int count = model.joints().size();
        stiffness = new double[count];
        damping = new double[count];
        limit = new double[count];
        spring = new double[count];
        friction = new boolean[count];
        for (int joint = 0; joint < count; joint++) {
            JointSpec spec = model.joints().get(joint);
            stiffness[joint] = spec.stiffness();
            damping[joint] = spec.damping();
            spring[joint] = spec.stiffness() * spec.springReference();
            limit[joint] = Float.MAX_VALUE;
        }
        int[] servos = new int[count];
        for (int actuator = 0; actuator < model.actuators().size(); actuator++) {
            check(actuator);
            if (servo(actuator)) {
                add(actuator, ++servos[model.actuators().get(actuator).joint()]);
            }
        }
        for (int joint = 0; joint < count; joint++) {
            double loss = model.joints().get(joint).frictionLoss();
            friction[joint] = loss > 0 && servos[joint] == 0 && stiffness[joint] == 0 && damping[joint] == 0;
            if (friction[joint]) {
                damping[joint] = FRICTION_DAMPING;
                limit[joint] = loss;
            }
        }
    }

    private void check(int actuator) {
        ActuatorSpec spec = model.actuators().get(actuator);
        JointSpec.Type type = model.joints().get(spec.joint()).type();
        refuse(
                type != JointSpec.Type.HINGE && type != JointSpec.Type.SLIDE,
                spec,
                "drives a joint that is no hinge or slide");
        refuse(
                spec.positionBias() > 0 || spec.velocityBias() > 0,
                spec,
                "pushes away from where it is: a positive bias");
        Range force = spec.force();
        refuse(
                servo(actuator) && force != null && force.low() != -force.high(),
                spec,
                "is a servo whose force limits differ by direction");
    }

    private void add(int actuator, int servosOfJoint) {
        ActuatorSpec spec = model.actuators().get(actuator);
        int joint = spec.joint();
        stiffness[joint] -= spec.positionBias() * spec.gear() * spec.gear();
        damping[joint] -= spec.velocityBias() * spec.gear() * spec.gear();
        @Nullable Range force = spec.force();
        refuse(
                servosOfJoint > 1 && (force != null || limit[joint] < Float.MAX_VALUE),
                spec,
                "is one of several servos of a joint and has, or the other has, a force limit");
        if (force != null) {
            limit[joint] = Math.abs(spec.gear()) * force.high();
        }
    }

    private void refuse(boolean bad, ActuatorSpec spec, String reason) {
        if (bad) {
            throw new UnsupportedOperationException(
                    "PhysX: actuator '" + spec.name() + "' of model '" + model.name() + "' " + reason);
        }
    }

    /** Whether an actuator's force depends on position or velocity. */
    boolean servo(int actuator) {
        ActuatorSpec spec = model.actuators().get(actuator);
        return spec.positionBias() < 0 || spec.velocityBias() < 0;
    }

    /** Whether a joint's dry friction is simulated. */
    boolean frictionIsDriven(int joint) {
        return friction[joint];
    }

    double stiffness(int joint) {
        return stiffness[joint];
    }

    double damping(int joint) {
        return damping[joint];
    }

    /** Of the drive's force, N·m or N. */
    double limit(int joint) {
        return limit[joint];
    }

    /** The constant part of the drive's force that the joint's own spring gives. */
    double spring(int joint) {
        return spring[joint];
    }

    /** The part of the joint's force that an actuator's control alone decides. */
    double force(int actuator, double control) {
        ActuatorSpec spec = model.actuators().get(actuator);
        @Nullable Range range = spec.control();
        double force = spec.gain() * (range == null ? control : range.clamp(control)) + spec.bias();
        @Nullable Range limits = spec.force();
        return spec.gear() * (limits == null || servo(actuator) ? force : limits.clamp(force));
    }
}
