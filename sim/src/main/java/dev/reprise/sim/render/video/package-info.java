/**
 * Pictures to files: PNG, animated GIF and MP4. Callers ask {@link dev.reprise.sim.render.video.FrameSink#open} for what the
 * file's suffix says. Java's own image writers and jcodec, no program beside.
 */
@NullMarked
package dev.reprise.sim.render.video;

import org.jspecify.annotations.NullMarked;
