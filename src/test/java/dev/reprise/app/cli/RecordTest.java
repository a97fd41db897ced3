package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.jcodec.scale.AWTUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `record` leaves, read back. */
class RecordTest {
    private static final List<String> SMALL = List.of("--width", "96", "--height", "64", "--after-success", "0.2");

    @TempDir
    Path folder;

    private Child.Result record(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("record"));
        all.addAll(List.of(arguments));
        all.addAll(SMALL);
        Child.Result result = Child.run(folder, all.toArray(new String[0]));
        assertEquals(0, result.status(), result.err());
        assertEquals("", result.err());
        return result;
    }

    @Test
    void anExpertIsRecordedAsPictureAnimationAndVideo() throws IOException, InterruptedException, JCodecException {
        record("--expert", "reach", "reach.png");
        assertShowsSomething(ImageIO.read(folder.resolve("reach.png").toFile()));

        Child.Result said = record("--expert", "reach,push", "--fps", "10", "two.gif");
        assertTrue(said.out().contains("2 of 2 episodes succeeded"), said.out());
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(folder.resolve("two.gif").toFile())) {
            reader.setInput(in);
            assertTrue(reader.getNumImages(true) > 10, "pictures: " + reader.getNumImages(true));
            assertShowsSomething(reader.read(0));
        }

        record("--expert", "reach", "--no-text", "--camera", "front", "reach.mp4");
        List<BufferedImage> frames = frames(folder.resolve("reach.mp4").toFile());
        assertTrue(frames.size() > 5, "frames: " + frames.size());
        frames.forEach(RecordTest::assertShowsSomething);
        assertTrue(differs(frames.get(0), frames.get(frames.size() - 1)), "the arm moves");
        assertNothingPending();
    }

    @Test
    void thePolicyOfARunIsRecordedAsItIsEvaluated() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("small.yaml"), """
                suite: workbench
                curriculum: {tasks: [reach, push], steps: 60, times: 1}
                evaluation: {interval: 60, episodes: 1}
                checkpoint: {interval: 50}
                agent: {randomSteps: 50, network: {widths: [16]}, batch: 16}
                """);
        Child.Result train = Child.run(folder, "train", "small.yaml", "--out", "run");
        assertEquals(0, train.status(), train.err());
        Child.Result said = record("run", "--task", "push", "push-%03d.png", "--fps", "2");
        assertTrue(said.out().contains("of 1 episodes succeeded"), said.out());
        assertShowsSomething(ImageIO.read(folder.resolve("push-009.png").toFile()));

        Child.Result unknown = Child.run(folder, "record", "run", "--task", "pull", "x.gif");
        assertEquals(2, unknown.status());
        assertTrue(
                unknown.err().contains("has no task 'pull'") && unknown.err().contains("reach, push"), unknown.err());

        Files.delete(folder.resolve("run/policy.zip"));
        Files.move(folder.resolve("run/checkpoints"), folder.resolve("elsewhere"));
        Child.Result none = Child.run(folder, "record", "run", "x.gif");
        assertEquals(2, none.status(), none.err());
        assertEquals(
                "reprise: run has neither a policy nor a checkpoint yet",
                none.err().strip());
    }

    @Test
    void aStoppedRecordingLeavesWhatWasThereBefore() throws IOException, InterruptedException {
        Path file = folder.resolve("reach.mp4");
        Files.writeString(file, "from before");
        Process child = Child.start(
                folder, Child.classPath(), List.of("record", "--expert", "push", "--episodes", "100000", "reach.mp4"));
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (pending().stream().noneMatch(path -> path.toFile().length() > 100_000)) {
                assertTrue(child.isAlive() && System.nanoTime() < deadline, Child.errors(folder));
                Thread.sleep(100);
            }
            child.destroy(); // SIGTERM, which is handled as Ctrl-C is
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        assertTrue(Files.readString(folder.resolve("out.txt")).contains("stopped; reach.mp4 was not made"));
        assertEquals("from before", Files.readString(file));
        assertNothingPending();
    }

    private List<Path> pending() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(".part")).toList();
        }
    }

    private void assertNothingPending() throws IOException {
        assertEquals(List.of(), pending());
    }

    private static List<BufferedImage> frames(File file) throws IOException, JCodecException {
        List<BufferedImage> frames = new ArrayList<>();
        try (SeekableByteChannel channel = NIOUtils.readableChannel(file)) {
            FrameGrab grab = FrameGrab.createFrameGrab(channel);
            for (Picture next = grab.getNativeFrame(); next != null; next = grab.getNativeFrame()) {
                frames.add(AWTUtil.toBufferedImage(next));
            }
        }
        return frames;
    }

    private static void assertShowsSomething(BufferedImage picture) {
        assertNotNull(picture);
        assertEquals(96, picture.getWidth());
        assertEquals(64, picture.getHeight());
        long colours = Stream.iterate(0, i -> i < 96 * 64, i -> i + 1)
                .map(i -> picture.getRGB(i % 96, i / 96))
                .distinct()
                .count();
        assertTrue(colours > 50, colours + " colours");
    }

    private static boolean differs(BufferedImage a, BufferedImage b) {
        int changed = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                changed += Math.abs((a.getRGB(x, y) & 0xff) - (b.getRGB(x, y) & 0xff)) > 20 ? 1 : 0;
            }
        }
        return changed > 20;
    }

    @Test
    void mistakesGetOneSentence() throws IOException, InterruptedException {
        assertTrue(mistake("record", "--expert", "raech", "x.gif")
                .contains("did you mean 'reach'? there are reach, push"));
        assertTrue(mistake("record", "--expert", "reach", "x.avi").contains("must end in .mp4, .gif or .png"));
        assertTrue(mistake("record", "--expert", "reach", "--suite", "planar/easy", "x.gif")
                .contains("suite 'planar/easy' has no world that can be looked at; those that have are workbench"));
        assertTrue(mistake("record", "--expert", "reach", "run", "x.gif").contains("name the file alone"));
        assertTrue(mistake("record", "x.gif").contains("name a run folder and the file"));
        assertTrue(mistake("record", "nothing", "x.gif").contains("nothing is no run folder"));
        assertTrue(
                mistake("record", "--expert", "reach", "--fps", "50", "x.gif").contains("at most 20"));
        assertTrue(
                mistake("record", "--expert", "reach", "--width", "65", "x.mp4").contains("even number"));
        assertTrue(mistake("record", "--expert", "reach", "--camera", "side", "x.gif")
                .contains("(jobs, front)"));
        Files.writeString(folder.resolve("file"), "");
        assertTrue(mistake("record", "--expert", "reach", "file/x.gif").contains("cannot write file/x.gif"));
        assertNothingPending();
        assertFalse(Files.exists(folder.resolve("x.gif")));
    }

    private String mistake(String... arguments) throws IOException, InterruptedException {
        Child.Result result = Child.run(folder, arguments);
        assertEquals(2, result.status(), result.out() + result.err());
        assertEquals(1, result.err().lines().count(), "one sentence: " + result.err());
        return result.err().strip();
    }
}
