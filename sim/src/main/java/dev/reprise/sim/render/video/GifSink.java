package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An animation with one palette that goes round for ever. Of each frame only the rectangle that changed is written. GIF
 * counts time in hundredths of a second, so that single frames stand a little longer or shorter; the whole is right.
 */
final class GifSink implements FrameSink {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final String STREAM_FORMAT = "javax_imageio_gif_stream_1.0";
    /** Hundredths of a second; browsers show what is shorter much longer. */
    private static final int SHORTEST = 2;

    private final PendingFile pending;
    private final double framesPerSecond;
    private final ImageWriter writer;
    private final ImageOutputStream out;
    private @Nullable Palette palette;
    private @Nullable IndexColorModel colours;
    private int width;
    private int height;
    private byte[] before = {};
    private byte[] now = {};
    private int count;
    private long shown;
    private boolean closed;

    GifSink(Path file, double framesPerSecond) throws IOException {
        this.framesPerSecond = framesPerSecond;
        this.pending = PendingFile.of(file);
        this.writer = ImageIO.getImageWritersByFormatName("gif").next();
        this.out = ImageIO.createImageOutputStream(pending.written().toFile());
        writer.setOutput(out);
    }

    @Override
    public void add(BufferedImage picture) throws IOException {
        Palette of = palette;
        if (of == null) {
            of = begin(picture);
        }
        Sizes.check(picture, width, height);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                now[y * width + x] = of.index(row[x], x, y);
            }
        }
        write();
        byte[] old = before;
        before = now;
        now = old;
        count++;
    }

    private Palette begin(BufferedImage picture) throws IOException {
        Palette of = Palette.of(picture);
        palette = of;
        colours = of.colourModel();
        width = picture.getWidth();
        height = picture.getHeight();
        before = new byte[width * height];
        now = new byte[width * height];
        writer.prepareWriteSequence(streamMetadata(colourModel()));
        return of;
    }

    /** The palette of all frames; without it Java's writer takes one of its own. */
    private IIOMetadata streamMetadata(IndexColorModel model) throws IOException {
        IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(STREAM_FORMAT);
        IIOMetadataNode table = child(root, "GlobalColorTable");
        while (table.hasChildNodes()) {
            table.removeChild(table.getFirstChild());
        }
        table.setAttribute("sizeOfGlobalColorTable", String.valueOf(model.getMapSize()));
        table.setAttribute("backgroundColorIndex", "0");
        table.setAttribute("sortFlag", "FALSE");
        for (int i = 0; i < model.getMapSize(); i++) {
            IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
            entry.setAttribute("index", String.valueOf(i));
            entry.setAttribute("red", String.valueOf(model.getRed(i)));
            entry.setAttribute("green", String.valueOf(model.getGreen(i)));
            entry.setAttribute("blue", String.valueOf(model.getBlue(i)));
            table.appendChild(entry);
        }
        metadata.setFromTree(STREAM_FORMAT, root);
        return metadata;
    }

    private void write() throws IOException {
        int top = 0;
        int bottom = height - 1;
        int left = 0;
        int right = width - 1;
        if (count > 0) {
            // One pixel at least: a frame must have something.
            while (top < bottom && same(top, 0, width)) {
                top++;
            }
            while (bottom > top && same(bottom, 0, width)) {
                bottom--;
            }
            while (left < right && sameColumn(left, top, bottom)) {
                left++;
            }
            while (right > left && sameColumn(right, top, bottom)) {
                right--;
            }
        }
        BufferedImage part =
                new BufferedImage(right - left + 1, bottom - top + 1, BufferedImage.TYPE_BYTE_INDEXED, colourModel());
        byte[] pixels = ((DataBufferByte) part.getRaster().getDataBuffer()).getData();
        for (int y = top; y <= bottom; y++) {
            System.arraycopy(now, y * width + left, pixels, (y - top) * part.getWidth(), part.getWidth());
        }
        writer.writeToSequence(new IIOImage(part, null, metadata(part, left, top)), null);
    }

    private IndexColorModel colourModel() {
        if (colours == null) {
            throw new IllegalStateException("there is no palette before the first picture");
        }
        return colours;
    }

    private boolean same(int row, int from, int to) {
        return Arrays.equals(now, row * width + from, row * width + to, before, row * width + from, row * width + to);
    }

    private boolean sameColumn(int x, int top, int bottom) {
        for (int y = top; y <= bottom; y++) {
            if (now[y * width + x] != before[y * width + x]) {
                return false;
            }
        }
        return true;
    }

    private IIOMetadata metadata(BufferedImage part, int left, int top) throws IOException {
        // Not made from the picture itself: for that Java takes its own palette.
        ImageTypeSpecifier type = new ImageTypeSpecifier(part.getColorModel(), part.getSampleModel());
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode place = child(root, "ImageDescriptor");
        place.setAttribute("imageLeftPosition", String.valueOf(left));
        place.setAttribute("imageTopPosition", String.valueOf(top));
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", String.valueOf(delay()));
        control.setAttribute("transparentColorIndex", "0");
        if (count == 0) {
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        metadata.setFromTree(FORMAT, root);
        return metadata;
    }

    private int delay() {
        long end = Math.round(100 * (count + 1) / framesPerSecond);
        int delay = (int) Math.max(SHORTEST, end - shown);
        shown += delay;
        return delay;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (count > 0) {
                writer.endWriteSequence();
            }
        } finally {
            writer.dispose();
        }
        if (count > 0) {
            pending.publish();
        } else {
            pending.discard();
        }
    }

    @Override
    public void discard() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            writer.dispose();
        } finally {
            pending.discard();
        }
    }
}
