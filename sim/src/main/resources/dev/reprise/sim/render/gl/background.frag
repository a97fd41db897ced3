#version 330 core
in float up;

uniform vec3 backgroundTop;
uniform vec3 backgroundBottom;

out vec4 shown;

void main() {
    shown = vec4(mix(backgroundBottom, backgroundTop, up), 1.0);
}
