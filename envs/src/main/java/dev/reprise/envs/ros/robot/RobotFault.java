package dev.reprise.envs.ros.robot;

/** The robot cannot go on with this episode; the message says why, for people. */
final class RobotFault extends Exception {
    private static final long serialVersionUID = 1L;

    RobotFault(String reason) {
        super(reason);
    }

    RobotFault(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
