package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.GeometryMsgs.TransformStamped;
import java.util.List;

/** Of package {@code tf2_msgs}: how frames lie to one another. */
public final class Tf2Msgs {
    private Tf2Msgs() {}

    /** Transforms, as on {@code /tf}. */
    public record TFMessage(List<TransformStamped> transforms) {
        public static final RosMessageType<TFMessage> TYPE = RosMessageType.of(
                "tf2_msgs/TFMessage",
                "geometry_msgs/TransformStamped[] transforms\n",
                (m, out) -> out.list(m.transforms, TransformStamped.TYPE),
                in -> new TFMessage(in.list(TransformStamped.TYPE)),
                TransformStamped.TYPE);
    }
}
