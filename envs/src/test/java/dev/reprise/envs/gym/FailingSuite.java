package dev.reprise.envs.gym;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A sound suite, whose environments fail when they are told to, and which counts what it is asked for. */
final class FailingSuite implements TaskSuite {
    private final TaskSuite sound = new PlanarSuite.Easy();
    final AtomicInteger environments = new AtomicInteger();
    /** When each was asked for, ns. */
    final List<Long> resets = new CopyOnWriteArrayList<>();

    volatile boolean resetsFail;
    volatile boolean stepsFail;

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public String description() {
        return "";
    }

    @Override
    public EnvironmentSpecs specs() {
        return sound.specs();
    }

    @Override
    public List<Task> tasks() {
        return sound.tasks();
    }

    @Override
    public Environment newEnvironment() {
        environments.incrementAndGet();
        Environment inner = sound.newEnvironment();
        return new Environment() {
            @Override
            public EnvironmentSpecs specs() {
                return inner.specs();
            }

            @Override
            public Pacing pacing() {
                return inner.pacing();
            }

            @Override
            public TimeStep.First reset(TaskId task, long seed) {
                resets.add(System.nanoTime());
                if (resetsFail) {
                    throw new IllegalStateException("no reset");
                }
                return inner.reset(task, seed);
            }

            @Override
            public TimeStep step(float[] action) {
                if (stepsFail) {
                    throw new IllegalStateException("no step");
                }
                return inner.step(action);
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }
}
