package dev.reprise.sim.model;

/**
 * A light.
 *
 * @param body index of the body that carries it
 * @param position in that body's frame
 * @param direction in that body's frame, of length 1
 * @param directional parallel rays, or a spot
 * @param diffuse colour
 */
public record LightSpec(
        String name,
        int body,
        Vector3 position,
        Vector3 direction,
        boolean directional,
        boolean castsShadow,
        Rgba diffuse) {}
