package dev.reprise.envs.gym;

import dev.reprise.envs.task.SuiteFamily;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Families of suites that Python serves. */
public abstract class GymSuites implements SuiteFamily {
    private static final Map<String, TaskSuite> SUITES = new HashMap<>();

    private final String name;
    private final String description;
    private final String entry;

    /** @param entry what stands before a variant in a server's entry */
    GymSuites(String name, String description, String entry) {
        this.name = name;
        this.description = description;
        this.entry = entry;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final TaskSuite suite(String variant) {
        String full = name + "/" + variant;
        synchronized (SUITES) {
            TaskSuite known = SUITES.get(full);
            if (known != null) {
                return known;
            }
            GymSource source = GymSource.of(entry + variant);
            try {
                TaskSuite made = new GymSuite(full, source);
                SUITES.put(full, made);
                return made;
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "suite '" + full + "' cannot be had from " + source.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Any of Gymnasium's environments. */
    public static final class Gym extends GymSuites {
        /** For the service loader. */
        public Gym() {
            super(
                    "gym",
                    "Python's environments: gym/ID of Gymnasium, gym/MODULE:FUNCTION, gym/unix:PATH or"
                            + " gym/tcp:127.0.0.1:PORT of a server",
                    "");
        }
    }

    /** Meta-World. */
    public static final class Metaworld extends GymSuites {
        /** For the service loader. */
        public Metaworld() {
            super("metaworld", "Meta-World: mt1-TASK, mt10, mt50, cw10, cw10-v2, cw20, cw20-v2", "metaworld:");
        }
    }
}
