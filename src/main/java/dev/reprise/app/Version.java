package dev.reprise.app;

/** The version of this build. */
public final class Version {
    /** As the jar's manifest says it; {@code development} when run from classes. */
    public static final String TEXT = text();

    /** The commit that this build was made from, {@code -dirty} when changed since; empty when unknown. */
    public static final String COMMIT = System.getProperty("reprise.commit", "");

    /** Both. */
    public static final String FULL = COMMIT.isEmpty() ? TEXT : TEXT + " (" + COMMIT + ")";

    private Version() {}

    private static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
