package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.robot.SimulatedRobotNode;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.spec.Pacing;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RobotTrainingTest {
    private static final String SMALL = """
            suite: planar/easy
            curriculum: {kind: sequential, tasks: [reach-north-east, reach-south-west], steps: 400}
            evaluation: {interval: 130, episodes: 2}
            agent: {network: {widths: [16, 16]}, batch: 32, randomSteps: 100}
            """;

    @Test
    void aRunOnARobotInLockstepEndsWithTheBitsOfTheRunInProcess() throws IOException {
        try (LocalMaster master = new LocalMaster(0)) {
            checkBits(master.uri());
        }
    }

    /** The robot is the suite's simulation behind a master; the training and the evaluations share it. */
    static void checkBits(URI master) throws IOException {
        List<String> alone = new ArrayList<>();
        float[] inProcess = train(List.of(), alone);
        List<String> overRos = new ArrayList<>();
        float[] onRobot;
        Configs.Resolved config = Configs.resolve(ConfigTree.parse(SMALL, "small"), List.of());
        try (SimulatedRobotNode robot = new SimulatedRobotNode(
                RobotFile.robotSuite(config.suite()),
                new TcprosTransport().open(NodeConfiguration.local("robot", master)),
                Commands.GROUP,
                Pacing.LOCKSTEP,
                0.2)) {
            assertEquals("/robot", robot.name());
            onRobot = train(
                    List.of("environment.robot={file: planar, pacing: lockstep, master: '" + master + "'}"), overRos);
        }
        assertArrayEquals(inProcess, onRobot);
        assertEquals(alone, overRos);
        assertFalse(overRos.stream().anyMatch(line -> line.contains("aborted")), overRos.toString());
    }

    private static float[] train(List<String> settings, List<String> log) {
        Configs.Resolved config = Configs.resolve(ConfigTree.parse(SMALL, "small"), settings);
        try (TrainLoop loop = new TrainLoop(config.config(), config.suite(), config.robot(), new SmallRun.Log(log))) {
            while (!loop.done()) {
                loop.advance();
            }
            return loop.agent().snapshot().parameters().values();
        }
    }
}
