package dev.reprise.agents.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static SavedState sample() {
        SavedState state = new SavedState();
        state.putFloats("floats", new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE});
        state.scope("part").putDoubles("doubles", Math.PI, -1e300);
        state.scope("part").scope("inner").putLongs("longs", Long.MIN_VALUE, 7);
        state.putInts("ints", 3, -4);
        state.putBytes("bytes", new byte[] {0, -1, 127});
        state.putFloats("empty", new float[0]);
        return state;
    }

    @Test
    void everyBitComesBack() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, sample());
        SavedState read = Safetensors.read(file);
        assertArrayEquals(sample().floats("floats"), read.floats("floats"));
        assertArrayEquals(new double[] {Math.PI, -1e300}, read.scope("part").doubles("doubles"));
        assertArrayEquals(
                new long[] {Long.MIN_VALUE, 7},
                read.scope("part").scope("inner").longs("longs"));
        assertArrayEquals(new int[] {3, -4}, read.ints("ints"));
        assertArrayEquals(new byte[] {0, -1, 127}, read.bytes("bytes"));
        assertEquals(0, read.floats("empty").length);
    }

    @Test
    void arraysMayBeLongerThanWhatIsReadAtATime() throws IOException {
        Random random = new Random(2);
        SavedState state = new SavedState();
        state.putBytes("before", new byte[] {1, 2, 3});
        float[] floats = new float[200_001];
        double[] doubles = random.doubles(70_003).toArray();
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
        state.putFloats("floats", floats);
        state.putDoubles("doubles", doubles);
        state.putInts("after", 4);
        Path file = folder.resolve("long.safetensors");
        Safetensors.write(file, state);
        SavedState read = Safetensors.read(file);
        assertArrayEquals(new byte[] {1, 2, 3}, read.bytes("before"));
        assertArrayEquals(floats, read.floats("floats"));
        assertArrayEquals(doubles, read.doubles("doubles"));
        assertArrayEquals(new int[] {4}, read.ints("after"));
    }

    @Test
    void anEmptyStateIsAFileToo() throws IOException {
        Path file = folder.resolve("empty.safetensors");
        Safetensors.write(file, new SavedState());
        assertTrue(Safetensors.read(file).arrays().isEmpty());
    }

    @Test
    void theHeaderIsWhatThePublishedFormatAsksFor() throws IOException {
        SavedState state = new SavedState();
        state.putFloats("w", new float[] {1, 2});
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, state);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        byte[] header = new byte[length];
        bytes.get(header);
        assertEquals(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                new String(header, StandardCharsets.UTF_8).strip());
        assertEquals(0, length % 8);
        assertEquals(1f, bytes.getFloat());
        assertEquals(2f, bytes.getFloat());
    }

    @Test
    void damagedFilesAreRefusedAndNeverRunAway() throws IOException {
        Path file = folder.resolve("b.safetensors");
        Safetensors.write(file, sample());
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 500; trial++) {
            byte[] bad = good.clone();
            int at = random.nextInt(200);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            try {
                Safetensors.read(file);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 300, "refused " + refused + " of 500");
        for (int length = 0; length < 100; length++) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThrows(IllegalArgumentException.class, () -> Safetensors.read(file), "cut to " + length);
        }
    }

    @Test
    void aMissingOrForeignArrayIsNamed() {
        SavedState state = sample();
        assertEquals(
                "saved state 'part.nothing' is missing",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> state.scope("part").floats("nothing"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> state.floats("ints"));
        assertThrows(IllegalArgumentException.class, () -> state.floatsInto("floats", new float[2]));
        assertThrows(IllegalArgumentException.class, () -> state.putInts("ints", 1));
    }
}
