package dev.reprise.envs.gym;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server serves. The server that was asked for it is kept for the first environment. */
final class GymSuite implements TaskSuite {
    private static final Logger LOG = LoggerFactory.getLogger(GymSuite.class);
    private static final int PROBE_STEPS = 20;

    private final String name;
    private final GymSource source;
    private final GymSpec spec;
    private final boolean repeats;
    private final AtomicReference<GymServer> spare = new AtomicReference<>();

    /** @throws IOException when there is no server to be had */
    GymSuite(String name, GymSource source) throws IOException {
        this.name = name;
        this.source = source;
        GymServer server = source.open();
        this.spec = server.spec();
        try {
            this.repeats = repeats(server);
        } catch (IOException e) {
            throw new IOException(server.closeAfter(e), e);
        }
        if (repeats) {
            LOG.info(
                    "suite '{}' ({}): its episodes can be repeated, so that a run resumes to the bit",
                    name,
                    spec.about());
        } else {
            LOG.warn(
                    "suite '{}' ({}): the same seed and actions do not give the same episode; a resumed run begins anew"
                            + " where one was running",
                    name,
                    spec.about());
        }
        spare.set(server);
    }

    /** Whether the same seed and actions give the same bits. */
    private boolean repeats(GymServer server) throws IOException {
        return Arrays.equals(probe(server), probe(server));
    }

    private float[] probe(GymServer server) throws IOException {
        RandomStream random = RandomStream.named(1, "probe");
        float[] seen = new float[(PROBE_STEPS + 1) * (specs().observation().size() + 2)];
        float[] first = server.reset(0, 1);
        System.arraycopy(first, 0, seen, 0, first.length);
        int at = first.length;
        for (int i = 0; i < PROBE_STEPS; i++) {
            GymServer.Stepped stepped = server.step(specs().action().sample(random));
            System.arraycopy(stepped.observation(), 0, seen, at, first.length);
            seen[at + first.length] = stepped.reward();
            seen[at + first.length + 1] = stepped.flags();
            at += first.length + 2;
            if ((stepped.flags() & (GymProtocol.TERMINATED | GymProtocol.TRUNCATED)) != 0) {
                break;
            }
        }
        return seen;
    }

    GymServer open() throws IOException {
        GymServer server = source.open();
        if (!server.spec().equals(spec)) {
            server.close();
            throw new IOException(source.name() + " serves something else than it did before");
        }
        return server;
    }

    boolean repeats() {
        return repeats;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return spec.about();
    }

    @Override
    public EnvironmentSpecs specs() {
        return spec.specs();
    }

    @Override
    public List<Task> tasks() {
        return List.copyOf(spec.tasks());
    }

    @Override
    public Environment newEnvironment() {
        return new GymEnvironment(this, spare.getAndSet(null));
    }
}
