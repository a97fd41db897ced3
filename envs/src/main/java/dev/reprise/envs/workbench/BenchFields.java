package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.sim.model.Vector3;
import java.util.List;

/** What is measured at the bench, in order; the frame {@code base} has its origin where the arm stands, z up. */
final class BenchFields {
    static final String JOINTS = "joint-angles";
    static final String JOINT_TARGETS = "joint-targets";
    static final String TOOL = "tool-position";
    static final String TOOL_VELOCITY = "tool-velocity";
    static final String TOOL_ORIENTATION = "tool-orientation";
    /** Where the arm is told to bring the tool; the tool lags behind, or is held up by what it touches. */
    static final String COMMANDED = "commanded-position";

    static final String OPENING = "gripper-opening";
    static final String BLOCK = "block-position";
    static final String BLOCK_ORIENTATION = "block-orientation";
    static final String PEG = "peg-position";
    static final String PEG_ORIENTATION = "peg-orientation";
    static final String REACH_GOAL = "reach-goal";
    static final String PUSH_GOAL = "push-goal";
    static final String PLACE_GOAL = "place-goal";

    static final MeasurementSchema SCHEMA = new MeasurementSchema(List.of(
            new Field(JOINTS, 7, "rad", "joint"),
            new Field(JOINT_TARGETS, 7, "rad", "joint"),
            new Field(TOOL, 3, "m", "base"),
            new Field(TOOL_VELOCITY, 3, "m/s", "base"),
            new Field(TOOL_ORIENTATION, 4, "quaternion w x y z", "base"),
            new Field(COMMANDED, 3, "m", "base"),
            new Field(OPENING, 1, "m", "gripper"),
            new Field(BLOCK, 3, "m", "base"),
            new Field(BLOCK_ORIENTATION, 4, "quaternion w x y z", "base"),
            new Field(PEG, 3, "m", "base"),
            new Field(PEG_ORIENTATION, 4, "quaternion w x y z", "base"),
            new Field(Fixture.DRAWER.opening(), 1, "m", "joint"),
            new Field(Fixture.DRAWER.handle(), 3, "m", "base"),
            new Field(Fixture.DOOR.opening(), 1, "rad", "joint"),
            new Field(Fixture.DOOR.handle(), 3, "m", "base"),
            new Field(Fixture.BUTTON.opening(), 1, "m", "joint"),
            new Field(Fixture.BUTTON.handle(), 3, "m", "base"),
            new Field(Fixture.LEVER.opening(), 1, "rad", "joint"),
            new Field(Fixture.LEVER.handle(), 3, "m", "base"),
            new Field(Fixture.WINDOW.opening(), 1, "m", "joint"),
            new Field(Fixture.WINDOW.handle(), 3, "m", "base"),
            new Field(REACH_GOAL, 3, "m", "base"),
            new Field(PUSH_GOAL, 3, "m", "base"),
            new Field(PLACE_GOAL, 3, "m", "base")));

    private BenchFields() {}

    /** The three numbers of a field. */
    static Vector3 vector(Measurement measurement, String field) {
        int at = measurement.schema().offset(field);
        return new Vector3(measurement.get(at), measurement.get(at + 1), measurement.get(at + 2));
    }

    /** The z of a place, m. */
    static double height(Measurement measurement, String field) {
        return measurement.get(measurement.schema().offset(field) + 2);
    }

    /** The one number of a field. */
    static double number(Measurement measurement, String field) {
        return measurement.get(measurement.schema().offset(field));
    }
}
