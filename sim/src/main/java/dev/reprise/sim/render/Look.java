package dev.reprise.sim.render;

import dev.reprise.sim.model.Rgba;

/**
 * The one place for what pictures look like: a bright studio with matte things in it. Both renderers read these numbers,
 * the shaders as uniforms. Colours are linear light unless said: the square of what is written in models and shown on
 * screens, which is near enough to their gamma of 2.2. Light adds up as
 *
 * <pre>
 * colour · (ambient(n) + key · shadow · max(0, n·l) + FILL · max(0, n·v)) + SPECULAR · shadow · max(0, r·v)^SHININESS
 * </pre>
 *
 * <p>with normal n, direction to the light l, against the camera's gaze v (for all pixels the same), and r the
 * light's reflection. Checkers and floors have no highlight.
 */
public final class Look {
    /** Background at the top of the picture, as shown. */
    public static final Rgba BACKGROUND_TOP = new Rgba(0.71f, 0.77f, 0.84f, 1);
    /** Background at the bottom of the picture, as shown. */
    public static final Rgba BACKGROUND_BOTTOM = new Rgba(0.95f, 0.955f, 0.96f, 1);

    /** Ambient light on what faces up. */
    public static final Rgba SKY = new Rgba(0.40f, 0.43f, 0.47f, 1);
    /** Ambient light on what faces down. */
    public static final Rgba GROUND = new Rgba(0.17f, 0.165f, 0.16f, 1);
    /** The key light when the model's is white. */
    public static final Rgba KEY = new Rgba(0.66f, 0.64f, 0.60f, 1);
    /** Light from the eye. */
    public static final float FILL = 0.10f;
    /** Of the highlight. */
    public static final float SPECULAR = 0.05f;
    /** Exponent of the highlight; a power of two, so that it is found by squaring. */
    public static final int SHININESS = 16;
    /** Below this cosine between normal and light the key light fades out, so that facets leave no steps in shadows. */
    public static final float TERMINATOR = 0.12f;

    /** Edge of a checker's square, m. */
    public static final float CHECKER_METRES = 0.2f;
    /** The darker squares' share of the colour, as shown. */
    public static final float CHECKER_TONE = 0.94f;

    /** Where a floor begins to fade, in radii of the scene from its centre. */
    public static final float FADE_FROM = 1f;
    /** Where a floor has faded, in radii of the scene from its centre. */
    public static final float FADE_TO = 4.5f;

    /** Edge of the shadow map, texels. */
    public static final int SHADOW_SIZE = 768;
    /** Texels along an edge of the square over which a shadow's border is softened, as bilinear taps. */
    public static final int SHADOW_TAPS = 3;

    /** How much nearer to the light than it is a point counts, in texels and in what its plane rises over a texel. */
    public static final float SHADOW_BIAS = 1f;

    /** Near plane, in radii of the scene. */
    public static final float NEAR = 0.01f;
    /** Far plane, in radii of the scene. */
    public static final float FAR = 60f;

    private Look() {}
}
