package dev.reprise.envs.ros.tcpros;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after all subscribers of a node: sends what waits for a slow one, and notices when one has gone. */
final class OutletLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutletLoop.class);
    private static final int SCRATCH = 1024;

    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);

    OutletLoop(String node) throws IOException {
        selector = Selector.open();
        Thread thread = new Thread(this::run, "ros-outlets " + node);
        thread.setDaemon(true);
        thread.start();
    }

    void add(Outlet outlet) throws ClosedChannelException {
        outlet.channel().register(selector, SelectionKey.OP_READ, outlet);
        selector.wakeup();
    }

    /** Calls {@link Outlet#flush} when its socket takes bytes again. */
    void awaitRoom(Outlet outlet) {
        SelectionKey key = outlet.channel().keyFor(selector);
        if (key != null) {
            try {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                selector.wakeup();
            } catch (CancelledKeyException e) {
                outlet.close();
            }
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::look);
            }
        } catch (IOException e) {
            LOG.error("subscribers are not looked after any more", e);
        } catch (ClosedSelectorException e) {
            // Closed between the question and the wait.
        }
    }

    private void look(SelectionKey key) {
        Outlet outlet = (Outlet) key.attachment();
        try {
            if (key.isWritable()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                outlet.flush();
            }
            if (key.isReadable() && outlet.channel().read(scratch.clear()) < 0) {
                outlet.close();
            }
        } catch (IOException | CancelledKeyException e) {
            outlet.close();
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
