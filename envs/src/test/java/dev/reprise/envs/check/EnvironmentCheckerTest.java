package dev.reprise.envs.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

class EnvironmentCheckerTest {
    @Test
    void anObservationOutsideItsSpecIsNamedWithItsValue() {
        assertTrue(
                findings(new Slider() {
                            @Override
                            public void observe(Measurement measurement, float[] observation) {
                                observation[0] = 7;
                            }
                        })
                        .contains("observation axis 'place' is 7.0, outside [-5.0, 5.0] m"),
                "names axis, value, bounds and unit");
    }

    @Test
    void anEpisodeThatCannotBeRepeatedIsFound() {
        assertTrue(findings(new Slider() {
                    @Override
                    public void apply(float[] action) {
                        place += action[0] + Math.random() * 1e-3;
                    }
                })
                .contains("the same seed and actions must give the same bits"));
    }

    @Test
    void startStatesThatDoNotVaryAreFound() {
        assertTrue(findings(new Slider() {
                    @Override
                    public void reset(float[] start, RandomStream random) {
                        place = 0;
                    }
                })
                .contains("start states must vary"));
    }

    @Test
    void measurementsThatAreNotFiniteAreFound() {
        assertTrue(findings(new Slider() {
                    @Override
                    public void measure(float[] row) {
                        row[0] = Float.NaN;
                    }
                })
                .contains("measurements must be finite"));
    }

    private static String findings(Slider slider) {
        return String.join("\n", EnvironmentChecker.check(new SliderSuite(slider), 2));
    }

    /** A point on a line. */
    private static class Slider implements Plant {
        double place;

        @Override
        public EnvironmentSpecs specs() {
            return new EnvironmentSpecs(
                    new BoxSpec("observation", List.of(new Axis("place", "m", -5, 5))),
                    new BoxSpec("action", List.of(new Axis("step", "m", -0.1f, 0.1f))),
                    new MeasurementSchema(List.of(new Field("place", 1, "m", "base"))),
                    0.1,
                    10);
        }

        @Override
        public void reset(float[] start, RandomStream random) {
            place = start[0];
        }

        @Override
        public void apply(float[] action) {
            place += action[0];
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

    private record SliderSuite(Slider slider) implements TaskSuite {
        @Override
        public String name() {
            return "slider";
        }

        @Override
        public String description() {
            return "a point on a line";
        }

        @Override
        public EnvironmentSpecs specs() {
            return slider.specs();
        }

        @Override
        public List<Task> tasks() {
            return List.of(new Home());
        }

        @Override
        public Environment newEnvironment() {
            return new TaskEnvironment(this, slider);
        }
    }

    private static final class Home implements Task {
        @Override
        public TaskId id() {
            return new TaskId("home");
        }

        @Override
        public String description() {
            return "go to zero";
        }

        @Override
        public float[] start(RandomStream random) {
            return new float[] {(float) random.nextDouble(-1, 1)};
        }

        @Override
        public Label label(Measurement before, float[] action, Measurement after) {
            return new Label(-Math.abs(Math.max(-9, Math.min(9, after.get(0)))), false, Math.abs(after.get(0)) < 0.1f);
        }
    }
}
