package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import java.util.List;

/** What ROS's environment variables and arguments say. */
final class RosArguments {
    private RosArguments() {}

    /** @throws UserException when they cannot be understood */
    static NodeConfiguration node(String name, List<String> remappings) {
        try {
            return NodeConfiguration.of(name, System.getenv(), remappings);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
