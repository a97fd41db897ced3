package dev.reprise.app;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** Whether there is a Python with reprise-gym; without it tests are skipped, or fail where nothing may be. */
public final class InstalledPython {
    private static final String SOUGHT = "no Python with the package reprise-gym was named: -Dreprise.python=PATH";

    private InstalledPython() {}

    /** The interpreter; without one the test that asks ends. */
    public static String needed() {
        String python = System.getProperty("reprise.python");
        if (python != null) {
            return python;
        }
        return Boolean.getBoolean("reprise.require.all") ? fail(SOUGHT) : abort(SOUGHT);
    }
}
