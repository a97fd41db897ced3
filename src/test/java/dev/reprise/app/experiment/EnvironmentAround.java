package dev.reprise.app.experiment;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;

/** Another environment but for what is overridden. */
class EnvironmentAround implements Environment {
    private final Environment environment;

    EnvironmentAround(Environment environment) {
        this.environment = environment;
    }

    @Override
    public EnvironmentSpecs specs() {
        return environment.specs();
    }

    @Override
    public Pacing pacing() {
        return environment.pacing();
    }

    @Override
    public TimeStep.First reset(TaskId task, long seed) {
        return environment.reset(task, seed);
    }

    @Override
    public TimeStep step(float[] action) {
        return environment.step(action);
    }

    @Override
    public void close() {
        environment.close();
    }
}
