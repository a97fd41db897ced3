package dev.reprise.envs.gym;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server says of itself.
 *
 * @param about versions and settings that results depend on
 */
record GymSpec(EnvironmentSpecs specs, List<GymTask> tasks, String about) {
    private static final int MOST_TASKS = 10_000;

    /** @throws IOException when the payload is no such thing */
    static GymSpec read(ByteBuffer payload) throws IOException {
        try {
            int version = Short.toUnsignedInt(payload.getShort());
            if (version != GymProtocol.VERSION) {
                throw new IOException("the server speaks version " + version + " of the protocol, not "
                        + GymProtocol.VERSION + "; install the reprise-gym of this Reprise");
            }
            payload.getInt();
            BoxSpec observation = box("observation", payload);
            BoxSpec action = box("action", payload);
            int most = payload.getInt();
            double seconds = payload.getDouble();
            EnvironmentSpecs specs = new EnvironmentSpecs(observation, action, GymTask.MEASUREMENT, seconds, most);
            int count = payload.getInt();
            if (count < 1 || count > MOST_TASKS) {
                throw new IOException("a server has 1 to " + MOST_TASKS + " tasks, not " + count);
            }
            List<GymTask> tasks = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                tasks.add(new GymTask(index, new TaskId(text(payload)), text(payload)));
            }
            return new GymSpec(specs, List.copyOf(tasks), text(payload));
        } catch (BufferUnderflowException e) {
            throw new IOException("what the server says of itself is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("what the server says of itself cannot be: " + e.getMessage(), e);
        }
    }

    private static BoxSpec box(String name, ByteBuffer payload) throws IOException {
        int count = payload.getInt();
        // Each axis takes ten bytes at least.
        if (count < 1 || count > payload.remaining() / 10) {
            throw new IOException("the " + name + " cannot have " + Integer.toUnsignedString(count) + " numbers");
        }
        List<Axis> axes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String axis = text(payload);
            axes.add(new Axis(axis, "1", payload.getFloat(), payload.getFloat()));
        }
        return new BoxSpec(name, axes);
    }

    private static String text(ByteBuffer payload) {
        byte[] bytes = new byte[Math.min(Short.toUnsignedInt(payload.getShort()), payload.remaining() + 1)];
        payload.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
