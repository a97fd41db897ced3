package dev.reprise.app.experiment;

import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.FrozenParameters;
import dev.reprise.agents.replay.Labels;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.experience.ExperienceFile;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run as a machine that takes one small step at a time: begin a phase, act and learn once, do a slice of what a
 * phase leaves for its end. Between two steps its whole state can be saved; taken up again it goes on with the same
 * bits.
 */
public final class TrainLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainLoop.class);

    /** How episodes end that a phase does not wait for. */
    private static final String CUT = "cut";

    private enum Stage {
        BEGIN,
        LOOK,
        TRAIN,
        CHECK,
        END,
        REVIEW,
        DONE
    }

    private final ExperimentConfig config;
    private final TaskSuite suite;
    private final Curriculum curriculum;
    private final Roster roster;
    private final Venues venues;
    private final SacAgent agent;
    /** Null: the agent is told its tasks. */
    private final @Nullable Contexts contexts;

    private final Guard guard;
    private final MetricSink metrics;
    private final RandomStream seeds;
    private final EvaluationHistory history;
    private Lanes lanes;
    private Evaluator evaluator;
    private Stage stage = Stage.BEGIN;
    private int phase;
    private long phaseStep;
    private long step;
    private long episodes;
    private @Nullable UpdateReport lastUpdate;

    /** A run at its beginning, all of it in simulation. */
    public TrainLoop(ExperimentConfig config, TaskSuite suite, MetricSink metrics) {
        this(config, suite, null, metrics);
    }

    /**
     * A run at its beginning.
     *
     * @param robot the same tasks on a robot, for the phases that take place there; null: none does
     */
    public TrainLoop(ExperimentConfig config, TaskSuite suite, @Nullable TaskSuite robot, MetricSink metrics) {
        this.config = config;
        this.suite = suite;
        this.curriculum = config.curriculumOf(suite);
        this.roster = new Roster(config.start(), curriculum);
        this.history = new EvaluationHistory(curriculum.tasks().size());
        List<TaskId> tasks = roster.tasks();
        this.venues = new Venues(config, tasks, suite, robot);
        List<Task> judges = tasks.stream().map(suite::task).toList();
        Labels labels = (task, before, action, after) -> judges.get(task).label(before, action, after);
        boolean told = config.contexts().known();
        int heads = told ? tasks.size() : config.contexts().most();
        this.agent = new SacAgent(config.agent(), suite.specs(), labels, heads, config.seed(), frozen(config.start()));
        this.contexts = told
                ? null
                : new Contexts(
                        config.contexts(),
                        suite.specs(),
                        agent,
                        curriculum.phases().size(),
                        config.seed());
        if (told) {
            tasks.forEach(agent::meet);
        }
        this.guard = new Guard(config.guard(), tasks, agent);
        this.metrics = metrics;
        this.seeds = RandomStream.named(config.seed(), "environment");
        try {
            this.lanes = venues.lanes(0);
            this.evaluator = venues.evaluator(0);
        } catch (RuntimeException e) {
            venues.close();
            throw e;
        }
    }

    private static List<ContinualMethod> frozen(StartConfig start) {
        return start.freezes()
                ? List.of(new FrozenParameters(
                        start.frozenLayers(),
                        start.frozenTasks().stream().map(TaskId::new).collect(Collectors.toSet())))
                : List.of();
    }

    /** Why the guard ends the run; null while it does not. */
    public @Nullable String regression() {
        return guard.verdict();
    }

    /** The order of tasks. */
    public Curriculum curriculum() {
        return curriculum;
    }

    /** The agent. */
    public SacAgent agent() {
        return agent;
    }

    /** Environment steps so far. */
    public long step() {
        return step;
    }

    /** The present phase (0-based); the number of phases when the run is over. */
    public int phase() {
        return phase;
    }

    /** All evaluations so far. */
    public List<EvaluationPoint> points() {
        return history.points();
    }

    /** Whether the run is over. */
    public boolean done() {
        return stage == Stage.DONE;
    }

    /** Takes one small step; nothing happens when the run is over. */
    public void advance() {
        switch (stage) {
            case BEGIN -> begin();
            case LOOK -> look();
            case TRAIN -> train();
            case CHECK -> check();
            case END -> end();
            case REVIEW -> review();
            case DONE -> {}
        }
    }

    private void begin() {
        settle();
        if (contexts == null) {
            agent.beginPhase(roster.start(phase));
            guard.phaseBegan();
            roster.of(phase).forEach(this::takeIn);
        } else if (phase == 0) {
            contexts.change(step, phase, metrics);
        }
        phaseStep = 0;
        stage = Stage.LOOK;
    }

    private void look() {
        List<Integer> evaluated = new ArrayList<>(roster.of(phase));
        if (phase == 0) {
            evaluated.addAll(roster.others());
        }
        EvaluationPoint point = record(evaluator.evaluate(players(), step, phase, true, evaluated));
        if (phase == 0) {
            roster.others().forEach(task -> guard.learnt(task, point.success().get(task)));
        }
        List<Integer> later = phase == 0 && guard.watches() ? roster.knownAndTrainedLater() : List.of();
        if (!later.isEmpty()) {
            // For the guard alone: a task's figures begin with its first visit.
            EvaluationPoint before = evaluator.evaluate(players(), step, phase, true, later);
            later.forEach(task -> guard.learnt(task, before.success().get(task)));
        }
        stage = Stage.TRAIN;
    }

    /** In its first phase a task is given what was recorded of it. */
    private void takeIn(int task) {
        TaskId id = roster.task(task);
        if (curriculum.visit(phase, id) > 1) {
            return;
        }
        for (ExperienceFile file : Start.experience(config.start(), id, suite)) {
            List<Transition> recorded = file.transitions(task, episodes);
            long before = -1;
            for (Transition transition : recorded) {
                agent.give(transition, transition.episode() != before);
                before = transition.episode();
            }
            episodes = Math.max(episodes, before + 1);
            LOG.info("{} recorded steps of '{}' are learnt from", recorded.size(), id);
        }
    }

    /** Goes where the present phase takes place. */
    private void settle() {
        int present = Math.min(phase, curriculum.phases().size() - 1);
        lanes = venues.lanes(present);
        evaluator = venues.evaluator(present);
    }

    /**
     * A step of every lane, and the gradient steps that are due for them. A single environment waits for these, so that
     * the next action comes from what was learnt of the last; while several step, the agent learns of what they did
     * before.
     */
    private void train() {
        if (contexts != null && contexts.changing()) {
            contexts.change(step, phase, metrics);
            return;
        }
        Phase present = curriculum.phases().get(phase);
        int count = (int) Math.min(lanes.count(), present.steps() - phaseStep);
        List<TimeStep> before = new ArrayList<>();
        List<float[]> actions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Lane lane = lanes.get(i);
            if (!lane.episode().running()) {
                beginEpisode(lane);
            }
            before.add(lane.now());
            actions.add(agent.act(head(lane.episode()), lane.now().observation()));
        }
        boolean alone = lanes.count() == 1;
        List<TimeStep> after = lanes.step(actions, alone ? () -> {} : () -> learn(count));
        for (int i = 0; i < count; i++) {
            step++;
            observe(i, before.get(i), actions.get(i), after.get(i));
            if (after.get(i) instanceof TimeStep.Last last) {
                endEpisode(lanes.get(i), last.cause().name().toLowerCase(Locale.ROOT), last.reason());
            }
        }
        if (alone) {
            learn(count);
        }
        long evaluations = phaseStep / config.evaluation().interval();
        phaseStep += count;
        if (phaseStep == present.steps()) {
            lanes.all().stream().filter(lane -> lane.episode().running()).forEach(lane -> endEpisode(lane, CUT, ""));
            // What methods still train at the end is not the phase's last update.
            UpdateReport report = lastUpdate;
            lastUpdate = report == null ? null : UpdateReport.of(report.figures());
            int more = config.agent().packNet().retrainSteps();
            if (config.agent().packNet().enabled() && more > 0) {
                LOG.info(
                        "{} is over; PackNet trains on what it keeps of it for {} gradient steps",
                        present.name(),
                        more);
            }
            stage = Stage.END;
        } else if (phaseStep / config.evaluation().interval() > evaluations) {
            stage = Stage.CHECK;
        }
    }

    /** The agent's number for what an episode is about: the task's, or the context's that is believed to be on. */
    private int head(EpisodeRecord episode) {
        return contexts == null ? episode.task() : contexts.present();
    }

    private Players players() {
        return contexts == null ? Players.told(agent.snapshot()) : contexts.players();
    }

    private void learn(int steps) {
        for (int i = 0; i < steps; i++) {
            UpdateReport report = agent.learn();
            lastUpdate = report == null ? lastUpdate : report;
        }
    }

    private void beginEpisode(Lane lane) {
        int task = contexts == null ? agent.nextTask() : roster.of(phase).get(0);
        lane.begin(roster.task(task), task, seeds.nextLong(), episodes++);
    }

    private void observe(int lane, TimeStep before, float[] action, TimeStep after) {
        Label label = after instanceof TimeStep.Mid mid ? mid.label() : ((TimeStep.Last) after).label();
        if (label == null) {
            return;
        }
        boolean truncated = after instanceof TimeStep.Last last && last.cause() == EndCause.TRUNCATED;
        EpisodeRecord episode = lanes.get(lane).episode();
        episode.label(label.reward(), label.success());
        boolean begins = before instanceof TimeStep.First;
        Transition transition = new Transition(
                head(episode),
                episode.number(),
                before.observation(),
                before.measurement(),
                action,
                after.observation(),
                after.measurement(),
                label,
                truncated);
        if (contexts == null) {
            agent.observe(transition, lane, begins);
        } else {
            contexts.observe(transition, begins);
        }
    }

    private void endEpisode(Lane lane, String end, String reason) {
        EpisodeRecord episode = lane.episode();
        TaskId task = roster.task(episode.task());
        metrics.episode(new MetricSink.Episode(
                step,
                phase,
                task.name(),
                curriculum.visit(phase, task),
                episode.length(),
                episode.sumOfRewards(),
                episode.success(),
                end,
                reason));
        boolean whole = !end.equals(CUT) && !end.equals(EndCause.ABORTED.name().toLowerCase(Locale.ROOT));
        agent.episodeEnded(head(episode), whole ? episode.success() : null, episode.length());
        lane.end();
    }

    private void check() {
        EvaluationPoint point = record(evaluateAll());
        watch(point);
        stage = Stage.TRAIN;
    }

    private void end() {
        if (contexts == null && !agent.endPhase()) {
            return;
        }
        stage = Stage.REVIEW;
    }

    private void review() {
        EvaluationPoint point = evaluateAll();
        // What the phase ends with is what is counted: after a roll-back no longer what was found first.
        boolean rolledBack = watch(point);
        if (rolledBack) {
            agent.settleRollBack();
            point = evaluator.evaluate(players(), step, phase, false, roster.all());
        }
        record(point);
        SuccessTable success = new SuccessTable(curriculum, history.points());
        for (int task : roster.of(phase)) {
            // What was found before a roll-back is gone, and nobody is to be blamed for it later.
            Double tail = rolledBack ? point.success().get(task) : success.tail(phase, roster.task(task));
            guard.learnt(task, tail == null ? Double.NaN : tail);
        }
        phase++;
        stage = phase == curriculum.phases().size() ? Stage.DONE : Stage.BEGIN;
    }

    private EvaluationPoint evaluateAll() {
        EvaluationPoint point = evaluator.evaluate(players(), step, phase, false, roster.all());
        UpdateReport report = lastUpdate;
        if (report != null) {
            metrics.update(step, phase, report);
        }
        return point;
    }

    /** Shows the guard an evaluation; returns whether it took the agent back to what it was before. */
    private boolean watch(EvaluationPoint point) {
        Guard.Deed deed = guard.check(
                point.success().stream().mapToDouble(Double::doubleValue).toArray(), roster.of(phase));
        if (deed == null) {
            return false;
        }
        metrics.guard(step, phase, deed.sentence());
        LOG.info("the guard at step {}: {}", step, deed.sentence());
        return deed.rolledBack();
    }

    /** Takes down an evaluation of the agent's tasks, of which the run's figures are about the curriculum's. */
    private EvaluationPoint record(EvaluationPoint ofAll) {
        EvaluationPoint point = roster.ofCurriculum(ofAll);
        history.add(point);
        metrics.evaluation(point);
        Map<String, Double> known = roster.successOfOthers(ofAll);
        if (!known.isEmpty()) {
            metrics.known(step, phase, known);
        }
        return ofAll;
    }

    /** Writes the whole state of the run. */
    public void save(SavedState state, ReplayStore.SegmentArchive archive) {
        state.putBytes("stage", stage.name().getBytes(StandardCharsets.US_ASCII));
        state.putLongs("position", phase, phaseStep, step, episodes);
        state.putRandom("seeds", seeds);
        state.putBytes("suite", suite.description().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < lanes.count(); i++) {
            lanes.get(i).save(state.scope("lane").scope(Integer.toString(i)));
        }
        history.save(state.scope("history"));
        UpdateReport report = lastUpdate;
        if (report != null) {
            state.putDoubles("last-update", report.figures());
        }
        if (contexts != null) {
            contexts.save(state.scope("contexts"));
        }
        agent.save(state.scope("agent"), archive);
        if (guard.watches()) {
            guard.save(state.scope("guard"));
        }
    }

    /** The policy in a checkpoint: a whole one, or what a finished run keeps. */
    PolicySnapshot policy(SavedState state, ReplayStore.SegmentArchive archive) {
        if (state.has("position")) {
            load(state, archive);
        } else {
            agent.loadPolicy(state);
        }
        return agent.snapshot();
    }

    /** Takes up what {@link #save} wrote, and replays the running episodes up to where they were. */
    public void load(SavedState state, ReplayStore.SegmentArchive archive) {
        long[] position = state.longs("position");
        stage = Stage.valueOf(new String(state.bytes("stage"), StandardCharsets.US_ASCII));
        phase = (int) position[0];
        phaseStep = position[1];
        step = position[2];
        episodes = position[3];
        settle();
        state.restoreRandom("seeds", seeds);
        // It has the versions of what Python serves.
        String then =
                state.has("suite") ? new String(state.bytes("suite"), StandardCharsets.UTF_8) : suite.description();
        if (!then.equals(suite.description())) {
            LOG.warn(
                    "suite '{}' is no longer what it was when the checkpoint was written: it was '{}', it is '{}'",
                    suite.name(),
                    then,
                    suite.description());
        }
        for (int i = 0; i < lanes.count(); i++) {
            lanes.get(i).load(state.scope("lane").scope(Integer.toString(i)));
        }
        history.load(state.scope("history"));
        if (state.has("last-update")) {
            lastUpdate = UpdateReport.of(state.doubles("last-update"));
        }
        boolean inPhase = stage != Stage.BEGIN && stage != Stage.DONE;
        if (contexts == null) {
            agent.load(state.scope("agent"), archive, inPhase ? roster.start(phase) : null);
        } else {
            contexts.load(state.scope("contexts"));
            agent.load(state.scope("agent"), archive, contexts.present() < 0 ? null : contexts.start());
        }
        if (guard.watches()) {
            guard.load(state.scope("guard"));
        }
        for (Lane lane : lanes.all()) {
            if (lane.episode().running()) {
                lane.replay(roster.task(lane.episode().task()));
            }
        }
    }

    @Override
    public void close() {
        venues.close();
    }
}
