package dev.reprise.sim.render;

import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Rgba;

/**
 * Something of the model that is seen.
 *
 * @param mesh index in the scene's list
 * @param body index of the body that carries it
 * @param pose in that body's frame
 */
public record Drawable(int mesh, int body, Pose pose, Rgba colour, Finish finish) {}
