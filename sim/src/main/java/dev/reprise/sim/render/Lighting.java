package dev.reprise.sim.render;

import dev.reprise.sim.model.LightSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Vector3;

/**
 * The key light: parallel rays that cast shadows. What else shines is the same in all pictures, see {@link Look}.
 *
 * @param towards the light, of length 1, world frame
 * @param tint of its colour; the strongest part is 1
 */
public record Lighting(Vector3 towards, Rgba tint) {
    /** From above, in front and the left of the default camera. */
    public static final Lighting DEFAULT =
            new Lighting(new Vector3(0.62, -0.28, 0.95).normalized(), new Rgba(1, 1, 1, 1));

    /**
     * The model's first light that casts shadows, as it stands before anything moves; {@link #DEFAULT} when there is none.
     * A spot's rays are taken as parallel.
     */
    static Lighting of(ModelSpec model) {
        for (LightSpec light : model.lights()) {
            if (light.castsShadow()) {
                Vector3 direction =
                        Bounds.initialPose(model, light.body()).rotation().rotate(light.direction());
                return new Lighting(direction.times(-1).normalized(), tint(light.diffuse()));
            }
        }
        return DEFAULT;
    }

    private static Rgba tint(Rgba colour) {
        float most = Math.max(colour.r(), Math.max(colour.g(), colour.b()));
        return most > 0 ? new Rgba(colour.r() / most, colour.g() / most, colour.b() / most, 1) : new Rgba(1, 1, 1, 1);
    }
}
