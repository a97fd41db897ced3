package dev.reprise.envs.ros.command;

import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import org.jspecify.annotations.Nullable;

/** Sends commands in one form; the newest counts. */
public final class CommandPublisher<T> {
    private final CommandForm<T> form;
    private final Publisher<T> publisher;

    /** @throws RosException when the master does not answer */
    public CommandPublisher(RosNode node, CommandForm<T> form) throws RosException {
        this.form = form;
        this.publisher = node.newPublisher(form.topic(), form.type(), PublisherOptions.NEWEST);
    }

    /** Whether somebody listens. */
    public boolean connected() {
        return publisher.numberOfSubscribers() > 0;
    }

    /** Why a listener is refused for good; null when none is. */
    public @Nullable String refusal() {
        return publisher.refusal();
    }

    /** Sends {@link CommandForm#moving}. */
    public void move(double[] command, double[] ends) {
        publisher.publish(form.moving(command, ends));
    }

    /** Sends {@link CommandForm#standing}, if it can be said. */
    public void stand(double @Nullable [] held) {
        T message = form.standing(held);
        if (message != null) {
            publisher.publish(message);
        }
    }
}
