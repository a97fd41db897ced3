package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;
import java.util.List;

/** Package {@code rosgraph_msgs}, but for statistics: the simulated clock and what nodes log. */
public final class RosgraphMsgs {
    private RosgraphMsgs() {}

    /** What time it is on {@code /clock}. */
    public record Clock(RosTime clock) {
        public static final RosMessageType<Clock> TYPE = RosMessageType.of(
                "rosgraph_msgs/Clock", "time clock\n", (m, out) -> out.time(m.clock), in -> new Clock(in.time()));
    }

    /** A line of a log. */
    public record Log(
            Header header,
            byte level,
            String name,
            String msg,
            String file,
            String function,
            long line,
            List<String> topics) {
        public static final RosMessageType<Log> TYPE = RosMessageType.of(
                "rosgraph_msgs/Log",
                """
                byte DEBUG=1
                byte INFO=2
                byte WARN=4
                byte ERROR=8
                byte FATAL=16
                Header header
                byte level
                string name
                string msg
                string file
                string function
                uint32 line
                string[] topics
                """,
                (m, out) -> out.part(Header.TYPE, m.header)
                        .int8(m.level)
                        .string(m.name)
                        .string(m.msg)
                        .string(m.file)
                        .string(m.function)
                        .uint32(m.line)
                        .strings(m.topics),
                in -> new Log(
                        in.part(Header.TYPE),
                        in.int8(),
                        in.string(),
                        in.string(),
                        in.string(),
                        in.string(),
                        in.uint32(),
                        in.strings()),
                Header.TYPE);

        public static final byte DEBUG = 1;
        public static final byte INFO = 2;
        public static final byte WARN = 4;
        public static final byte ERROR = 8;
        public static final byte FATAL = 16;
    }
}
