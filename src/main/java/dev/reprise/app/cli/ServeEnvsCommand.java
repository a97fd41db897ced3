package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.envs.gym.GymHost;
import dev.reprise.envs.gym.GymListener;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve-envs",
        description = {
            "Serves a suite's environments to Python, to one client after the other; docs/python.md says how.",
            "The package reprise-gym starts this by itself."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reprise serve-envs planar/easy", "  reprise serve-envs workbench --environments 4 --port 0"})
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ServeEnvsCommand implements Callable<Integer> {
    private static final String TOKEN = "REPRISE_GYM_TOKEN";
    private static final int TOKEN_BYTES = 32;

    @Parameters(paramLabel = "SUITE", description = "A suite; `reprise tasks` lists them.")
    private String name;

    @Option(names = "--environments", paramLabel = "N", description = "Side by side; default ${DEFAULT-VALUE}.")
    private int environments = 1;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the loopback interface, 0 for any free one; default is a Unix socket.")
    private @Nullable Integer port;

    @Option(names = "--once", description = "End after the first client that knows the token.")
    private boolean once;

    @Option(names = "--with-parent", description = "End when standard input does.")
    private boolean withParent;

    @Override
    public Integer call() throws IOException {
        TaskSuite suite = TasksCommand.one(name);
        if (environments < 1 || environments > GymHost.MOST_ENVIRONMENTS) {
            throw new UserException(
                    "--environments must be 1 to " + GymHost.MOST_ENVIRONMENTS + ", not " + environments);
        }
        byte[] token = token();
        Integer wanted = port;
        try (GymListener listener =
                wanted == null ? GymListener.open(null) : Ports.open("--port", wanted, GymListener::open)) {
            // Whatever ends this: Ctrl-C, a termination, the parent's end.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> unlink(listener), "unlink"));
            if (withParent) {
                endWithParent();
            }
            System.out.println("ready " + listener.address());
            while (listener.isOpen()) {
                try {
                    listener.serve(suite, environments, token, once);
                } catch (IOException e) {
                    System.err.println("reprise: a client was left: " + e.getMessage());
                } catch (IllegalArgumentException e) {
                    throw new UserException("--environments: " + e.getMessage());
                }
            }
        }
        return 0;
    }

    private static void unlink(GymListener listener) {
        try {
            listener.unlink();
        } catch (IOException e) {
            // It stays.
        }
    }

    private static byte[] token() {
        String given = System.getenv(TOKEN);
        if (given == null) {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            System.out.println(TOKEN + "=" + HexFormat.of().formatHex(token));
            return token;
        }
        try {
            byte[] token = HexFormat.of().parseHex(given);
            if (token.length == TOKEN_BYTES) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            // As a wrong length.
        }
        throw new UserException(TOKEN + " must be " + 2 * TOKEN_BYTES + " hexadecimal digits");
    }

    private static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // Gone as well.
                    }
                    // Not halt, so that the socket's file is removed.
                    System.exit(0);
                },
                "parent");
        thread.setDaemon(true);
        thread.start();
    }
}
