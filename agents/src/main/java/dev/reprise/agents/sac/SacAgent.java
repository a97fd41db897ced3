package dev.reprise.agents.sac;

import dev.reprise.agents.balance.AveragedEpisodicMemory;
import dev.reprise.agents.balance.DataBalance;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Exploration;
import dev.reprise.agents.continual.Methods;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.continual.RehearsalMemory;
import dev.reprise.agents.continual.Trainer;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Labels;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.StoreSampler;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.sharing.SoftSharing;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The agent: it acts, remembers and learns. Tasks are known by their index in the order in which they were met; the
 * same task has the same head, temperature, scale and memory whenever it returns. Not for concurrent use.
 */
public final class SacAgent {
    private final SacConfig config;
    private final EnvironmentSpecs specs;
    private final List<TaskId> tasks = new ArrayList<>();
    private final ActionScaling scaling;
    private final SacNetworks networks;
    private final RewardNormalizer normalizer;
    private final SacLearner learner;
    private final ReplayStore store;
    private final RehearsalMemory memory;
    private final DataBalance data;
    private final List<ContinualMethod> methods;
    private final Labels labels;
    private final RandomStream exploring;
    private final RandomStream sampling;
    private final Trainer trainer = new Trainer() {
        @Override
        public void gradientStep() {
            SacAgent.this.gradientStep();
        }

        @Override
        public void resetOptimizers() {
            learner.resetOptimizers();
        }
    };
    private final Draws draws = new Draws(256);
    private final Batch batch;
    private int[] visits = {};
    private long[] visitSteps = {};
    private long environmentSteps;
    private long gradientSteps;
    private long phaseGradientSteps;
    private int windowStart;
    private @Nullable PhaseStart phase;
    private Network.@Nullable Pass actingPass;

    /**
     * @param specs of the environments it acts in
     * @param labels the tasks' judgement, by the agent's task indices
     * @param curriculumTasks how many tasks it will meet
     * @param seed of the run; the agent draws from streams named after their purpose
     */
    public SacAgent(SacConfig config, EnvironmentSpecs specs, Labels labels, int curriculumTasks, long seed) {
        this(config, specs, labels, curriculumTasks, seed, List.of());
    }

