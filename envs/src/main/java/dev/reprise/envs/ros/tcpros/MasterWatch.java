package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.transport.RosException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the master again and again whether it is there, is the same one, and knows this node; registers anew if not. */
final class MasterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterWatch.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PAUSE_WITHOUT_MASTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Registration registration;
    private final Parts parts;
    private final Consumer<String> onReplaced;
    private final Thread thread;
    private @Nullable Object pid;
    private volatile boolean answers = true;
    private volatile boolean closed;

    /**
     * @param pid of the master
     * @param onReplaced is told when another node has this one's name
     */
    MasterWatch(Registration registration, Parts parts, Object pid, Consumer<String> onReplaced) {
        this.registration = registration;
        this.parts = parts;
        this.pid = pid;
        this.onReplaced = onReplaced;
        thread = new Thread(
                this::run, "ros-master-watch " + registration.master().caller());
        thread.setDaemon(true);
        thread.start();
    }

    boolean answers() {
        return answers;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(answers ? PAUSE_NANOS : PAUSE_WITHOUT_MASTER_NANOS);
            if (!closed) {
                look();
            }
        }
    }

    private void look() {
        RosApi master = registration.master();
        try {
            Object current = master.call("getPid");
            boolean another = !current.equals(pid);
            if (!parts.isEmpty() && (another || !isKnown())) {
                registration.registerAll(parts);
                LOG.info("registered again with the master at {}", master.server());
            }
            pid = current;
            if (!answers) {
                LOG.info("the master at {} answers again", master.server());
            }
            answers = true;
        } catch (RosException e) {
            if (answers && !closed) {
                LOG.warn("the master is gone, connections go on: {}", e.getMessage());
            }
            answers = false;
        }
    }

    private boolean isKnown() throws RosException {
        RosApi master = registration.master();
        RosApi.Answer where = master.ask("lookupNode", master.caller());
        if (where.isSuccess() && !registration.slave().toString().equals(where.value())) {
            onReplaced.accept("another node has the name " + master.caller() + ", at " + where.value());
            return true;
        }
        return where.isSuccess();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
