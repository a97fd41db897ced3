#version 330 core
// Pixels from the upper left, and a place in the strip of glyphs; one left of the strip is the panel.
layout(location = 0) in vec4 corner;

uniform vec2 size;

out vec2 place;

void main() {
    place = corner.zw;
    gl_Position = vec4(corner.x / size.x * 2.0 - 1.0, 1.0 - corner.y / size.y * 2.0, 0.0, 1.0);
}
