package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An installed MuJoCo. A process has one: {@link MujocoFunctions} are bound to it, and MuJoCo's own handlers of messages
 * are global too.
 *
 * @param file where it was found, or its name when the system did not say
 */
record MujocoLibrary(String file, MujocoLayout layout) {
    static final String PROPERTY = "reprise.mujoco";
    static final String ENVIRONMENT = "REPRISE_MUJOCO";

    /** What was searched, for those who have none. */
    static final String SOUGHT = "no MuJoCo library: none is named by the system property " + PROPERTY
            + " or the environment variable " + ENVIRONMENT + ", and the system's library path has no "
            + System.mapLibraryName("mujoco") + " of any version";

    private static final Logger LOG = LoggerFactory.getLogger(MujocoLibrary.class);

    private static @Nullable MujocoLibrary opened;

    /**
     * The library that is named or, where none is named, the one on the system's library path.
     *
     * @return empty when none is named and none is found
     * @throws IllegalStateException when the library cannot be used, with the reason
     */
    static synchronized Optional<MujocoLibrary> find() {
        Optional<String> named = named(System.getProperty(PROPERTY), System.getenv(ENVIRONMENT));
        if (opened != null) {
            String file = opened.file;
            named.filter(other -> !other.equals(file)).ifPresent(other -> {
                throw new IllegalStateException(
                        "this process runs MuJoCo from " + file + "; " + other + " needs a process of its own");
            });
            return Optional.of(opened);
        }
        NativeLibrary library;
        try {
            library = NativeLibrary.getInstance(named.orElse("mujoco"));
        } catch (UnsatisfiedLinkError e) {
            if (named.isEmpty()) {
                LOG.debug("no MuJoCo on the library path: {}", reason(e));
                return Optional.empty();
            }
            throw new IllegalStateException(named.get() + " cannot be loaded as a library: " + reason(e), e);
        }
        String file = named.orElse(
                library.getFile() == null
                        ? library.getName()
                        : library.getFile().getPath());
        opened = new MujocoLibrary(file, bind(library, file));
        return Optional.of(opened);
    }

    /** The file that the property or else the environment variable names; blank names none. */
    static Optional<String> named(@Nullable String property, @Nullable String environment) {
        boolean byProperty = property != null && !property.isBlank();
        String name = byProperty ? property : environment;
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(name).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    (byProperty ? "the system property " + PROPERTY : "the environment variable " + ENVIRONMENT)
                            + " should name MuJoCo's library, but there is no file " + file);
        }
        return Optional.of(file.toString());
    }

    private static MujocoLayout bind(NativeLibrary library, String file) {
        if (Native.POINTER_SIZE != 8) {
            throw new IllegalStateException("MuJoCo needs a Java machine of 64 bits");
        }
        try {
            // Asked first and alone: a version that is not known may lack other functions.
            String version = library.getFunction("mj_versionString").invokeString(new Object[0], false);
            MujocoLayout layout = MujocoLayout.of(version);
            Native.register(MujocoFunctions.class, library);
            MujocoMessages.install(library);
            return layout;
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(file + " is not a MuJoCo library that can be used: " + reason(e), e);
        }
    }

    /** JNA's first two lines say what failed and why, those after them where else it looked. */
    private static String reason(UnsatisfiedLinkError error) {
        return oneLine(String.join(
                " ", String.valueOf(error.getMessage()).lines().limit(2).toList()));
    }

    /** A message of several lines as one. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
