package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.reprise.app.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
    @TempDir
    Path folder;

    @Test
    void originsShowTheFileAsGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("quickstart.yaml"), "a: 1\nb: ä\n");
        assertEquals(Optional.of(file + ":2"), ConfigTree.read(file).origin("b"));
    }

    @Test
    void aMissingFileNamesItsNearestNeighbour() throws IOException {
        Files.writeString(folder.resolve("quickstart.yaml"), "");
        Path typo = folder.resolve("quikstart.yaml");
        says(
                typo + ": there is no such file; did you mean '" + folder.resolve("quickstart.yaml") + "'?",
                () -> ConfigTree.read(typo));
        Path other = folder.resolve("planar.yaml");
        says(other + ": there is no such file", () -> ConfigTree.read(other));
        Path nowhere = folder.resolve("nowhere/quickstart.yaml");
        says(nowhere + ": there is no such file", () -> ConfigTree.read(nowhere));
    }

    @Test
    void aFolderIsRefused() {
        says(folder + ": this is a folder; a YAML file is expected", () -> ConfigTree.read(folder));
    }

    @Test
    void aPathThroughAFileIsRefused() throws IOException {
        Path through = Files.writeString(folder.resolve("a.yaml"), "").resolve("b.yaml");
        // The reason after the colon is the operating system's.
        String sentence = assertThrows(UserException.class, () -> ConfigTree.read(through))
                .toString();
        assertTrue(sentence.contains(through + ": "), sentence);
    }

    @Test
    void aLockedFileIsRefused() throws IOException {
        Path locked = Files.writeString(folder.resolve("locked.yaml"), "a: 1");
        assumeFalse(locked.toFile().setReadable(false) && Files.isReadable(locked), "the superuser reads everything");
        says(locked + ": the file may not be read by this user", () -> ConfigTree.read(locked));
    }

    @Test
    void otherEncodingsAreRefusedAtTheirLine() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "a: 1\nb: ä\nc: 3\n".getBytes(StandardCharsets.ISO_8859_1));
        says(file + ":2: this is not UTF-8 text; save the file in that encoding", () -> ConfigTree.read(file));
    }

    @Test
    void aTruncatedLastCharacterIsRefused() throws IOException {
        Path file = folder.resolve("cut.yaml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xC3});
        says(file + ":1: this is not UTF-8 text; save the file in that encoding", () -> ConfigTree.read(file));
    }

    @Test
    void hugeFilesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("huge.yaml"), "a: " + "1".repeat(1 << 20));
        says(
                file + ": the text is longer than 1 MiB, the most that a configuration may have",
                () -> ConfigTree.read(file));
    }

    @Test
    void resourcesAreReadFromTheClassPath() {
        says(
                "configs/nowhere.yaml: the application brings no such configuration",
                () -> ConfigTree.resource("configs/nowhere.yaml"));
        ClassLoader other = new ClassLoader(null) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return new ByteArrayInputStream("a: 1".getBytes(StandardCharsets.UTF_8));
            }
        };
        assertEquals(
                Optional.of("configs/suite.yaml:1"),
                ConfigTree.resource(other, "configs/suite.yaml").origin("a"));
    }
}
