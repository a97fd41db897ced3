/**
 * The renderer with OpenGL 3.3, off-screen and in a window. Off-screen it needs no display: GLFW's null platform and EGL.
 * Applications call {@link dev.reprise.sim.render.gl.Renderers} for pictures and {@link dev.reprise.sim.render.gl.Viewer}
 * for a window; GLFW is one per process, and a window belongs to the main thread (on macOS the JVM needs {@code
 * -XstartOnFirstThread}).
 */
@NullMarked
package dev.reprise.sim.render.gl;

import org.jspecify.annotations.NullMarked;
