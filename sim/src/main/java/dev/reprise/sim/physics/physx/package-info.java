/**
 * Worlds that PhysX moves: reduced-coordinate articulations, rigid contacts, single precision. {@link
 * dev.reprise.sim.physics.physx.PhysxEngine} is all that others need; nobody else in the project sees PhysX. Native
 * objects that a world makes are released by that world.
 */
@NullMarked
package dev.reprise.sim.physics.physx;

import org.jspecify.annotations.NullMarked;
