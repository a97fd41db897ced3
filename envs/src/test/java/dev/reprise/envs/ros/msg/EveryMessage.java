package dev.reprise.envs.ros.msg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All types of messages, those of services among them, and the values that {@code messages.py} gives to their fields. */
public final class EveryMessage {
    private static final List<Class<?>> PACKAGES = List.of(
            DiagnosticMsgs.class,
            GeometryMsgs.class,
            NavMsgs.class,
            RosgraphMsgs.class,
            SensorMsgs.class,
            StdMsgs.class,
            StdSrvs.class,
            Tf2Msgs.class,
            TrajectoryMsgs.class);

    private int k;

    private EveryMessage() {}

    /** By name. */
    public static SortedMap<String, RosMessageType<?>> types() throws ReflectiveOperationException {
        SortedMap<String, RosMessageType<?>> types = new TreeMap<>();
        for (Class<?> record : PACKAGES.stream()
                .flatMap(c -> Arrays.stream(c.getDeclaredClasses()))
                .toList()) {
            RosMessageType<?> type =
                    (RosMessageType<?>) record.getDeclaredField("TYPE").get(null);
            types.put(type.name(), type);
        }
        return types;
    }

    /** Fails unless every field has the value that the rule gives it. */
    static void assertFollowsRule(Object message) throws ReflectiveOperationException {
        new EveryMessage().check(message, message.getClass().getSimpleName());
    }

    private void check(Object value, String where) throws ReflectiveOperationException {
        if (value instanceof RosTime time) {
            k++;
            assertEquals(new RosTime(k, k + 1), time, where);
        } else if (value instanceof RosDuration duration) {
            k++;
            assertEquals(new RosDuration(-k, k + 1), duration, where);
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                check(component.getAccessor().invoke(record), where + "." + component.getName());
            }
        } else if (value instanceof List<?> list) {
            assertEquals(2, list.size(), where);
            for (Object element : list) {
                check(element, where + "[]");
            }
        } else if (value.getClass().isArray()) {
            assertEquals(where.endsWith("covariance") ? 36 : 2, Array.getLength(value), where);
            for (int i = 0; i < Array.getLength(value); i++) {
                check(Array.get(value, i), where + "[" + i + "]");
            }
        } else {
            k++;
            checkPlain(value, where);
        }
    }

    private void checkPlain(Object value, String where) {
        if (value instanceof Boolean) {
            assertEquals(k % 2 == 1, value, where);
        } else if (value instanceof String) {
            assertEquals("s" + k + " ä", value, where);
        } else if (value instanceof Double || value instanceof Float) {
            assertEquals(k + 0.5, ((Number) value).doubleValue(), where);
        } else {
            assertEquals(k, ((Number) value).longValue(), where);
        }
    }
}
