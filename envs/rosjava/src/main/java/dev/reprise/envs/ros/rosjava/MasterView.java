package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.api.MasterGraph;
import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.transport.GraphView;
import dev.reprise.envs.ros.transport.RosException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the master says, twice a second: ROSJava does not tell of publishers that leave, nor of a name that is lost. */
final class MasterView implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final RosApi master;
    private final GraphView graph;
    private final URI self;
    private final Duration patience;
    private final Consumer<String> onReplaced;
    private final Thread thread;
    private volatile SortedMap<String, SortedSet<String>> publishers = new TreeMap<>();
    private volatile Map<String, String> topicTypes = Map.of();
    private volatile boolean answers = true;
    private volatile boolean closed;

    /** @param self where this node is called */
    MasterView(RosApi master, URI self, Duration patience, Consumer<String> onReplaced) {
        this.master = master;
        this.graph = new MasterGraph(master);
        this.self = self;
        this.patience = patience;
        this.onReplaced = onReplaced;
        thread = new Thread(this::run, "ros-master-view " + master.caller());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                publishers = graph.publishers();
                topicTypes = graph.topics();
                RosApi.Answer where = master.ask("lookupNode", master.caller());
                if (where.isSuccess()
                        && !URI.create(String.valueOf(where.value())).equals(self)) {
                    onReplaced.accept("another node has the name " + master.caller() + ", at " + where.value());
                }
                answers = true;
            } catch (RosException e) {
                answers = false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    GraphView graph() {
        return graph;
    }

    boolean answers() {
        return answers;
    }

    Set<String> publishersOf(String topic) {
        return publishers.getOrDefault(topic, new TreeSet<>());
    }

    /** The type that the master knows, {@code *} when none. */
    String typeOf(String topic) {
        return topicTypes.getOrDefault(topic, "*");
    }

    /** Asks the master for something of its graph. */
    interface Question {
        SortedMap<String, SortedSet<String>> ask(GraphView graph) throws RosException;
    }

    /**
     * Waits until the master lists this node under a name, or does not any more: ROSJava registers by the way.
     *
     * @throws RosException when it does not come to that
     */
    void await(Question question, String name, boolean listed) throws RosException {
        Predicate<SortedMap<String, SortedSet<String>>> done =
                all -> all.getOrDefault(name, new TreeSet<>()).contains(master.caller()) == listed;
        long start = System.nanoTime();
        while (!done.test(question.ask(graph))) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new RosException("ROSJava could not " + (listed ? "register " : "unregister ") + name + " with "
                        + master.server());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
