#version 330 core
// Places a mesh before the light.
layout(location = 0) in vec3 position;

uniform mat4x3 place;
uniform mat4 projection;

void main() {
    gl_Position = projection * vec4(place * vec4(position, 1.0), 1.0);
}
