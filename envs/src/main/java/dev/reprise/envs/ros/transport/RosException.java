package dev.reprise.envs.ros.transport;

import java.io.IOException;

/** ROS could not do what was asked of it: the message says what, of whom, and what would be right. */
public class RosException extends IOException {
    public RosException(String message) {
        super(message);
    }

    public RosException(String message, Throwable cause) {
        super(message, cause);
    }
}
