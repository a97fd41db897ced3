package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobotTrainingTest {
    private static final String SMALL = """
            suite: planar/easy
            curriculum: {kind: sequential, tasks: [reach-north-east, reach-south-west], steps: 400}
            evaluation: {interval: 130, episodes: 2}
            agent: {network: {widths: [16, 16]}, batch: 32, randomSteps: 100}
            """;

    @TempDir
    Path folder;

    @Test
    void aRunOnARobotInLockstepEndsWithTheBitsOfTheRunInProcess() throws IOException {
        try (LocalMaster master = new LocalMaster(0)) {
            checkBits(master.uri(), folder);
        }
    }

    /** The robot is the suite's simulation behind a master; the training and the evaluations share it. */
    static void checkBits(URI master, Path folder) throws IOException {
        List<String> alone = new ArrayList<>();
        Map<String, byte[]> inProcess = train(List.of(), alone, folder);
        List<String> overRos = new ArrayList<>();
        Map<String, byte[]> onRobot;
        Configs.Resolved config = Configs.resolve(ConfigTree.parse(SMALL, "small"), List.of());
        try (SimulatedRobotNode robot = new SimulatedRobotNode(
                RobotFile.robotSuite(config.suite()),
                new TcprosTransport().open(NodeConfiguration.local("robot", master)),
                Commands.GROUP,
                Pacing.LOCKSTEP,
                0.2)) {
            assertEquals("/robot", robot.name());
            onRobot = train(
                    List.of("environment.robot={file: planar, pacing: lockstep, master: '" + master + "'}"),
                    overRos,
                    folder);
        }
        assertEquals(inProcess.keySet(), onRobot.keySet());
        assertTrue(inProcess.size() > 2, "parameters, agent and replay");
        inProcess.forEach((what, bytes) -> assertArrayEquals(bytes, onRobot.get(what), what));
        assertEquals(alone, overRos);
        assertFalse(overRos.stream().anyMatch(line -> line.contains("aborted")), overRos.toString());
    }

    /** The parameters at the end, all else that the agent holds, and the whole replay, as bytes. */
    private static Map<String, byte[]> train(List<String> settings, List<String> log, Path folder) throws IOException {
        Configs.Resolved config = Configs.resolve(ConfigTree.parse(SMALL, "small"), settings);
        try (TrainLoop loop = new TrainLoop(config.config(), config.suite(), config.robot(), new SmallRun.Log(log))) {
            while (!loop.done()) {
                loop.advance();
            }
            Map<String, byte[]> all = new TreeMap<>();
            SavedState parameters = new SavedState();
            parameters.putFloats("values", loop.agent().snapshot().parameters().values());
            all.put("parameters", SmallRun.bytes(parameters, folder));
            SmallRun.Archive archive = new SmallRun.Archive();
            SavedState agent = new SavedState();
            loop.agent().save(agent, archive);
            all.put("agent", SmallRun.bytes(agent, folder));
            for (Map.Entry<Integer, SavedState> segment : archive.segments.entrySet()) {
                all.put("segment " + segment.getKey(), SmallRun.bytes(segment.getValue(), folder));
            }
            return all;
        }
    }
}
