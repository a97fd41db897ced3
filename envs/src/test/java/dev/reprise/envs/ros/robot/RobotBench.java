package dev.reprise.envs.ros.robot;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures steps in lockstep with a robot of planar/easy that is on a graph, or with one of its own. Arguments: the
 * master's URI, steps, {@code own} or the kind of the robot's reset service ({@code trigger}, {@code empty}).
 */
final class RobotBench {
    private RobotBench() {}

    public static void main(String[] arguments) throws IOException {
        URI master = URI.create(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        RobotSuite suite = new PlanarSuite.Easy();
        if (arguments[2].equals("own")) {
            try (SimulatedRobotNode robot = new SimulatedRobotNode(
                    suite,
                    new TcprosTransport().open(NodeConfiguration.local("arm", master)),
                    Commands.GROUP,
                    Pacing.LOCKSTEP,
                    0.2)) {
                System.out.println(robot.name() + ", of our own");
                measure(suite, master, RobotConfig.ResetKind.TRIGGER, steps);
            }
        } else {
            measure(suite, master, RobotConfig.ResetKind.valueOf(arguments[2].toUpperCase(Locale.ROOT)), steps);
        }
    }

    private static void measure(RobotSuite suite, URI master, RobotConfig.ResetKind reset, int steps) {
        RobotConfig config = RobotOnGraph.config(suite, master, Pacing.LOCKSTEP, Commands.GROUP, reset, false);
        try (Environment environment = new RosRobotSuite(suite, config, new TcprosTransport()).newEnvironment()) {
            for (int round = 0; round < 3; round++) {
                double[] taken = new double[steps];
                TimeStep now = environment.reset(new TaskId("reach-north-east"), 1);
                double sum = 0;
                for (int i = 0; i < steps; i++) {
                    if (now instanceof TimeStep.Last) {
                        now = environment.reset(new TaskId("reach-north-east"), i);
                    }
                    long before = System.nanoTime();
                    now = environment.step(new float[] {0.05f, -0.02f});
                    taken[i] = (System.nanoTime() - before) * 1e-6;
                    sum += taken[i];
                }
                Arrays.sort(taken);
                System.out.printf(
                        Locale.ROOT,
                        "%d steps: %.0f steps/s, median %.3f ms, 99 %% %.3f ms, longest %.1f ms%n",
                        steps,
                        1e3 * steps / sum,
                        taken[steps / 2],
                        taken[steps * 99 / 100],
                        taken[steps - 1]);
            }
        }
    }
}
