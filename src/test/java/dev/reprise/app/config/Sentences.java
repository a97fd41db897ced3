package dev.reprise.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.UserException;
import org.junit.jupiter.api.function.Executable;

/** Asserts the whole sentence that a user gets to read. */
final class Sentences {
    private Sentences() {}

    static void says(String sentence, Executable mistake) {
        assertEquals(sentence, assertThrows(UserException.class, mistake).getMessage());
    }

    static ConfigTree tree(String... lines) {
        return ConfigTree.parse(String.join("\n", lines) + "\n", "configs/x.yaml");
    }
}
