#version 330 core
// Places a mesh in the world and before the camera.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;

uniform mat4x3 place;
uniform vec3 shrink; // 1 / scale of the mesh along its axes
uniform mat4 projection;
uniform vec2 squares; // of a checker per length of the mesh's x and y axes

centroid out vec3 worldPosition;
centroid out vec3 worldNormal;
out vec2 checker;

void main() {
    worldPosition = place * vec4(position, 1.0);
    worldNormal = mat3(place) * (normal * shrink);
    checker = position.xy * squares;
    gl_Position = projection * vec4(worldPosition, 1.0);
}
