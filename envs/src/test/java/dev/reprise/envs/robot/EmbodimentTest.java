package dev.reprise.envs.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.workbench.WorkbenchSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbodimentTest {
    static Stream<RobotSuite> suites() {
        return Stream.of(
                new PlanarSuite.Easy(),
                new PlanarSuite.Hard(),
                new WorkbenchSuite.Dense(),
                new WorkbenchSuite.Joints());
    }

    /** What a robot environment measures over any transport that keeps doubles is what the simulation measures. */
    @ParameterizedTest
    @MethodSource("suites")
    void aCommandedRobotIsMeasuredAsTheSimulationToTheBit(RobotSuite suite) {
        RandomStream random = RandomStream.named(3, "embodiment");
        try (Environment environment = suite.newEnvironment();
                SimulatedRobot robot = suite.newSimulatedRobot()) {
            for (Task task : suite.tasks()) {
                long seed = random.nextLong();
                TimeStep step = environment.reset(task.id(), seed);
                Embodiment embodiment = suite.newEmbodiment();
                RandomStream episode = RandomStream.of(seed);
                robot.reset(task.start(episode), episode);
                RandomStream again = RandomStream.of(seed);
                embodiment.begin(task.start(again), again, sensed(suite, robot));
                assertArrayEquals(row(step), row(suite, embodiment));
                double[] command = new double[suite.robot().commanded().size()];
                while (!(step instanceof TimeStep.Last)) {
                    float[] action = suite.specs().action().sample(random);
                    step = environment.step(action);
                    embodiment.command(action, sensed(suite, robot), command);
                    robot.command(command);
                    robot.advance();
                    embodiment.advance(sensed(suite, robot));
                    float[] measured = row(suite, embodiment);
                    assertArrayEquals(row(step), measured);
                    float[] seen = new float[suite.specs().observation().size()];
                    embodiment.observe(Measurement.of(suite.specs().measurement(), measured), seen);
                    assertArrayEquals(step.observation(), seen);
                }
            }
        }
    }

    private static RobotState sensed(RobotSuite suite, SimulatedRobot robot) {
        RobotState all = robot.read();
        List<String> joints = robot.joints();
        List<String> poses = robot.poses();
        return new RobotState(
                suite.robot().sensed().stream()
                        .mapToDouble(name -> all.joints()[joints.indexOf(name)])
                        .toArray(),
                suite.robot().poses().stream()
                        .map(name -> all.poses()[poses.indexOf(name)])
                        .toArray(double[][]::new));
    }

    private static float[] row(TimeStep step) {
        float[] row = new float[step.measurement().schema().size()];
        step.measurement().copyTo(row, 0);
        return row;
    }

    private static float[] row(RobotSuite suite, Embodiment embodiment) {
        float[] row = new float[suite.specs().measurement().size()];
        embodiment.measure(row);
        return row;
    }
}
