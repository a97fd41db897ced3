package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the agent sees: the arm, the gripper, all things and all goals, the same for every task; and
 * what the way of control needs besides. Places are differences
 * from the tool or between a thing and its goal, in units of {@link #LENGTH}, so that what matters is near 1.
 */
final class BenchObservation {
    private static final double LENGTH = 0.2;
    private static final double SPEED = 0.5;
    /** Of differences between what is commanded and what is: the tool runs at most 6 cm behind. */
    private static final double LAG = 0.05;

    private static final float MOST = 10;
    private static final Vector3 CENTRE = new Vector3(0.45, 0, 0.15);

    private static final int TOOL = BenchFields.SCHEMA.offset(BenchFields.TOOL);
    private static final int TOOL_VELOCITY = BenchFields.SCHEMA.offset(BenchFields.TOOL_VELOCITY);
    private static final int TOOL_ORIENTATION = BenchFields.SCHEMA.offset(BenchFields.TOOL_ORIENTATION);
    private static final int JOINTS = BenchFields.SCHEMA.offset(BenchFields.JOINTS);
    private static final int JOINT_COUNT = 7;
    private static final int COMMANDED = BenchFields.SCHEMA.offset(BenchFields.COMMANDED);
    private static final int JOINT_TARGETS = BenchFields.SCHEMA.offset(BenchFields.JOINT_TARGETS);
    private static final int OPENING = BenchFields.SCHEMA.offset(BenchFields.OPENING);
    private static final int BLOCK = BenchFields.SCHEMA.offset(BenchFields.BLOCK);
    private static final int BLOCK_ORIENTATION = BenchFields.SCHEMA.offset(BenchFields.BLOCK_ORIENTATION);
    private static final int PEG = BenchFields.SCHEMA.offset(BenchFields.PEG);
    private static final int[] OPENINGS = Arrays.stream(Fixture.values())
            .mapToInt(fixture -> BenchFields.SCHEMA.offset(fixture.opening()))
            .toArray();
    private static final int[] HANDLES = Arrays.stream(Fixture.values())
            .mapToInt(fixture -> BenchFields.SCHEMA.offset(fixture.handle()))
            .toArray();
    private static final double[] MOST_OPEN =
            Arrays.stream(Fixture.values()).mapToDouble(Fixture::most).toArray();
    private static final int REACH_GOAL = BenchFields.SCHEMA.offset(BenchFields.REACH_GOAL);
    private static final int PUSH_GOAL = BenchFields.SCHEMA.offset(BenchFields.PUSH_GOAL);
    private static final int PLACE_GOAL = BenchFields.SCHEMA.offset(BenchFields.PLACE_GOAL);

    private final BenchControl control;
    private final List<Axis> axes = new ArrayList<>();

    BenchObservation(BenchControl control) {
        this.control = control;
        vector("tool", "20 cm");
        vector("tool-velocity", "50 cm/s");
        vector("commanded-from-tool", "5 cm");
        axes.add(new Axis("gripper-opening", "1", -0.5f, 1.5f));
        vector("block-from-tool", "20 cm");
        for (String part : List.of("w", "x", "y", "z")) {
            axes.add(new Axis("block-orientation-" + part, "1", -1.001f, 1.001f));
        }
        vector("peg-from-tool", "20 cm");
        axes.add(new Axis("peg-height", "20 cm", -MOST, MOST));
        for (Fixture fixture : Fixture.values()) {
            axes.add(new Axis(fixture.opening(), "of its way", -0.5f, 1.5f));
            vector(fixture.handle() + "-from-tool", "20 cm");
        }
        vector("reach-goal-from-tool", "20 cm");
        vector("push-goal-from-block", "20 cm");
        vector("place-goal-from-block", "20 cm");
        if (control == BenchControl.TOOL_YAW) {
            axes.add(new Axis("tool-yaw-cosine", "1", -1.001f, 1.001f));
            axes.add(new Axis("tool-yaw-sine", "1", -1.001f, 1.001f));
        } else if (control == BenchControl.JOINTS) {
            for (int joint = 1; joint <= JOINT_COUNT; joint++) {
                axes.add(new Axis("joint" + joint + "-angle", "rad", -4, 4));
            }
            for (int joint = 1; joint <= JOINT_COUNT; joint++) {
                axes.add(new Axis("joint" + joint + "-target-from-angle", "0.2 rad", -MOST, MOST));
            }
        }
    }

    private void vector(String name, String unit) {
        for (String axis : List.of("x", "y", "z")) {
            axes.add(new Axis(name + "-" + axis, unit, -MOST, MOST));
        }
    }

    BoxSpec spec() {
        return new BoxSpec("observation", axes);
    }

    /** Allocates nothing. */
    void write(Measurement measured, float[] observation) {
        observation[0] = limit((measured.get(TOOL) - CENTRE.x()) / LENGTH);
        observation[1] = limit((measured.get(TOOL + 1) - CENTRE.y()) / LENGTH);
        observation[2] = limit((measured.get(TOOL + 2) - CENTRE.z()) / LENGTH);
        for (int k = 0; k < 3; k++) {
            observation[3 + k] = limit(measured.get(TOOL_VELOCITY + k) / SPEED);
        }
        for (int k = 0; k < 3; k++) {
            observation[6 + k] = limit(((double) measured.get(COMMANDED + k) - measured.get(TOOL + k)) / LAG);
        }
        observation[9] = (float) (measured.get(OPENING) / BenchArm.OPEN);
        int i = difference(measured, BLOCK, TOOL, observation, 10);
        // A quaternion and its negative are the same rotation: the agent always sees the one with w ≥ 0.
        float sign = measured.get(BLOCK_ORIENTATION) < 0 ? -1 : 1;
        for (int k = 0; k < 4; k++) {
            observation[i++] = sign * measured.get(BLOCK_ORIENTATION + k);
        }
        i = difference(measured, PEG, TOOL, observation, i);
        observation[i++] = limit(measured.get(PEG + 2) / LENGTH);
        for (int fixture = 0; fixture < OPENINGS.length; fixture++) {
            double open = measured.get(OPENINGS[fixture]) / MOST_OPEN[fixture];
            observation[i++] = (float) Math.max(-0.5, Math.min(1.5, open));
            i = difference(measured, HANDLES[fixture], TOOL, observation, i);
        }
        i = difference(measured, REACH_GOAL, TOOL, observation, i);
        i = difference(measured, PUSH_GOAL, BLOCK, observation, i);
        i = difference(measured, PLACE_GOAL, BLOCK, observation, i);
        if (control == BenchControl.TOOL_YAW) {
            // The tool points down and is turned by ψ about the upright axis: its quaternion is (0, cos ψ/2, sin ψ/2,
            // 0).
            float x = measured.get(TOOL_ORIENTATION + 1);
            float y = measured.get(TOOL_ORIENTATION + 2);
            observation[i] = x * x - y * y;
            observation[i + 1] = 2 * x * y;
        } else if (control == BenchControl.JOINTS) {
            for (int joint = 0; joint < JOINT_COUNT; joint++) {
                float angle = measured.get(JOINTS + joint);
                observation[i + joint] = Math.max(-4, Math.min(4, angle));
                observation[i + JOINT_COUNT + joint] =
                        limit(((double) measured.get(JOINT_TARGETS + joint) - angle) / BenchTargets.JOINT_LEASH);
            }
        }
    }

    /** Writes how far one measured place is from another. */
    private static int difference(Measurement measured, int to, int from, float[] observation, int at) {
        for (int k = 0; k < 3; k++) {
            observation[at + k] = limit(((double) measured.get(to + k) - measured.get(from + k)) / LENGTH);
        }
        return at + 3;
    }

    private static float limit(double value) {
        return (float) Math.max(-MOST, Math.min(MOST, value));
    }
}
