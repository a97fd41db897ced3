#version 330 core
in vec2 place;

uniform sampler2D glyphs;
uniform vec2 panel; // tone and alpha
uniform float tone;

out vec4 shown;

void main() {
    shown = place.x < 0.0 ? vec4(vec3(panel.x), panel.y) : vec4(vec3(tone), texture(glyphs, place).r);
}
