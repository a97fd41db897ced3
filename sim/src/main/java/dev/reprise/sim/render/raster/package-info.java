/**
 * The renderer without a graphics system: a rasteriser in plain Java with four samples a pixel, and a shadow map. Its bits
 * depend neither on the number of threads nor on the machine's graphics. Applications get it from {@link
 * dev.reprise.sim.render.gl.Renderers} or make one.
 */
@NullMarked
package dev.reprise.sim.render.raster;

import org.jspecify.annotations.NullMarked;
