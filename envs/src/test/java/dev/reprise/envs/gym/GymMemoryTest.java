package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Memory of the server's process and of this one. Alone, as it finds its process among the children of this one. */
@Tag("long")
@Isolated
class GymMemoryTest {
    private static final int STEPS = 1_000_000;

    @Test
    void aMillionStepsTakeNoMoreMemoryThanAFewThousand() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc to read");
        List<Long> others = children();
        GymSuite suite = InstalledPython.suite("reprise_gym.echo:suite", 30);
        try (Environment environment = suite.newEnvironment()) {
            TaskId task = suite.tasks().get(0).id();
            float[] action = new float[suite.specs().action().size()];
            TimeStep now = environment.reset(task, 0);
            List<Long> servers =
                    children().stream().filter(pid -> !others.contains(pid)).toList();
            assertEquals(1, servers.size(), "one server for one environment");
            long early = 0;
            long earlyHeap = 0;
            long earlyBuffers = 0;
            for (int step = 0; step < STEPS; step++) {
                now = now instanceof TimeStep.Last ? environment.reset(task, step) : environment.step(action);
                if (step == STEPS / 100) {
                    early = kibibytes(servers.get(0));
                    earlyHeap = heapKibibytes();
                    earlyBuffers = bufferBytes();
                }
            }
            long late = kibibytes(servers.get(0));
            assertTrue(late - early < 1024, "from " + early + " to " + late + " KiB");
            long lateHeap = heapKibibytes();
            assertTrue(lateHeap - earlyHeap < 1024, "heap: from " + earlyHeap + " to " + lateHeap + " KiB");
            long lateBuffers = bufferBytes();
            assertTrue(lateBuffers <= earlyBuffers, "buffers: from " + earlyBuffers + " to " + lateBuffers + " bytes");
        }
    }

    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }

    /** What is left of the heap when nothing is on it that nobody holds. */
    private static long heapKibibytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }

    private static long bufferBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long kibibytes(long process) throws IOException {
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                .matcher(Files.readString(Path.of("/proc", Long.toString(process), "status")));
        assertTrue(resident.find());
        return Long.parseLong(resident.group(1));
    }
}
