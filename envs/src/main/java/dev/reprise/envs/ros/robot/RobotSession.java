package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.transport.RosException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The connection that the environments of one suite share: it is made for the first and closed with the last. */
final class RobotSession {
    /** Makes a connection. */
    @FunctionalInterface
    interface Opening {
        RobotLink open() throws RosException;
    }

    private final Opening opening;
    private @Nullable RobotLink link;
    private int environments;

    RobotSession(Opening opening) {
        this.opening = opening;
    }

    /** @throws UncheckedIOException when the robot is not there */
    synchronized RosRobotEnvironment enter(RobotSuite suite, double patience) {
        if (link == null) {
            try {
                link = opening.open();
            } catch (RosException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        environments++;
        return new RosRobotEnvironment(suite, this, patience);
    }

    synchronized RobotLink link() {
        RobotLink open = link;
        if (open == null) {
            throw new IllegalStateException("the robot's connection is closed");
        }
        return open;
    }

    synchronized void leave() {
        environments--;
        RobotLink open = link;
        if (environments == 0 && open != null) {
            link = null;
            open.tell();
            open.close();
        }
    }
}
