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

    /** An embodiment that only hears of the commands finds the actions again, and measures nearly the same. */
    @ParameterizedTest
    @MethodSource("suites")
    void whoHearsTheCommandsFindsTheActions(RobotSuite suite) {
        RandomStream random = RandomStream.named(4, "embodiment");
        double tolerance = suite.name().startsWith("planar") ? 0 : 0.15;
        try (SimulatedRobot robot = suite.newSimulatedRobot()) {
            Task task = suite.tasks().get(0);
            RandomStream[] episode = {RandomStream.of(7), RandomStream.of(7), RandomStream.of(7)};
            robot.reset(task.start(episode[0]), episode[0]);
            Embodiment driver = suite.newEmbodiment();
            driver.begin(task.start(episode[1]), episode[1], sensed(suite, robot));
            Embodiment listener = suite.newEmbodiment();
            listener.begin(task.start(episode[2]), episode[2], sensed(suite, robot));
            double[] command = new double[suite.robot().commanded().size()];
            float[] heard = new float[suite.specs().action().size()];
            for (int i = 0; i < 20; i++) {
                float[] action = suite.specs().action().sample(random);
                driver.command(action, sensed(suite, robot), command);
                listener.follow(command, sensed(suite, robot), heard);
                assertArrayEquals(action, heard, (float) tolerance);
                robot.command(command);
                robot.advance();
                driver.advance(sensed(suite, robot));
                listener.advance(sensed(suite, robot));
                assertArrayEquals(row(suite, driver), row(suite, listener), (float) (tolerance * 0.1));
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
