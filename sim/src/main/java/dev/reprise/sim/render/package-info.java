/**
 * Pictures of worlds. A {@link dev.reprise.sim.render.RenderScene} says what there is to see of a model, a {@link
 * dev.reprise.sim.render.Frame} where it all is at one moment, and a {@link dev.reprise.sim.render.Renderer} draws that:
 * with OpenGL or in plain Java, in the same looks. Applications and environments that record or show may call it; physics
 * never does. Of {@code java.awt} only pictures and fonts are used, which need no display.
 */
@NullMarked
package dev.reprise.sim.render;

import org.jspecify.annotations.NullMarked;
