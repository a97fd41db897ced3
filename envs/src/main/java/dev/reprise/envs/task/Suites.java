package dev.reprise.envs.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The suites on the class path. */
public final class Suites {
    private Suites() {}

    /**
     * All suites, by name.
     *
     * @throws IllegalArgumentException when a registered suite cannot be loaded or two share a name
     */
    public static List<TaskSuite> all() {
        List<TaskSuite> suites = new ArrayList<>();
        try {
            ServiceLoader.load(TaskSuite.class).forEach(suites::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a suite on the class path cannot be loaded: " + e.getMessage(), e);
        }
        Set<String> names = new HashSet<>();
        for (TaskSuite suite : suites) {
            if (!names.add(suite.name())) {
                throw new IllegalArgumentException("two suites on the class path are called '" + suite.name() + "'");
            }
        }
        suites.sort(Comparator.comparing(TaskSuite::name));
        return suites;
    }

    /** The families on the class path whose suites are made by name. */
    public static List<SuiteFamily> families() {
        List<SuiteFamily> families = new ArrayList<>();
        ServiceLoader.load(SuiteFamily.class).forEach(families::add);
        families.sort(Comparator.comparing(SuiteFamily::name));
        return families;
    }

    /**
     * The suite called {@code name}: one of {@link #all}, or one that a family makes.
     *
     * @throws IllegalArgumentException when a family has no such suite, or cannot make it at present
     */
    public static Optional<TaskSuite> find(String name) {
        Optional<TaskSuite> listed =
                all().stream().filter(suite -> suite.name().equals(name)).findFirst();
        int slash = name.indexOf('/');
        if (listed.isPresent() || slash < 0) {
            return listed;
        }
        return families().stream()
                .filter(family -> family.name().equals(name.substring(0, slash)))
                .findFirst()
                .map(family -> family.suite(name.substring(slash + 1)));
    }

    /** The suite called {@code name}, or all listed variants of the family {@code name}; empty when there is neither. */
    public static List<TaskSuite> family(String name) {
        List<TaskSuite> listed = all().stream()
                .filter(suite -> suite.name().equals(name) || suite.name().startsWith(name + "/"))
                .toList();
        return listed.isEmpty() ? find(name).stream().toList() : listed;
    }
}
