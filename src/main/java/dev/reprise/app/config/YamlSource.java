package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The text of a configuration, at most 1 MiB of UTF-8, from a file, a resource or a reader. */
final class YamlSource {
    private static final int LARGEST = 1 << 20;

    private YamlSource() {}

    static String file(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserException(file + ": this is a folder; a YAML file is expected");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return text(in, file.toString());
        } catch (NoSuchFileException e) {
            String hint = neighbour(file)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            throw new UserException(file + ": there is no such file" + hint, e);
        } catch (AccessDeniedException e) {
            throw new UserException(file + ": the file may not be read by this user", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static String resource(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new UserException(name + ": the application brings no such configuration");
            }
            return text(in, name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static String reader(Reader reader, String source) {
        StringBuilder text = new StringBuilder();
        char[] block = new char[8192];
        try {
            for (int n = reader.read(block); n >= 0; n = reader.read(block)) {
                checkSize(text.append(block, 0, n).length(), source);
            }
        } catch (IOException e) {
            throw unreadable(source, e);
        }
        return text.toString();
    }

    private static String text(InputStream in, String source) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        checkSize(bytes.length, source);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(input, output, true);
        String text = output.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw Origin.of(source, line).mistake("this is not UTF-8 text; save the file in that encoding");
        }
        return text;
    }

    private static void checkSize(int size, String source) {
        if (size > LARGEST) {
            throw new UserException(source + ": the text is longer than 1 MiB, the most that a configuration may have");
        }
    }

    private static UserException unreadable(String source, IOException e) {
        boolean reasoned = e instanceof FileSystemException;
        String reason = reasoned ? ((FileSystemException) e).getReason() : e.getMessage();
        return new UserException(source + ": cannot be read: " + reason, e);
    }

    private static Optional<Path> neighbour(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            return Suggestion.nearest(name.toString(), names).map(file::resolveSibling);
        } catch (IOException e) {
            // A folder that cannot be listed has no suggestion; the missing file is the mistake to report.
            return Optional.empty();
        }
    }
}
