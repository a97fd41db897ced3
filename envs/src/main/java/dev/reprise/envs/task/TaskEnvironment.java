package dev.reprise.envs.task;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import org.jspecify.annotations.Nullable;

/**
 * A lockstep environment made of a plant and a suite's tasks: it resets, lets the plant move and measure, asks the
 * episode's task for its label, and ends the episode by task or by clock.
 */
public final class TaskEnvironment implements Environment {
    private final TaskSuite suite;
    private final Plant plant;
    private final EnvironmentSpecs specs;
    private @Nullable Episode episode;

    /**
     * @param suite whose tasks judge
     * @param plant what moves; closed with this environment
     */
    public TaskEnvironment(TaskSuite suite, Plant plant) {
        this.suite = suite;
        this.plant = plant;
        this.specs = plant.specs();
    }

    @Override
    public EnvironmentSpecs specs() {
        return specs;
    }

    @Override
    public Pacing pacing() {
        return Pacing.LOCKSTEP;
    }

    @Override
    public TimeStep.First reset(TaskId id, long seed) {
        Task next = suite.task(id);
        RandomStream random = RandomStream.of(seed);
        plant.reset(next.start(random), random);
        Measurement first = measure();
        episode = new Episode(next, specs, first);
        return new TimeStep.First(first, observe(first));
    }

    @Override
    public TimeStep step(float[] action) {
        Episode running = Episode.running(episode);
        running.check(action);
        plant.apply(action);
        Measurement after = measure();
        TimeStep step = running.next(action, after, observe(after));
        if (step instanceof TimeStep.Last) {
            episode = null;
        }
        return step;
    }

    @Override
    public void close() {
        episode = null;
        plant.close();
    }

    private Measurement measure() {
        float[] row = new float[specs.measurement().size()];
        plant.measure(row);
        return Measurement.of(specs.measurement(), row);
    }

    private float[] observe(Measurement measurement) {
        float[] observation = new float[specs.observation().size()];
        plant.observe(measurement, observation);
        return observation;
    }
}
