package dev.reprise.sim.model;

/**
 * Something that a model file says to engines of MuJoCo's kind alone, such as the softness of contacts. It is not in the
 * records; other engines do without it, and had better say so once.
 *
 * @param attribute element and attribute, such as {@code geom solref}, or an element alone
 * @param uses how often it is set
 * @param first where it is set first: file and line
 */
public record EngineSetting(String attribute, int uses, String first) {}
