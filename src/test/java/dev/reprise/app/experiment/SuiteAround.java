package dev.reprise.app.experiment;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;

/** Another suite but for what is overridden. */
class SuiteAround implements TaskSuite {
    private final TaskSuite suite;

    SuiteAround(TaskSuite suite) {
        this.suite = suite;
    }

    @Override
    public String name() {
        return suite.name();
    }

    @Override
    public String description() {
        return suite.description();
    }

    @Override
    public EnvironmentSpecs specs() {
        return suite.specs();
    }

    @Override
    public List<Task> tasks() {
        return suite.tasks();
    }

    @Override
    public Environment newEnvironment() {
        return suite.newEnvironment();
    }
}
