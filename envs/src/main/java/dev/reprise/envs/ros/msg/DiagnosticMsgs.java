package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;
import java.util.List;

/** Package {@code diagnostic_msgs}, but for its services: how a robot's parts are. */
public final class DiagnosticMsgs {
    private DiagnosticMsgs() {}

    /** One reading. */
    public record KeyValue(String key, String value) {
        public static final RosMessageType<KeyValue> TYPE = RosMessageType.of(
                "diagnostic_msgs/KeyValue",
                """
                string key
                string value
                """,
                (m, out) -> out.string(m.key).string(m.value),
                in -> new KeyValue(in.string(), in.string()));
    }

    /** How one part is. */
    public record DiagnosticStatus(byte level, String name, String message, String hardwareId, List<KeyValue> values) {
        public static final RosMessageType<DiagnosticStatus> TYPE = RosMessageType.of(
                "diagnostic_msgs/DiagnosticStatus",
                """
                byte OK=0
                byte WARN=1
                byte ERROR=2
                byte STALE=3
                byte level
                string name
                string message
                string hardware_id
                KeyValue[] values
                """,
                (m, out) -> out.int8(m.level)
                        .string(m.name)
                        .string(m.message)
                        .string(m.hardwareId)
                        .list(m.values, KeyValue.TYPE),
                in -> new DiagnosticStatus(in.int8(), in.string(), in.string(), in.string(), in.list(KeyValue.TYPE)),
                KeyValue.TYPE);

        public static final byte OK = 0;
        public static final byte WARN = 1;
        public static final byte ERROR = 2;
        public static final byte STALE = 3;
    }

    /** How several parts are. */
    public record DiagnosticArray(Header header, List<DiagnosticStatus> status) {
        public static final RosMessageType<DiagnosticArray> TYPE = RosMessageType.of(
                "diagnostic_msgs/DiagnosticArray",
                """
                Header header
                DiagnosticStatus[] status
                """,
                (m, out) -> out.part(Header.TYPE, m.header).list(m.status, DiagnosticStatus.TYPE),
                in -> new DiagnosticArray(in.part(Header.TYPE), in.list(DiagnosticStatus.TYPE)),
                Header.TYPE,
                DiagnosticStatus.TYPE);
    }
}
