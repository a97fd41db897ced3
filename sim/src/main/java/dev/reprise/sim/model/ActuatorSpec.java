package dev.reprise.sim.model;

import org.jspecify.annotations.Nullable;

/**
 * A drive of one joint: force = gear·clamp(gain·control + bias + positionBias·gear·q + velocityBias·gear·q̇). A motor has gain 1 and no biases; a
 * position servo has gain kp, position bias -kp and velocity bias -kv.
 *
 * @param joint index
 * @param control limits of the control, or null
 * @param force limits of the force before the gear, N·m or N, or null
 */
public record ActuatorSpec(
        String name,
        int joint,
        double gear,
        double gain,
        double bias,
        double positionBias,
        double velocityBias,
        @Nullable Range control,
        @Nullable Range force) {}
