package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PresetsTest {
    @SuppressWarnings("unused") // read by the parameterized test
    private static final List<String> PRESETS = Configs.PRESETS;

    private static Configs.Resolved resolve(String... settings) {
        return Configs.resolve(ConfigTree.parse("", "test"), List.of(settings));
    }

    @ParameterizedTest
    @FieldSource("PRESETS")
    void everyPresetIsAWholeConfigAndNothingDiffersFromIt(String preset) {
        assertEquals(Map.of(), Configs.changesToPreset(resolve("preset=" + preset)));
    }

    @ParameterizedTest
    @FieldSource("PRESETS")
    void everyPresetLearnsOnASmallRun(String preset) {
        List<String> settings = new ArrayList<>(List.of("preset=" + preset, "agent.packNet.retrainSteps=5"));
        if (preset.equals("packnet")) {
            settings.add("agent.rehearsal.experience.rows=0"); // which small runs have
        }
        try (TrainLoop loop = SmallRun.loop(SmallRun.config(settings.toArray(String[]::new)), new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            assertTrue(loop.agent().gradientSteps() > 0);
        }
    }

    @Test
    void theUsersSettingsComeBehindThePresetsAndAreNamed() {
        Configs.Resolved resolved = resolve("preset=clonex", "agent.batch=64", "agent.network.widths=[32]");
        assertEquals(64, resolved.config().agent().batch());
        assertEquals(100, resolved.config().agent().rehearsal().policy().coefficient());
        Map<String, String> changes = Configs.changesToPreset(resolved);
        assertEquals("64 (preset: 128)", changes.get("agent.batch"));
        assertEquals(2, changes.size());
    }

    @Test
    void aRunIsCalledAfterItsPresetUnlessTheUserCallsItOtherwise() {
        assertEquals("online-ewc", resolve("preset=online-ewc").config().method());
        assertEquals("mine", resolve("preset=agem", "method=mine").config().method());
        assertEquals("rehearsal", resolve("seed=1").config().method());
    }

    @Test
    void anUnknownPresetIsRefusedWithTheNearest() {
        UserException refusal = assertThrows(UserException.class, () -> resolve("preset=clonx"));
        assertEquals("--set preset=clonx: unknown preset 'clonx'; did you mean 'clonex'?", refusal.getMessage());
    }
}
