package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a Python says, and how much of it is kept. No Python is needed. */
class PythonProcessTest {
    private static final int LENGTH = 20_000_000;

    @Test
    void linesEndAsTheyDoOnAnySystem() throws IOException {
        Reader said = new StringReader("one\n 50 %\r100 %\n\ntwo");
        for (String expected : new String[] {"one", " 50 %", "100 %", "", "two"}) {
            assertEquals(expected, PythonProcess.line(said));
        }
        assertNull(PythonProcess.line(said));
    }

    @Test
    void aLineWithoutAnEndTakesNoMemory() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Reader endless = new Endless();
        long before = threads.getCurrentThreadAllocatedBytes();
        String line = PythonProcess.line(endless);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals("x".repeat(500) + " ...", line);
        assertTrue(allocated < 100_000, allocated + " bytes");
    }

    /** So many characters without a line's end. */
    private static final class Endless extends Reader {
        private int left = LENGTH;

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(char[] to, int offset, int length) {
            int count = Math.min(left, length);
            Arrays.fill(to, offset, offset + count, 'x');
            left -= count;
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {}
    }
}