    /**
     * As above, with methods of the caller's own behind those that the configuration asks for.
     *
     * @param further their names differ from each other's and from those of the configured ones
     */
    public SacAgent(
            SacConfig config,
            EnvironmentSpecs specs,
            Labels labels,
            int curriculumTasks,
            long seed,
            List<ContinualMethod> further) {
        this.config = config;
        this.specs = specs;
        this.labels = labels;
        this.scaling = new ActionScaling(specs.action());
        this.networks = new SacNetworks(specs, config, seed);
        this.normalizer = new RewardNormalizer(config.normalizeRewards(), (float) config.discount());
        TransitionSchema schema = TransitionSchema.of(specs);
        this.learner = new SacLearner(
                config,
                networks,
                normalizer,
                scaling,
                RandomStream.named(seed, "noise"),
                config.rehearsal().experience().reference()
                        ? new AveragedEpisodicMemory()
                        : config.balance().combination(RandomStream.named(seed, "gradients")),
                new AuxiliaryStep(config, networks, schema, curriculumTasks, seed));
        this.store = new ReplayStore(
                schema,
                config.replay().budgetMebibytes() * (1L << 20),
                config.replay().spillMebibytes() * (1L << 20));
        this.data = new DataBalance(config.balance().data());
        this.memory = new RehearsalMemory(schema, config.rehearsal(), seed, curriculumTasks);
        List<ContinualMethod> all = new ArrayList<>(Methods.of(
                config.rehearsal(),
                config.regularization(),
                config.packNet(),
                config.plasticity().atChange() == PlasticityConfig.AtChange.RESET_ALL,
                config.exploration() == SacConfig.FirstSteps.BEST_RETURN ? config.randomSteps() : 0,
                memory,
                data,
                networks,
                scaling,
                seed));
        if (config.sharing().backbone() == ParameterSharing.Backbone.SOFT) {
            all.add(new SoftSharing(config.sharing().penalty()));
        }
        all.addAll(further);
        if (all.stream().map(ContinualMethod::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("two methods share a name: "
                    + all.stream().map(ContinualMethod::name).toList());
        }
        this.methods = List.copyOf(all);
        this.exploring = RandomStream.named(seed, "exploration");
        this.sampling = RandomStream.named(seed, "sampling");
        this.batch = new Batch(schema);
    }

    /** Makes the acquaintance of a task: adds its head and temperature unless they stand already. Returns its index. */
    public int meet(TaskId task) {
        int known = tasks.indexOf(task);
        if (known >= 0) {
            return known;
        }
        tasks.add(task);
        learner.addTask(task);
        normalizer.grow(tasks.size());
        data.addTask(task);
        visits = Arrays.copyOf(visits, tasks.size());
        visitSteps = Arrays.copyOf(visitSteps, tasks.size());
        actingPass = null;
        return tasks.size() - 1;
    }

    /** Tasks in the order in which they were met. */
    public List<TaskId> tasks() {
        return List.copyOf(tasks);
    }

    /**
     * Takes over what another agent has learnt: the backbone, and what belongs to tasks that both have met. Comes before
     * anything is learnt here.
     *
     * @param whole whether the other holds its learner's state and memory as well, not its networks alone
     * @throws IllegalArgumentException with a sentence when its networks have another shape, or one of its methods keeps
     *     parameters of its own
     */
    public void takeOver(SacAgent other, boolean whole) {
        for (ContinualMethod method : other.methods) {
            if (method.holdsPolicies()) {
                throw new IllegalArgumentException(
                        "its method " + method.name() + " keeps parameters that cannot be taken over");
            }
        }
        networks.takeOver(other.networks);
        List<Integer> known = IntStream.range(0, tasks.size())
                .filter(task -> other.tasks.contains(tasks.get(task)))
                .boxed()
                .toList();
        methods.forEach(method -> method.onTakenOver(known));
        for (int task = 0; task < tasks.size() && whole; task++) {
            int theirs = other.tasks.indexOf(tasks.get(task));
            if (theirs >= 0) {
                learner.takeOver(task, other.learner, theirs);
                normalizer.takeOver(task, other.normalizer, theirs);
                memory.takeOver(task, other.memory, theirs);
            }
        }
    }

    /** Multiplies what the configuration says of rehearsal's share: see {@link RehearsalMemory#emphasise}. */
    public void emphasiseRehearsal(double factor) {
        memory.emphasise(factor);
    }

    /** Writes what learning has made of the agent, without experience. */
    public void saveLearnt(SavedState state) {
        networks.save(state.scope("networks"));
        learner.save(state.scope("learner"));
        normalizer.save(state.scope("normalizer"));
    }

    /** Goes back to what {@link #saveLearnt} wrote. All tasks must have been met. */
    public void loadLearnt(SavedState state) {
        networks.load(state.scope("networks"));
        learner.load(state.scope("learner"));
        normalizer.load(state.scope("normalizer"));
    }

    /** What {@link #endPhase} has done is to fit what {@link #loadLearnt} brought back after it. */
    public void settleRollBack() {
        methods.forEach(ContinualMethod::onRolledBack);
    }

    /** Begins a phase. */
    public void beginPhase(PhaseStart start) {
        phase = start;
        phaseGradientSteps = 0;
        windowStart = store.mark();
        data.beginPhase();
        for (int i = 0; i < start.tasks().size(); i++) {
            int task = start.tasks().get(i);
            visits[task] = start.visits().get(i);
            visitSteps[task] = 0;
            memory.open(task, start.stepsPerTask());
        }
        learner.enter(start.phase());
        if (start.phase() > 0) {
            networks.renew(config.plasticity(), start.phase());
        }
        if (config.resetOptimizer()) {
            learner.resetOptimizers();
        }
        methods.forEach(method -> method.onPhaseStart(start));
    }

    /**
     * Does the work that a phase leaves for its end, a slice at a time.
     *
     * @return true when nothing is left to do
     */
    public boolean endPhase() {
        PhaseStart ending = present();
        for (ContinualMethod method : methods) {
            if (!method.onPhaseEnd(ending, trainer)) {
                return false;
            }
        }
        for (int task : ending.tasks()) {
            memory.recordPolicy(task, networks.actorNetwork(), actingParameters(task));
            if (config.rehearsal().values().coefficient() > 0) {
                memory.recordValues(task, learner.values(), scaling);
            }
        }
        return true;
    }

    /** Transitions that the replay holds at most; beyond that the task that holds most drops its oldest. */
    public long replayCapacity() {
        return store.capacity();
    }

    /** The task of the present phase whose episode comes next. */
    public int nextTask() {
        List<Integer> present = present().tasks();
        return present.get(data.next(present, specs.maxEpisodeSteps()));
    }

    /**
     * An episode of {@link #nextTask} is over.
     *
     * @param succeeded null when it was cut off, which says nothing of it
     * @param steps that it took
     */
    public void episodeEnded(int task, @Nullable Boolean succeeded, int steps) {
        data.episodeEnded(present().tasks(), task, succeeded, specs.maxEpisodeSteps() - steps);
    }

    /** An action for collecting experience, in the units of the action spec. */
    public float[] act(int task, float[] observation) {
        Exploration how = exploration(task);
        if (how.uniform()) {
            return specs.action().sample(exploring);
        }
        Network.Pass pass = actingPass;
        if (pass == null) {
            pass = networks.actorNetwork().newPass(1);
            actingPass = pass;
        }
        System.arraycopy(observation, 0, pass.input(), 0, observation.length);
        pass.forward(actingParameters(how.head()), RowGroups.single(how.head(), 1));
        float[] output = pass.output();
        float[] action = new float[scaling.size()];
        for (int a = 0; a < action.length; a++) {
            float std = Elementary.exp(TanhGaussian.clippedLogStd(output[action.length + a]));
            action[a] = scaling.toSpec(a, Elementary.tanh(output[a] + std * exploring.nextGaussian()));
        }
        return action;
    }

    private Exploration exploration(int task) {
        for (ContinualMethod method : methods) {
            Exploration how = method.exploration(task, visits[task], visitSteps[task]);
            if (how != null) {
                return how;
            }
        }
        return visits[task] == 1 && visitSteps[task] < config.randomSteps()
                ? Exploration.uniform(task)
                : Exploration.policy(task);
    }

    private ParameterVector actingParameters(int task) {
        for (ContinualMethod method : methods) {
            ParameterVector own = method.parametersFor(task);
            if (own != null) {
                return own;
            }
        }
        return networks.actor();
    }

    /**
     * Takes in one step of experience.
     *
     * @param lane which of the environments that run side by side it comes from, counted from 0
     * @param episodeBegins it is the first of its episode
     */
    public void observe(Transition transition, int lane, boolean episodeBegins) {
        store.append(transition);
        memory.offer(transition);
        normalizer.observe(lane, transition.task(), transition.label().reward(), episodeBegins);
        methods.forEach(method -> method.onTransition(transition));
        visitSteps[transition.task()]++;
    }

    /**
     * Takes in a step of a present task that was recorded elsewhere. It is learnt from and rehearsed like the agent's own
     * ones; it is no step of a visit.
     *
     * @param episodeBegins it does not go on from the one given before
     */
    public void give(Transition transition, boolean episodeBegins) {
        store.append(transition);
        memory.offer(transition);
        normalizer.observe(0, transition.task(), transition.label().reward(), episodeBegins);
    }

    /**
     * Counts an environment step and takes the gradient steps that are due for it.
     *
     * @return what the last of them did, or null when none was due or too little has been collected
     */
    public @Nullable UpdateReport learn() {
        environmentSteps++;
        UpdateReport report = null;
        for (int due = headStart(); due > 0; due--) {
            UpdateReport taken = headStartStep();
            report = taken == null ? report : taken;
        }
        for (int due = config.updates().due(environmentSteps); due > 0; due--) {
            UpdateReport taken = gradientStep();
            report = taken == null ? report : taken;
        }
        return report;
    }

    /** Gradient steps that are due now from what other tasks collected in earlier phases. */
    private int headStart() {
        PhaseStart now = present();
        boolean first = now.phase() > 0
                && now.tasks().stream().allMatch(task -> visits[task] == 1 && visitSteps[task] <= config.randomSteps());
        return first && config.replay().sharing() != SacConfig.Sharing.NONE
                ? config.replay().headStart()
                : 0;
    }

    /** These steps are no part of the phase's progress, by which learning rates fall. */
    private @Nullable UpdateReport headStartStep() {
        List<Integer> present = present().tasks();
        draws.clear();
        for (int i = 0; i < present.size(); i++) {
            if (!normalizer.settled(present.get(i))) {
                return null;
            }
            StoreSampler shared = StoreSampler.shared(store, present.get(i), tasks.size(), windowStart);
            shared.draw(share(config.batch(), present.size(), i), sampling, draws);
        }
        if (draws.count() < config.batch()) {
            return null;
        }
        batch.gather(draws, tasks.size(), labels);
        gradientSteps++;
        return learner.step(batch, present, true, 0, methods);
    }

    private @Nullable UpdateReport gradientStep() {
        Mix mix = mix(present());
        if (mix.parts().isEmpty()) {
            return null;
        }
        draws.clear();
        mix.draw(sampling, draws);
        batch.gather(draws, tasks.size(), labels);
        boolean returning = present().visits().stream().allMatch(visit -> visit > 1);
        boolean moveActor = !returning || phaseGradientSteps >= config.criticOnlySteps();
        // Rows of everything are every task's own: they move its policy, so its temperature goes with it.
        List<Integer> tuned = config.replay().window() == SacConfig.Window.EVERYTHING
                ? IntStream.range(0, tasks.size()).boxed().toList()
                : present().tasks();
        UpdateReport report = learner.step(batch, tuned, moveActor, phaseProgress(), methods);
        gradientSteps++;
        phaseGradientSteps++;
        return report;
    }

    /** Part of the phase's gradient steps that has been taken. */
    private double phaseProgress() {
        SacConfig.UpdateRatio ratio = config.updates();
        double planned = (double) present().stepsPerTask()
                * present().tasks().size()
                * ratio.gradientSteps()
                / ratio.environmentSteps();
        return Math.min(1, phaseGradientSteps / planned);
    }

    /** Rows of the present tasks, shared rows and rehearsed rows; empty while too little has been collected. */
    private Mix mix(PhaseStart now) {
        List<Mix.Part> parts = new ArrayList<>();
        List<Mix.Part> shared = new ArrayList<>();
        int count = now.tasks().size();
        SacConfig.Window window = config.replay().window();
        List<Integer> collectors = new ArrayList<>();
        List<StoreSampler> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int task = now.tasks().get(i);
            int from = window == SacConfig.Window.VISIT ? windowStart : 0;
            StoreSampler sampler = StoreSampler.own(store, task, from);
            if (sampler.ready()) {
                collectors.add(task);
                own.add(sampler);
            }
            if (config.replay().sharing() != SacConfig.Sharing.NONE && normalizer.settled(task)) {
                shared.add(new Mix.Part(
                        StoreSampler.shared(store, task, tasks.size(), from),
                        share(config.replay().sharedRows(), count, i)));
            }
        }
        long[] amounts = own.stream().mapToLong(StoreSampler::size).toArray();
        int[] rows = data.rows(config.batch(), collectors, amounts);
        if (!data.enough(count, rows, amounts)) {
            return new Mix(List.of());
        }
        for (int i = 0; i < rows.length && window != SacConfig.Window.EVERYTHING; i++) {
            parts.add(new Mix.Part(own.get(i), rows[i]));
        }
        if (window == SacConfig.Window.EVERYTHING) {
            parts.add(new Mix.Part(StoreSampler.everything(store, tasks.size()), config.batch()));
        }
        parts.addAll(shared);
        methods.forEach(method -> parts.addAll(method.replayShare()));
        return new Mix(parts);
    }

