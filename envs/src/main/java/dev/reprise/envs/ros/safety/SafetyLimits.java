package dev.reprise.envs.ros.safety;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a robot may be told.
 *
 * @param joints limits of each commanded joint, names distinct
 * @param workspace where the tool may be; null: anywhere the joints let it
 * @param watchdogSeconds the robot is stopped when no command came for so long, seconds
 * @param requireEnable whether the robot moves only while somebody holds the enable switch
 * @param enableSeconds the switch counts as released when it was not told held for so long, as whoever holds it may be frozen
 *     or cut off; null: until it is told released or its last publisher has gone, for a switch that is told once
 */
public record SafetyLimits(
        List<JointLimits> joints,
        @Nullable Workspace workspace,
        double watchdogSeconds,
        boolean requireEnable,
        @Nullable Double enableSeconds) {
    /** Checks names and the watchdog. */
    public SafetyLimits {
        joints = List.copyOf(joints);
        Set<String> names = new HashSet<>();
        for (JointLimits joint : joints) {
            if (!names.add(joint.name())) {
                throw new IllegalArgumentException("joint '" + joint.name() + "' has limits twice");
            }
        }
        if (joints.isEmpty()) {
            throw new IllegalArgumentException("a robot without joints cannot be commanded: name their limits");
        }
        if (!(watchdogSeconds > 0 && watchdogSeconds <= 10)) {
            throw new IllegalArgumentException(
                    "watchdogSeconds must be above 0 and at most 10, not " + watchdogSeconds);
        }
        if (enableSeconds != null && !(enableSeconds > 0 && enableSeconds <= 60)) {
            throw new IllegalArgumentException("enableSeconds must be above 0 and at most 60, not " + enableSeconds);
        }
    }

    /**
     * The same limits in the order of {@code names}.
     *
     * @throws IllegalArgumentException when a joint has no limits, or limits are given for a joint that is not commanded
     */
    public SafetyLimits inOrder(List<String> names) {
        List<String> known = joints.stream().map(JointLimits::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "joint '" + name + "' is commanded but has no limits; limits are given for " + known);
            }
        }
        for (String name : known) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "limits are given for joint '" + name + "', which is not commanded; commanded are " + names);
            }
        }
        return new SafetyLimits(
                names.stream().map(name -> joints.get(known.indexOf(name))).toList(),
                workspace,
                watchdogSeconds,
                requireEnable,
                enableSeconds);
    }
}
