package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent sees: the arm, the gripper, all things and all goals, the same for every task. Places are differences
 * from the tool or between a thing and its goal, in units of {@link #LENGTH}, so that what matters is near 1.
 */
final class BenchObservation {
    private static final double LENGTH = 0.2;
    private static final double SPEED = 0.5;
    private static final float MOST = 10;
    private static final Vector3 CENTRE = new Vector3(0.45, 0, 0.15);

    private final List<Axis> axes = new ArrayList<>();

    BenchObservation() {
        vector("tool", "20 cm");
        vector("tool-velocity", "50 cm/s");
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
    }

    private void vector(String name, String unit) {
        for (String axis : List.of("x", "y", "z")) {
            axes.add(new Axis(name + "-" + axis, unit, -MOST, MOST));
        }
    }

    BoxSpec spec() {
        return new BoxSpec("observation", axes);
    }

    void write(Measurement measured, float[] observation) {
        Vector3 tool = BenchFields.vector(measured, BenchFields.TOOL);
        Vector3 block = BenchFields.vector(measured, BenchFields.BLOCK);
        Vector3 peg = BenchFields.vector(measured, BenchFields.PEG);
        int i = write(tool.minus(CENTRE), LENGTH, observation, 0);
        i = write(BenchFields.vector(measured, BenchFields.TOOL_VELOCITY), SPEED, observation, i);
        observation[i++] = (float) (BenchFields.number(measured, BenchFields.OPENING) / BenchArm.OPEN);
        i = write(block.minus(tool), LENGTH, observation, i);
        int orientation = measured.schema().offset(BenchFields.BLOCK_ORIENTATION);
        // A quaternion and its negative are the same rotation: the agent always sees the one with w ≥ 0.
        float sign = measured.get(orientation) < 0 ? -1 : 1;
        for (int k = 0; k < 4; k++) {
            observation[i++] = sign * measured.get(orientation + k);
        }
        i = write(peg.minus(tool), LENGTH, observation, i);
        observation[i++] = limit(peg.z() / LENGTH);
        for (Fixture fixture : Fixture.values()) {
            double open = BenchFields.number(measured, fixture.opening()) / fixture.most();
            observation[i++] = (float) Math.max(-0.5, Math.min(1.5, open));
            i = write(BenchFields.vector(measured, fixture.handle()).minus(tool), LENGTH, observation, i);
        }
        i = write(BenchFields.vector(measured, BenchFields.REACH_GOAL).minus(tool), LENGTH, observation, i);
        i = write(BenchFields.vector(measured, BenchFields.PUSH_GOAL).minus(block), LENGTH, observation, i);
        write(BenchFields.vector(measured, BenchFields.PLACE_GOAL).minus(block), LENGTH, observation, i);
    }

    private static int write(Vector3 v, double unit, float[] observation, int at) {
        observation[at] = limit(v.x() / unit);
        observation[at + 1] = limit(v.y() / unit);
        observation[at + 2] = limit(v.z() / unit);
        return at + 3;
    }

    private static float limit(double value) {
        return (float) Math.max(-MOST, Math.min(MOST, value));
    }
}
