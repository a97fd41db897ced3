/**
 * Robots and scenes as data: records in the terms of MJCF, and the reader that makes them. Engines, kinematics and
 * renderers read them; nothing here moves.
 */
@NullMarked
package dev.reprise.sim.model;

import org.jspecify.annotations.NullMarked;
