/**
 * Worlds that an installed MuJoCo moves, reached through JNA. Whoever makes worlds may call {@link
 * dev.reprise.sim.physics.mujoco.MujocoEngine}; the rest is its own.
 */
@NullMarked
package dev.reprise.sim.physics.mujoco;

import org.jspecify.annotations.NullMarked;
