/**
 * Robots as mechanisms: their geometry and how their joints move. Knows neither tasks nor rewards; the environments
 * may call it.
 */
@NullMarked
package dev.reprise.sim.robot;

import org.jspecify.annotations.NullMarked;
