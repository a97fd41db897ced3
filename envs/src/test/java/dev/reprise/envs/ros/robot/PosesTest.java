package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.envs.ros.msg.GeometryMsgs.Point;
import dev.reprise.envs.ros.msg.GeometryMsgs.Pose;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.GeometryMsgs.Quaternion;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import org.junit.jupiter.api.Test;

class PosesTest {
    private static final Quaternion NONE = new Quaternion(0, 0, 0, 1);

    @Test
    void aPoseIsInTheExpectedFrameAndARotation() {
        assertNull(Poses.wrong(pose(1, NONE), "base"));
        assertNull(Poses.wrong(pose(1, NONE), null));
        assertNull(Poses.wrong(pose(1, new Quaternion(0.7071, 0, 0, 0.7071)), "base"));
        assertEquals("is in frame 'base', not in 'map'", Poses.wrong(pose(1, NONE), "map"));
        assertEquals("is not finite", Poses.wrong(pose(Double.NaN, NONE), "base"));
        assertEquals(
                "is no rotation: the length of its quaternion is 0.0, not 1",
                Poses.wrong(pose(1, new Quaternion(0, 0, 0, 0)), "base"));
    }

    private static PoseStamped pose(double x, Quaternion rotation) {
        return new PoseStamped(new Header(RosTime.ofNanos(0), "base"), new Pose(new Point(x, 0, 0), rotation));
    }
}
