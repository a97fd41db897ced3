package dev.reprise.sim.model;

/**
 * Triangles.
 *
 * @param vertices x y z each, scaled, in the frame of the file; m
 * @param triangles three indices of vertices each, counter-clockwise seen from outside
 */
public record MeshSpec(String name, float[] vertices, int[] triangles) {}
