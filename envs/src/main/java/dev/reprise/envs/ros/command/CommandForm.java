package dev.reprise.envs.ros.command;

import dev.reprise.envs.ros.msg.RosMessageType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands to a robot's joints as messages of one type. Numbers are in the order of the commanded joints, as the robot's
 * {@link dev.reprise.envs.robot.CommandKind} has them.
 */
public interface CommandForm<T> {
    /** Where robots that are commanded so listen, as ROS's own controllers do; relative to the robot's namespace. */
    String topic();

    /** Of the messages. */
    RosMessageType<T> type();

    /**
     * A command for the coming control period.
     *
     * @param command a number per joint
     * @param ends where it takes the joints, rad or m
     */
    T moving(double[] command, double[] ends);

    /**
     * A command to stand still.
     *
     * @param held where the joints are held, rad or m; null when that is not known
     * @return null when it cannot be said without knowing
     */
    @Nullable
    T standing(double @Nullable [] held);

    /**
     * What a message commands; empty when it tells the robot to stand, wherever that is.
     *
     * @throws IllegalArgumentException in one sentence, when it is no command to these joints
     */
    Optional<double[]> read(T message);
}
