package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Takes pictures of one size, one after the other, and makes a file of them. The file is written beside its place and moved
 * there when the sink is closed, so that it is whole or not there. For one thread.
 */
public interface FrameSink extends AutoCloseable {
    /**
     * Adds a picture; it is not kept.
     *
     * @throws IllegalArgumentException when it has another size than the first one
     */
    void add(BufferedImage picture) throws IOException;

    /** Finishes the file; without pictures there is none. Closing twice is allowed. */
    @Override
    void close() throws IOException;

    /**
     * Gives the file up in place of finishing it: what lay in its place stays. Numbered pictures that were added already
     * stay too. Does nothing once the sink is closed.
     */
    void discard() throws IOException;

    /**
     * What the file's suffix asks for: {@code .png} one picture, or one for each frame when the name has a place for the
     * number such as {@code frame-%04d.png}; {@code .gif} an animation that goes round; {@code .mp4} an H.264 video.
     *
     * @param framesPerSecond at which it is to be shown, above 0 and at most 240
     */
    static FrameSink open(Path file, double framesPerSecond) throws IOException {
        if (!(framesPerSecond > 0 && framesPerSecond <= 240)) {
            throw new IllegalArgumentException(
                    "a video shows more than 0 and at most 240 frames a second, not " + framesPerSecond);
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            return new PngSink(file);
        }
        if (name.endsWith(".gif")) {
            return new GifSink(file, framesPerSecond);
        }
        if (name.endsWith(".mp4")) {
            return new Mp4Sink(file, framesPerSecond);
        }
        throw new IllegalArgumentException(
                "pictures cannot be written to '" + file + "': its name must end in .png, .gif or .mp4");
    }
}