    /** Part {@code i} of {@code rows} split as evenly as whole numbers allow; those who get none take turns. */
    private int share(int rows, int parts, int i) {
        int at = rows < parts ? (int) ((i + gradientSteps) % parts) : i;
        return rows * (at + 1) / parts - rows * at / parts;
    }

    private PhaseStart present() {
        if (phase == null) {
            throw new IllegalStateException("no phase has begun");
        }
        return phase;
    }

    /** The policy as it is now; learning on does not change it. */
    public PolicySnapshot snapshot() {
        ParameterVector shared = networks.actor().copy();
        boolean own = false;
        List<ParameterVector> perTask = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            ParameterVector acting = actingParameters(task);
            own |= acting != networks.actor();
            perTask.add(acting == networks.actor() ? shared : acting.copy());
        }
        return new PolicySnapshot(networks.actorNetwork(), shared, own ? perTask : List.of(), scaling);
    }

    /** Gradient steps taken in all. */
    public long gradientSteps() {
        return gradientSteps;
    }

    /** What is stored. */
    public ReplayStore store() {
        return store;
    }

    /** Present temperature of a task. */
    public float temperature(int task) {
        return learner.temperature(task);
    }

    /** Writes the agent's whole state, replay included. */
    public void save(SavedState state, ReplayStore.SegmentArchive archive) {
        savePolicy(state);
        learner.save(state.scope("learner"));
        normalizer.save(state.scope("normalizer"));
        memory.save(state.scope("memory"));
        data.save(state.scope("data-balance"));
        store.save(state.scope("replay"), archive);
        state.putRandom("exploring", exploring);
        state.putRandom("sampling", sampling);
        state.putInts("visits", visits);
        state.putLongs("visit-steps", visitSteps);
        state.putLongs("counters", environmentSteps, gradientSteps, phaseGradientSteps, windowStart);
        methods.stream().filter(method -> !method.holdsPolicies()).forEach(method -> method.save(scope(state, method)));
    }

    /** Writes what the policies of all tasks need: what a finished run keeps. */
    public void savePolicy(SavedState state) {
        networks.save(state.scope("networks"));
        methods.stream().filter(ContinualMethod::holdsPolicies).forEach(method -> method.save(scope(state, method)));
    }

    /** Takes up what {@link #savePolicy} wrote. All tasks must have been met. */
    public void loadPolicy(SavedState state) {
        networks.load(state.scope("networks"));
        methods.stream().filter(ContinualMethod::holdsPolicies).forEach(method -> method.load(scope(state, method)));
    }

    private static SavedState scope(SavedState state, ContinualMethod method) {
        return state.scope("method").scope(method.name());
    }

    /**
     * Takes up what {@link #save} wrote. All tasks must have been met, in the same order.
     *
     * @param now the phase that was on, or null when none had begun
     */
    public void load(SavedState state, ReplayStore.SegmentArchive archive, @Nullable PhaseStart now) {
        learner.load(state.scope("learner"));
        normalizer.load(state.scope("normalizer"));
        memory.load(state.scope("memory"));
        data.load(state.scope("data-balance"));
        store.load(state.scope("replay"), archive);
        state.restoreRandom("exploring", exploring);
        state.restoreRandom("sampling", sampling);
        phase = now;
        if (now != null) {
            learner.enter(now.phase());
            methods.forEach(method -> method.onPhaseStart(now));
        }
        visits = state.ints("visits");
        visitSteps = state.longs("visit-steps");
        long[] counters = state.longs("counters");
        environmentSteps = counters[0];
        gradientSteps = counters[1];
        phaseGradientSteps = counters[2];
        windowStart = (int) counters[3];
        methods.forEach(method -> method.load(scope(state, method)));
        // Last, as a method may change the policy when a phase starts.
        loadPolicy(state);
    }
}
