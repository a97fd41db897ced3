package dev.reprise.sim.render.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSinkTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final Color BALL = new Color(220, 60, 40);

    @TempDir
    private Path folder;

    /** A ball that moves over a gradient. */
    private static BufferedImage picture(int frame) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, ((180 + y) << 16) | ((190 + y / 2) << 8) | 200);
            }
        }
        Graphics2D pen = picture.createGraphics();
        pen.setColor(BALL);
        pen.fillOval(10 + 3 * frame, 20, 20, 20);
        pen.dispose();
        return picture;
    }

    private void write(Path file, int frames, double framesPerSecond) throws IOException {
        try (FrameSink sink = FrameSink.open(file, framesPerSecond)) {
            for (int i = 0; i < frames; i++) {
                sink.add(picture(i));
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().endsWith(".part")).toList());
        }
    }

    private static double difference(BufferedImage a, int frame) {
        BufferedImage b = picture(frame);
        double sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs(((a.getRGB(x, y) >> shift) & 0xff) - ((b.getRGB(x, y) >> shift) & 0xff));
                }
            }
        }
        return sum / (3 * WIDTH * HEIGHT);
    }

    @Test
    void aPngHoldsThePictureToTheBit() throws IOException {
        Path file = folder.resolve("new/one.png");
        write(file, 1, 30);
        assertEquals(0, difference(ImageIO.read(file.toFile()), 0));
    }

    @Test
    void pngsAreNumberedWhereTheNameHasAPlace() throws IOException {
        write(folder.resolve("f-%03d.png"), 3, 30);
        for (int i = 0; i < 3; i++) {
            File file = folder.resolve("f-00" + i + ".png").toFile();
            assertEquals(0, difference(ImageIO.read(file), i));
        }
    }

    @Test
    void aFileThatIsGivenUpLeavesWhatLayThere() throws IOException {
        for (String name : List.of("a.gif", "a.mp4", "a.png")) {
            Path file = Files.writeString(folder.resolve(name), "from before");
            FrameSink sink = FrameSink.open(file, 30);
            if (!name.endsWith(".png")) {
                sink.add(picture(0));
            }
            sink.discard();
            sink.close();
            assertEquals("from before", Files.readString(file));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(3, left.count());
        }
    }

    @Test
    void oneNameHoldsOnePng() {
        String message = assertThrows(IllegalArgumentException.class, () -> write(folder.resolve("a.png"), 2, 30))
                .getMessage();
        assertTrue(String.valueOf(message).contains("frame-%04d.png"), message);
    }

    @Test
    void aGifHoldsAllFramesWithTheirTimes() throws IOException {
        Path file = folder.resolve("a.gif");
        write(file, 12, 30);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertEquals(12, reader.getNumImages(true));
            BufferedImage shown = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            int hundredths = 0;
            for (int i = 0; i < 12; i++) {
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                int left = attribute(root, "ImageDescriptor", "imageLeftPosition");
                int top = attribute(root, "ImageDescriptor", "imageTopPosition");
                hundredths += attribute(root, "GraphicControlExtension", "delayTime");
                shown.createGraphics().drawImage(reader.read(i), left, top, null);
                assertTrue(difference(shown, i) < 3, "frame " + i + " differs by " + difference(shown, i));
                assertEquals(
                        i == 0 ? 1 : 0,
                        root.getElementsByTagName("ApplicationExtension").getLength());
                assertEquals(0, root.getElementsByTagName("LocalColorTable").getLength(), "frames share a palette");
                assertTrue(i == 0 || reader.getWidth(i) < WIDTH / 2, "only what changed is written");
            }
            assertEquals(40, hundredths);
        } finally {
            reader.dispose();
        }
    }

    private static int attribute(IIOMetadataNode root, String node, String name) {
        IIOMetadataNode found = (IIOMetadataNode)
                Objects.requireNonNull(root.getElementsByTagName(node).item(0));
        return Integer.parseInt(found.getAttribute(name));
    }

    @Test
    void coloursThatComeLaterAreNearlyRight() throws IOException {
        Path file = folder.resolve("late.gif");
        BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        try (FrameSink sink = FrameSink.open(file, 10)) {
            sink.add(grey);
            sink.add(picture(0));
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertTrue(difference(reader.read(1), 0) < 30);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void anMp4HoldsAllFramesAndTheirColours() throws IOException, JCodecException {
        Path file = folder.resolve("a.mp4");
        write(file, 20, 25);
        try (SeekableByteChannel in = NIOUtils.readableChannel(file.toFile());
                MP4Demuxer demuxer = MP4Demuxer.createMP4Demuxer(in)) {
            assertEquals(20, demuxer.getVideoTrack().getMeta().getTotalFrames());
            assertEquals(0.8, demuxer.getVideoTrack().getMeta().getTotalDuration(), 1e-3);
        }
        try (SeekableByteChannel in = NIOUtils.readableChannel(file.toFile())) {
            FrameGrab grab = FrameGrab.createFrameGrab(in);
            for (int i = 0; i < 20; i++) {
                Picture decoded = Objects.requireNonNull(grab.getNativeFrame());
                assertEquals(WIDTH, decoded.getCroppedWidth());
                assertEquals(HEIGHT, decoded.getCroppedHeight());
                BufferedImage shown = rgb(decoded);
                assertTrue(difference(shown, i) < 4, "frame " + i + " differs by " + difference(shown, i));
            }
        }
    }

    /** BT.601, values from 16 to 235, as players read them. */
    private static BufferedImage rgb(Picture picture) {
        BufferedImage rgb = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int stride = picture.getWidth();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double bright = 1.164 * (picture.getPlaneData(0)[y * stride + x] + 128 - 16);
                int at = Math.floorDiv(y, 2) * Math.floorDiv(stride, 2) + Math.floorDiv(x, 2);
                double u = picture.getPlaneData(1)[at];
                double v = picture.getPlaneData(2)[at];
                int r = clamp(bright + 1.596 * v);
                int g = clamp(bright - 0.392 * u - 0.813 * v);
                int b = clamp(bright + 2.017 * u);
                rgb.setRGB(x, y, (r << 16) | (g << 8) | b);
            }
        }
        return rgb;
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    @Test
    void videosWithoutFramesLeaveNothing() throws IOException {
        for (String name : List.of("a.gif", "a.mp4", "a.png")) {
            write(folder.resolve(name), 0, 30);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedInASentence() throws IOException {
        refused("must end in .png, .gif or .mp4", () -> FrameSink.open(folder.resolve("a.avi"), 30));
        refused("frames a second", () -> FrameSink.open(folder.resolve("a.gif"), 0));
        try (FrameSink sink = FrameSink.open(folder.resolve("odd.mp4"), 30)) {
            refused("even", () -> sink.add(new BufferedImage(31, 20, BufferedImage.TYPE_INT_RGB)));
        }
        for (String name : List.of("b.gif", "b.mp4")) {
            try (FrameSink sink = FrameSink.open(folder.resolve(name), 30)) {
                sink.add(picture(0));
                refused("does not fit", () -> sink.add(new BufferedImage(32, 20, BufferedImage.TYPE_INT_RGB)));
            }
        }
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, call).getMessage());
        assertTrue(message.contains(part), message);
        assertEquals(message, message.strip().replace("\n", " "));
        assertTrue(message.length() < 250, message.toLowerCase(Locale.ROOT));
    }
}
