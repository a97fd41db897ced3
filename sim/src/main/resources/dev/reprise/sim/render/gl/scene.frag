#version 330 core
// One surface in the studio's light. The formula and its numbers stand in Look.java.
centroid in vec3 worldPosition;
centroid in vec3 worldNormal;
in vec2 checker;

uniform vec4 colour; // linear light
uniform int finish; // 0 matte, 1 checker, 2 floor
uniform float checkerTone;
uniform vec3 light; // direction to it
uniform vec3 gaze; // where the camera looks
uniform vec3 key;
uniform vec3 sky;
uniform vec3 ground;
uniform float fill;
uniform float specular;
uniform float shininess;
uniform float terminator;
uniform vec3 backgroundTop;
uniform vec3 backgroundBottom;
uniform float height;
uniform vec3 centre;
uniform vec2 fade; // squares of the distances at which a floor begins and ends to fade

uniform sampler2DShadow shadowMap;
uniform mat4 shadowProjection;
uniform vec3 shadowRight;
uniform vec3 shadowUp;
uniform float texel; // m
uniform float texelShare; // of the shadow map's edge
uniform float perMetre; // depth in the shadow map
uniform float bias;
uniform float steepest;
uniform int reach; // taps on either side

out vec4 shown;

// Share of the key light that arrives, compared with the plane through the point.
float shadow(vec3 n, float cosine) {
    vec3 at = (shadowProjection * vec4(worldPosition, 1.0)).xyz * 0.5 + 0.5;
    float steep = -texel / (0.01 + cosine);
    vec2 slope = clamp(steep * vec2(dot(n, shadowRight), dot(n, shadowUp)), -steepest * texel, steepest * texel);
    float nearer = bias * (texel + abs(slope.x) + abs(slope.y));
    float sum = 0.0;
    for (int j = -reach; j <= reach; j++) {
        for (int i = -reach; i <= reach; i++) {
            float plane = nearer + slope.x * float(i) + slope.y * float(j);
            sum += texture(shadowMap, vec3(at.xy + vec2(i, j) * texelShare, at.z - plane * perMetre));
        }
    }
    float side = float(2 * reach + 1);
    return sum / (side * side);
}

// Nearly the mean over a pixel of +1 on even and -1 on odd squares.
float stripes(float u, float spread) {
    float turns = u * 0.5 + 0.25;
    float rest = turns - round(turns);
    return clamp((1.0 - 4.0 * abs(rest)) / spread, -1.0, 1.0) * clamp(2.0 - spread, 0.0, 1.0);
}

void main() {
    vec3 n = normalize(worldNormal);
    float cosine = max(0.0, dot(n, light));
    float eyeward = max(0.0, -dot(n, gaze));
    float t = min(1.0, cosine / terminator);
    float softly = t * t * (3.0 - 2.0 * t);
    float mirrored = max(0.1, 2.0 * cosine * eyeward + dot(light, gaze));
    float share = cosine > 0.0 ? shadow(n, cosine) * softly : 0.0;
    float shine = finish == 0 ? specular * pow(mirrored, shininess) : 0.0;

    vec3 own = colour.rgb;
    // Derivatives are asked for outside of any branch.
    vec2 spread = fwidth(checker) + 1e-6;
    if (finish != 0) {
        float even = stripes(checker.x, spread.x) * stripes(checker.y, spread.y);
        own *= mix(checkerTone, 1.0, 0.5 + 0.5 * even);
    }
    vec3 falling = mix(ground, sky, 0.5 + 0.5 * n.z) + fill * eyeward + key * cosine * share;
    vec3 seen = sqrt(min(vec3(1.0), own * falling + shine * share));
    if (finish == 2) {
        vec3 off = worldPosition - centre;
        float far = clamp((dot(off, off) - fade.x) / (fade.y - fade.x), 0.0, 1.0);
        vec3 background = mix(backgroundBottom, backgroundTop, gl_FragCoord.y / height);
        seen = mix(seen, background, far * (2.0 - far));
    }
    shown = vec4(seen, colour.a);
}
