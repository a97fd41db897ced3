package dev.reprise.envs.ros.robot;

import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.safety.SafetyLimits;
import dev.reprise.envs.spec.Pacing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A robot as its file in {@code configs/robots} describes it.
 *
 * @param master {@code http://HOST:PORT}; null: as {@code ROS_MASTER_URI} says
 * @param namespace of the robot's topics, parameters and services
 * @param remap names of topics and services that the robot calls otherwise: ours → its
 * @param frame the {@code frame_id} that its poses must carry, so that none is taken for one in the base's frame that is not;
 *     null: not looked at
 * @param pacing {@code lockstep}: the robot moves one control period per command and then tells the time on {@code /clock};
 *     {@code realtime}: it moves by the wall's clock
 * @param commands how it is told
 * @param safety what it may be told
 * @param reset how it gets to a start state
 * @param waits how long for what
 */
public record RobotConfig(
        @Nullable String master,
        String namespace,
        Map<String, String> remap,
        @Nullable String frame,
        Pacing pacing,
        Commands commands,
        SafetyLimits safety,
        Reset reset,
        Waits waits) {
    /** How a robot gets to a start state. */
    public enum ResetKind {
        /** Service of {@code std_srvs/Trigger}, which says whether it succeeded. */
        TRIGGER,
        /** Service of {@code std_srvs/Empty}. */
        EMPTY,
        /** The environment itself drives the joints home, through the gate. */
        HOME
    }

    /**
     * How a robot gets to a start state.
     *
     * @param kind which way
     * @param service its name; with {@code trigger} and {@code empty}
     * @param home positions of the commanded joints, in the order of the limits; with {@code home}
     * @param tolerance how near to them is near enough, rad or m; with {@code home}
     * @param seconds longest that one attempt may take
     */
    public record Reset(
            ResetKind kind,
            @Nullable String service,
            @Nullable List<Double> home,
            @Nullable Double tolerance,
            double seconds) {
        /** Checks that each kind has what it needs. */
        public Reset {
            boolean called = kind != ResetKind.HOME;
            require(!called || (service != null && !service.isBlank()), "reset needs the name of the service");
            require(called || (home != null && tolerance != null && tolerance > 0), "home and tolerance must be given");
            require(seconds > 0, "seconds must be positive, not " + seconds);
        }
    }

    /**
     * How long for what; seconds of the wall's clock.
     *
     * @param connectSeconds until the robot's topics are there, at the start
     * @param answerSeconds in lockstep, for what follows a command
     * @param maxAgeSeconds in real time, the oldest that a reading may be, since it was received
     * @param maxSkewSeconds in real time, the farthest that the receipt of the readings of one step may lie apart
     * @param patienceSeconds for a robot that is lost or stopped to be reset again
     */
    public record Waits(
            double connectSeconds,
            double answerSeconds,
            double maxAgeSeconds,
            double maxSkewSeconds,
            double patienceSeconds) {
        /** Checks that all are positive. */
        public Waits {
            double[] all = {connectSeconds, answerSeconds, maxAgeSeconds, maxSkewSeconds, patienceSeconds};
            for (double each : all) {
                require(each > 0 && Double.isFinite(each), "waits must be positive seconds, not " + each);
            }
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
