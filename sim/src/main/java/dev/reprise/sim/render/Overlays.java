package dev.reprise.sim.render;

import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.WorldView;

/** What cannot be seen in the real world, drawn into a frame that was read. */
public final class Overlays {
    private static final Rgba FORCE = new Rgba(0.95f, 0.42f, 0.10f, 1f);
    private static final Rgba AXIS = new Rgba(0.10f, 0.50f, 0.85f, 1f);
    /** Length of an arrow per newton, and at most, in radii of the scene. */
    private static final double FORCE_SCALE = 0.01;

    private static final double LONGEST_FORCE = 0.5;

    private Overlays() {}

    /** An arrow for each contact's force on its second geom: 1 % of the scene's radius long for each newton, at most half. */
    public static void contactForces(Frame frame, WorldView world) {
        double radius = frame.scene().radius();
        Contacts contacts = world.contacts();
        for (int i = 0; i < contacts.count(); i++) {
            double size = contacts.force(i);
            if (!(size > 0) || Double.isInfinite(size)) {
                continue;
            }
            Vector3 at = new Vector3(contacts.number(i, 0), contacts.number(i, 1), contacts.number(i, 2));
            Vector3 force = new Vector3(contacts.number(i, 6), contacts.number(i, 7), contacts.number(i, 8));
            double length = radius * Math.min(LONGEST_FORCE, FORCE_SCALE * size);
            frame.addArrow(at, at.plus(force.times(length / size)), 0.006 * radius, FORCE);
        }
    }

    /** An arrow along the axis of each hinge and slide. */
    public static void jointAxes(Frame frame) {
        double radius = frame.scene().radius();
        for (JointSpec joint : frame.scene().model().joints()) {
            if (joint.type() == JointSpec.Type.HINGE || joint.type() == JointSpec.Type.SLIDE) {
                Pose body = frame.body(joint.body());
                Vector3 at = body.transform(joint.position());
                Vector3 half = body.rotation().rotate(joint.axis()).times(0.12 * radius);
                frame.addArrow(at.minus(half), at.plus(half), 0.006 * radius, AXIS);
            }
        }
    }
}
