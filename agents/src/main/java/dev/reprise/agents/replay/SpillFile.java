package dev.reprise.agents.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Room on disk for rows of segments, mapped into memory. The file lies in the JVM's folder for temporary files ({@code
 * java.io.tmpdir}) and goes with the process; what a checkpoint needs is kept elsewhere.
 */
final class SpillFile {
    private static final int REGION_BYTES = 64 << 20;

    private final int slotBytes;
    private final int slotsPerRegion;
    private final long slots;
    private final Path folder;
    private final Deque<FloatBuffer> free = new ArrayDeque<>();
    private FileChannel channel;
    private Path file;
    private long used;
    private long regions;

    /**
     * Makes an empty file.
     *
     * @param slotFloats numbers of a slot
     * @param budgetBytes most bytes that all slots take
     */
    SpillFile(int slotFloats, long budgetBytes) {
        this(slotFloats, budgetBytes, Path.of(System.getProperty("java.io.tmpdir")));
    }

    SpillFile(int slotFloats, long budgetBytes, Path folder) {
        this.slotBytes = 4 * slotFloats;
        this.slotsPerRegion = Math.max(1, REGION_BYTES / slotBytes);
        this.slots = budgetBytes / slotBytes;
        this.folder = folder;
        try {
            file = Files.createTempFile(folder, "reprise-replay-", ".tmp");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /** Whether another slot may be taken. */
    boolean hasRoom() {
        return used < slots;
    }

    /** Slots, taken or not. */
    long slots() {
        return slots;
    }

    /** Bytes of the slots that are taken. */
    long bytes() {
        return used * slotBytes;
    }

    /**
     * A slot, with any numbers in it.
     *
     * @throws UncheckedIOException when the disk is full or cannot be written to
     */
    FloatBuffer take() {
        if (free.isEmpty()) {
            addRegion();
        }
        used++;
        return free.removeFirst();
    }

    /** Gives back a slot, which must not be used any more. */
    void giveBack(FloatBuffer slot) {
        used--;
        free.addFirst(slot);
    }

    private void addRegion() {
        long size = (long) slotsPerRegion * slotBytes;
        long start = regions * size;
        try {
            // Written, not only mapped: a full disk is told here, and does not crash the JVM later.
            ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
            for (long at = start; at < start + size; ) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), start + size - at));
                at += channel.write(zeros, at);
            }
            MappedByteBuffer region = channel.map(FileChannel.MapMode.READ_WRITE, start, size);
            for (int slot = 0; slot < slotsPerRegion; slot++) {
                free.addLast(region.slice(slot * slotBytes, slotBytes)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer());
            }
            regions++;
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private UncheckedIOException refusal(IOException e) {
        return new UncheckedIOException(
                "cannot put the replay on disk in " + folder + ": " + e.getMessage()
                        + "; make room there, name another folder with -Djava.io.tmpdir=…, or lower"
                        + " agent.replay.spillMebibytes",
                e);
    }
}
