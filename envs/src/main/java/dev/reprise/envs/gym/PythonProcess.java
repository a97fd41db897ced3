package dev.reprise.envs.gym;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Python that serves an entry to one client, and ends with this JVM, however that ends. */
final class PythonProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final int KEPT_LINES = 6;
    private static final int MOST_LINE = 500;
    /** That it has to close its environments and end; it ends itself a second before, as hard. */
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Thread errors;

    private PythonProcess(Process process) {
        this.process = process;
        this.errors = reader("gym-stderr", process.getErrorStream(), this::note, () -> {});
        reader(
                "gym-stdout",
                process.getInputStream(),
                this::hear,
                () -> address.completeExceptionally(new IOException("it ended")));
    }

    /**
     * Starts one.
     *
     * @param python the interpreter
     * @param entry what it serves
     * @throws IOException when there is no such interpreter
     */
    static PythonProcess start(String python, String entry, byte[] token) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, "-m", "reprise_gym.serve", entry));
        command.add("--once");
        command.add("--with-parent");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("REPRISE_GYM_TOKEN", HexFormat.of().formatHex(token));
        return new PythonProcess(builder.start());
    }

    private static Thread reader(String name, InputStream stream, Consumer<String> line, Runnable end) {
        Thread thread = new Thread(
                () -> {
                    try (Reader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String next = line(in); next != null; next = line(in)) {
                            line.accept(next);
                        }
                    } catch (IOException e) {
                        // The process is gone, and with it what it had to say.
                    }
                    end.run();
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The next line, of a long one only as much as is told of it; null at the end. */
    static @Nullable String line(Reader in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (; next >= 0 && next != '\n' && next != '\r'; next = in.read()) {
            if (line.length() < MOST_LINE) {
                line.append((char) next);
            } else if (line.length() == MOST_LINE) {
                line.append(" ...");
            }
        }
        return line.toString();
    }

    private void hear(String line) {
        if (line.startsWith(READY)) {
            address.complete(line.substring(READY.length()));
        }
    }

    private void note(String line) {
        if (line.isBlank()) {
            return;
        }
        synchronized (last) {
            last.add(line);
            if (last.size() > KEPT_LINES) {
                last.remove();
            }
        }
    }

    /**
     * Waits until it listens.
     *
     * @return its address
     * @throws IOException when it ends before, or takes too long
     */
    String awaitAddress(double seconds) throws IOException {
        try {
            return address.get((long) (1000 * seconds), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("Python ended before it served anything", e);
        } catch (TimeoutException e) {
            throw new IOException("Python did not serve anything within " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Python started", e);
        }
    }

    /** What it wrote last to standard error, to stand behind a sentence; empty when that is nothing. */
    String lastWords() {
        try {
            // What a dying process says may arrive after the end of its conversation; one that hangs says nothing more.
            errors.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return last.isEmpty() ? "" : "; it said last: " + String.join(" | ", last);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
