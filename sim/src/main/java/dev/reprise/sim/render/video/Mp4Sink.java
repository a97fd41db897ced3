package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.muxer.MP4Muxer;
import org.jspecify.annotations.Nullable;

/** An H.264 video of constant quality; widths and heights are even. */
final class Mp4Sink implements FrameSink {
    /** Parts of a second in which time is counted, as usual for video. */
    private static final int TIMESCALE = 90_000;
    /** A whole picture each so often, so that players can jump there; frames. */
    private static final int KEY_INTERVAL = 60;
    /** No search for motion, pixels: it doubles the time and spares 3 % of the file, since the camera stands still. */
    private static final int MOTION_SEARCH = 0;
    /** H.264's QP. Flat light surfaces show tinted squares from about 20 on. */
    private static final int QUANTISER = 16;

    private final PendingFile pending;
    private final double framesPerSecond;
    private final SeekableByteChannel out;
    private final MP4Muxer muxer;
    private final H264Encoder encoder;
    private @Nullable YuvPicture yuv;
    private @Nullable MuxerTrack track;
    private int width;
    private int height;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int count;
    private boolean closed;

    Mp4Sink(Path file, double framesPerSecond) throws IOException {
        this.framesPerSecond = framesPerSecond;
        this.pending = PendingFile.of(file);
        this.out = NIOUtils.writableChannel(pending.written().toFile());
        this.muxer = MP4Muxer.createMP4Muxer(out, Brand.MP4);
        this.encoder = new H264Encoder(new ConstantQuality());
        encoder.setKeyInterval(KEY_INTERVAL);
        encoder.setMotionSearchRange(MOTION_SEARCH);
    }

    private static final class ConstantQuality implements RateControl {
        @Override
        public int startPicture(Size size, int most, SliceType type) {
            return QUANTISER;
        }

        @Override
        public int initialQpDelta() {
            return 0;
        }

        @Override
        public int accept(int bits) {
            return 0;
        }
    }

    @Override
    public void add(BufferedImage picture) throws IOException {
        if (count == 0) {
            begin(picture);
        }
        Sizes.check(picture, width, height);
        if (yuv == null || track == null) {
            throw new IllegalStateException("the video has not begun");
        }
        buffer.clear();
        VideoEncoder.EncodedFrame frame = encoder.encodeFrame(yuv.of(picture), buffer);
        long start = time(count);
        track.addFrame(Packet.createPacket(
                frame.getData(),
                start,
                TIMESCALE,
                time(count + 1) - start,
                count,
                frame.isKeyFrame() ? Packet.FrameType.KEY : Packet.FrameType.INTER,
                null));
        count++;
    }

    private long time(int frame) {
        return Math.round(frame * TIMESCALE / framesPerSecond);
    }

    private void begin(BufferedImage picture) {
        width = picture.getWidth();
        height = picture.getHeight();
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "an .mp4 needs an even number of pixels each way, not " + width + " x " + height);
        }
        yuv = new YuvPicture(width, height);
        // Noise could need more than the pixels themselves; jcodec throws where a buffer is full.
        buffer = ByteBuffer.allocate(6 * width * height + 65_536);
        Size size = new Size(width, height);
        track = muxer.addVideoTrack(Codec.H264, VideoCodecMeta.createSimpleVideoCodecMeta(size, ColorSpace.YUV420J));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (count > 0) {
                muxer.finish();
            }
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
        try {
            out.close();
        } finally {
            pending.discard();
        }
    }
}
