package dev.reprise.envs.ros.msg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosMessageTypeTest {
    @Test
    void sumsBytesAndValuesAreRosOwn() throws Exception {
        Map<String, RosMessageType<?>> types = EveryMessage.types();
        GoldenMessages golden = GoldenMessages.read();
        assertEquals(golden.byType().keySet(), types.keySet());
        for (RosMessageType<?> type : types.values()) {
            GoldenMessages.Golden ros = golden.of(type);
            assertEquals(ros.md5(), type.md5(), type.name());
            EveryMessage.assertFollowsRule(type.decode(ByteBuffer.wrap(ros.bytes())));
            assertArrayEquals(ros.bytes(), again(type, ros.bytes()), type.name());
        }
    }

    private static <T> byte[] again(RosMessageType<T> type, byte[] bytes) {
        return type.encode(type.decode(ByteBuffer.wrap(bytes)));
    }

    @Test
    void servicesHaveRosSums() {
        assertEquals("d41d8cd98f00b204e9800998ecf8427e", StdSrvs.EMPTY.md5());
        assertEquals("937c9679a518e3a18d831e57125ea522", StdSrvs.TRIGGER.md5());
        assertEquals("09fb03525b03e7ea1fd3992bafd87e16", StdSrvs.SET_BOOL.md5());
    }

    @Test
    void everyTruncationAndEveryTrailingByteIsRejected() throws Exception {
        GoldenMessages golden = GoldenMessages.read();
        for (RosMessageType<?> type : EveryMessage.types().values()) {
            byte[] bytes = golden.of(type).bytes();
            for (int length = 0; length < bytes.length; length++) {
                ByteBuffer part = ByteBuffer.wrap(bytes, 0, length);
                assertThrows(MalformedMessageException.class, () -> type.decode(part), type.name());
            }
            ByteBuffer more = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1));
            assertThrows(MalformedMessageException.class, () -> type.decode(more), type.name());
        }
    }

    @Test
    void aHugeCountIsRejectedBeforeMemoryIsTaken() {
        byte[] most = {-1, -1, -1, -1};
        assertThrows(MalformedMessageException.class, () -> Text.TYPE.decode(ByteBuffer.wrap(most)));
        byte[] doubles = new byte[12];
        Arrays.fill(doubles, 8, 12, (byte) 0x7f);
        assertThrows(MalformedMessageException.class, () -> Float64MultiArray.TYPE.decode(ByteBuffer.wrap(doubles)));
    }

    @Test
    void randomBytesTakeNoMoreMemoryThanTheirFrameIsWorth() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RandomStream random = RandomStream.named(10, "frames");
        for (RosMessageType<?> type : EveryMessage.types().values()) {
            byte[] valid = GoldenMessages.read().of(type).bytes();
            for (int i = 0; i < 2000; i++) {
                byte[] frame = i % 2 == 0 ? valid.clone() : new byte[random.nextInt(300)];
                int changes = i % 2 == 0 ? 4 : frame.length;
                for (int k = 0; k < changes && frame.length > 0; k++) {
                    frame[random.nextInt(frame.length)] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
                }
                long before = threads.getCurrentThreadAllocatedBytes();
                try {
                    type.decode(ByteBuffer.wrap(frame));
                } catch (MalformedMessageException e) {
                    // As most of them are.
                }
                long taken = threads.getCurrentThreadAllocatedBytes() - before;
                // An empty list or array of four bytes is an object of some 30; an exception has its trace.
                assertTrue(
                        taken < 16L * frame.length + 16_384, () -> type + ": " + frame.length + " bytes took " + taken);
            }
        }
    }

    @Test
    void theDefinitionCarriesThoseOfItsParts() {
        String rule = "=".repeat(80);
        assertEquals(
                "Header header\nstring[] name\nfloat64[] position\nfloat64[] velocity\nfloat64[] effort\n" + rule
                        + "\nMSG: std_msgs/Header\nuint32 seq\ntime stamp\nstring frame_id\n",
                JointState.TYPE.definition());
    }

    @Test
    void aDefinitionThatIsNoneIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RosMessageType.<Text>of("a/B", "float64\n", (m, out) -> {}, in -> new Text("")));
        assertThrows(
                IllegalArgumentException.class,
                () -> RosMessageType.<Text>of("a/B", "Unknown x\n", (m, out) -> {}, in -> new Text("")));
    }
}
