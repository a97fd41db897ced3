package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** One picture, or numbered ones from 0 on. */
final class PngSink implements FrameSink {
    private static final Pattern NUMBER = Pattern.compile("%(?:0(\\d))?d");

    private final Path file;
    private int count;

    PngSink(Path file) {
        this.file = file;
    }

    @Override
    public void add(BufferedImage picture) throws IOException {
        PendingFile pending = PendingFile.of(next());
        try {
            ImageIO.write(picture, "png", pending.written().toFile());
            pending.publish();
        } finally {
            pending.discard();
        }
        count++;
    }

    private Path next() {
        String name = String.valueOf(file.getFileName());
        Matcher number = NUMBER.matcher(name);
        if (number.find()) {
            int digits = number.group(1) == null ? 1 : Integer.parseInt(number.group(1));
            String text = String.valueOf(count);
            String padded = "0".repeat(Math.max(0, digits - text.length())) + text;
            return file.resolveSibling(name.substring(0, number.start()) + padded + name.substring(number.end()));
        }
        if (count > 0) {
            throw new IllegalArgumentException(
                    "'" + file + "' holds one picture; for several give their number a place,"
                            + " as in 'frame-%04d.png', or write a .gif or .mp4");
        }
        return file;
    }

    @Override
    public void close() {}

    @Override
    public void discard() {}
}
