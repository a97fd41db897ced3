package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.task.TaskSuite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curriculum.kind=sequential",
                "curriculum.kind=repeating",
                "curriculum.kind=parallel",
                "curriculum={kind: mixed, phases: [{tasks: [reach-north-east]}, {tasks: [reach-north-west,"
                        + " reach-north-east], steps: 150}, {tasks: [reach-north-east]}]}",
                "agent.rehearsal.scrambleTasks=true",
                "agent.criticOnlySteps=20",
                "suite=planar/hard-scaled",
                "environment.lanes=3",
                "environment={lanes: 2, controlSeconds: null, physicsSeconds: null}",
                "agent.replay.budgetMebibytes=1",
                "agent.regularization={kind: ewc, coefficient: 100, samples: 80, decay: 0.5}",
                "agent.regularization={kind: online-ewc, coefficient: 100, samples: 80, decay: 0.5}",
                "agent.regularization={kind: mas, coefficient: 100, samples: 80, decay: 0.5}",
                "agent.regularization={kind: l2, coefficient: 100, samples: 80, decay: 0.5}",
                "agent={packNet: {enabled: true, retrainSteps: 40}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}}",
                "agent={packNet: {enabled: true, retrainSteps: 40}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}},"
                        + " plasticity: {atChange: reset-critics}}",
                "agent.exploration=best-return",
                "agent.replay={window: everything, sharing: none}",
                "agent.balance={losses: grad-norm, gradients: pcgrad}",
                "agent.balance.losses=uncertainty",
                "agent.plasticity={atChange: shrink-perturb, redoInterval: 30, dormant: 0.2}",
                "agent.plasticity.atChange=reset-all",
                "agent={replay: {sharing: helpful, headStart: 2}, normalizeRewards: false}",
                "agent.balance.gradients=cagrad",
                "agent.balance.data={steps: uniform, rows: uniform, memory: proportional}",
                "agent.balance.data={steps: uniform, rows: uniform, memory: lagging}",
                "agent.rehearsal.values={rows: 16, coefficient: 0.5}",
                "agent={balance: {losses: famo, popArtStep: 0.01}, normalizeRewards: false}",
                "agent.rehearsal.experience={rows: 32, moveActor: true, reference: true}",
                "agent.sharing.backbone=columns",
                "agent.sharing={backbone: soft, sharedLayers: 1}",
                "agent.sharing={backbone: cross-stitch, networks: critics}",
                "agent.sharing={heads: one, conditioning: first-layer}",
                "agent={sharing: {conditioning: film}, regularization: {kind: ewc, coefficient: 100, samples: 80}}",
                "agent={layers: {rates: [0.5, 1, 2], frozen: [0]}, resetOptimizer: false}",
                "agent.auxiliary={dynamics: 1, reward: 1, measurements: 1, success: 1, networks: all, hidden: 16}"
            })
    void aRunTakenUpAnywhereEndsWithTheSameBits(String setting) throws IOException {
        CutRun.assertSameBits(SmallRun.config(setting), setting, folder);
    }

    @Test
    void aRunThatFindsOutItsTasksItselfEndsWithTheSameBits() throws IOException {
        Configs.Resolved config = SmallRun.config(
                "contexts={known: false, most: 3, settle: 40, window: 8, novelty: 0.05, memory: 50, visitSteps: 120}",
                "agent.replay.sharing=none");
        List<String> log = new ArrayList<>();
        try (TrainLoop loop = SmallRun.loop(config, log)) {
            while (!loop.done()) {
                loop.advance();
            }
        }
        assertTrue(log.stream().filter(line -> line.contains("context-2")).count() >= 1, "a change was believed in");
        CutRun.assertSameBits(config, "contexts", folder);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void anotherVersionOfTheSuiteIsSaid() {
        Configs.Resolved config = SmallRun.config();
        SmallRun.Archive archive = new SmallRun.Archive();
        SavedState state = new SavedState();
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            loop.advance();
            loop.save(state, archive);
        }
        assertEquals("", said(config, config.suite(), state, archive));
        TaskSuite another = new SuiteAround(config.suite()) {
            @Override
            public String description() {
                return "tomorrow's physics";
            }
        };
        String said = said(config, another, state, archive);
        assertTrue(said.contains("', it is 'tomorrow's physics'"), said);
    }

    /** What a user sees when a run is taken up. */
    private static String said(Configs.Resolved config, TaskSuite suite, SavedState state, SmallRun.Archive archive) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (TrainLoop loop = new TrainLoop(config.config(), suite, new SmallRun.Log(new ArrayList<>()))) {
            loop.load(state, archive);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
