package dev.reprise.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> TASKS =
            List.of("reach-north-east", "reach-north", "push-block", "batchSize", "lr");

    @Test
    void findsOneEditOfAnyKind() {
        for (String typo : List.of("push-blck", "push-bloock", "push-blick", "push-bolck", "PUSH_BLOCK")) {
            assertEquals(Optional.of("push-block"), Suggestion.nearest(typo, TASKS), typo);
        }
    }

    @Test
    void findsTheNearestOfSeveral() {
        assertEquals(Optional.of("reach-north"), Suggestion.nearest("reach-nort", TASKS));
        assertEquals(Optional.of("reach-north-east"), Suggestion.nearest("reach-north-eat", TASKS));
        assertEquals(Optional.of("batchSize"), Suggestion.nearest("batch-size", TASKS));
        assertEquals(Optional.of("lr"), Suggestion.nearest("rl", TASKS));
    }

    @Test
    void takesTheFirstOfEquallyNearWords() {
        assertEquals(Optional.of("task-a"), Suggestion.nearest("task-c", List.of("task-a", "task-b")));
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertEquals(Optional.empty(), Suggestion.nearest("temperature", TASKS));
        assertEquals(Optional.empty(), Suggestion.nearest("x", TASKS));
        assertEquals(Optional.empty(), Suggestion.nearest("", TASKS));
        assertEquals(Optional.empty(), Suggestion.nearest("push-block", List.of()));
        assertEquals(Optional.empty(), Suggestion.nearest("a".repeat(100_000), List.of("a".repeat(100_000))));
    }
}
