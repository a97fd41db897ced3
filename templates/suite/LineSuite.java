package com.example.line;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Plant;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskEnvironment;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;

/** A cart on a rail of four metres, and two jobs: park it left, park it right. Change it into your own. */
public final class LineSuite implements TaskSuite {
    private static final EnvironmentSpecs SPECS = new EnvironmentSpecs(
            new BoxSpec("observation", List.of(new Axis("cart", "m", -2, 2))),
            new BoxSpec("action", List.of(new Axis("step", "m", -0.2f, 0.2f))),
            new MeasurementSchema(List.of(new Field("cart", 1, "m", "rail"))),
            0.1,
            30);

    @Override
    public String name() {
        return "example/line";
    }

    @Override
    public String description() {
        return "a cart on a rail, to be parked left or right";
    }

    @Override
    public EnvironmentSpecs specs() {
        return SPECS;
    }

    @Override
    public List<Task> tasks() {
        return List.of(new Park("park-left", -1), new Park("park-right", 1));
    }

    @Override
    public Environment newEnvironment() {
        return new TaskEnvironment(this, new Cart());
    }

    /** What moves and measures. It knows nothing of the jobs. */
    private static final class Cart implements Plant {
        private double place;

        @Override
        public EnvironmentSpecs specs() {
            return SPECS;
        }

        @Override
        public void reset(float[] start, RandomStream random) {
            place = start[0];
        }

        @Override
        public void apply(float[] action) {
            place = Math.max(-2, Math.min(2, place + action[0]));
        }

        @Override
        public void measure(float[] row) {
            row[0] = (float) place;
        }

        @Override
        public void observe(Measurement measurement, float[] observation) {
            observation[0] = measurement.get(0);
        }
    }

    /** What judges. It knows nothing of how the cart moves. */
    private record Park(TaskId id, double goal) implements Task {
        Park(String name, double goal) {
            this(new TaskId(name), goal);
        }

        @Override
        public String description() {
            return "park the cart at " + goal + " m; success within 0.1 m";
        }

        @Override
        public float[] start(RandomStream random) {
            return new float[] {(float) random.nextDouble(-2, 2)};
        }

        @Override
        public Label label(Measurement before, float[] action, Measurement after) {
            double distance = Math.abs(after.get(0) - goal);
            return new Label((float) (1 - distance / 3), false, distance < 0.1);
        }
    }
}
