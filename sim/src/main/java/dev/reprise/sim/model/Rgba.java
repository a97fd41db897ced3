package dev.reprise.sim.model;

/** A colour; each part in [0, 1], a = 0 cannot be seen. */
public record Rgba(float r, float g, float b, float a) {
    /** MJCF's default: half grey. */
    public static final Rgba GREY = new Rgba(0.5f, 0.5f, 0.5f, 1f);
}
