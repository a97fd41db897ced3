/**
 * Worlds that move: what an engine of rigid bodies offers, whichever it is. Environments step a {@link World}; tasks,
 * renderers and reports read a {@link WorldView}.
 */
@NullMarked
package dev.reprise.sim.physics;

import org.jspecify.annotations.NullMarked;
