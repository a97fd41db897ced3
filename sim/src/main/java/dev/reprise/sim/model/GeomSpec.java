package dev.reprise.sim.model;

/**
 * A form that a body carries, to be touched, seen or both.
 *
 * @param name empty when it has none
 * @param body index
 * @param pose in the body's frame
 * @param contact how it touches
 * @param rgba what it looks like
 * @param group of geoms that are shown or hidden together, 0 … 5
 */
public record GeomSpec(String name, int body, Shape shape, Pose pose, Contact contact, Rgba rgba, int group) {
    /**
     * How a geom touches others.
     *
     * @param type bits; geoms touch when the bits of one's type meet those of the other's affinity
     * @param affinity bits
     * @param dimension 1 without friction, 3 with sliding friction, 4 with torsional, 6 with rolling friction
     * @param slide coefficient of sliding friction
     * @param torsion coefficient of torsional friction, m
     * @param roll coefficient of rolling friction, m
     * @param margin distance at which contacts begin, m
     */
    public record Contact(
            int type, int affinity, int dimension, double slide, double torsion, double roll, double margin) {
        /** Whether the bits let two geoms touch. */
        public boolean meets(Contact other) {
            return (type & other.affinity) != 0 || (other.type & affinity) != 0;
        }
    }
}
