package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Suites of a Python with reprise-gym for tests that need one; without it they are skipped, or fail where nothing may be. */
final class InstalledPython {
    private static final String SOUGHT = "no Python with the package reprise-gym was named: -Dreprise.python=PATH";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private InstalledPython() {}

    /** @param patience longest wait for an answer, s */
    static GymSuite suite(String entry, double patience) {
        try {
            return new GymSuite("test/" + entry, GymSource.started(interpreter(), entry, patience));
        } catch (IOException e) {
            return fail(e);
        }
    }

    static String interpreter() {
        String python = System.getProperty("reprise.python");
        if (python != null) {
            return python;
        }
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(SOUGHT);
        }
        if (!SAID.getAndSet(true)) {
            System.err.println("tests of Python's environments skipped: " + SOUGHT);
        }
        return abort(SOUGHT);
    }
}
