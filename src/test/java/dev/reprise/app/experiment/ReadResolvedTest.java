package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadResolvedTest {
    @TempDir
    Path run;

    @Test
    void aRunOfBeforeASettingExistedHasItsDefault() throws IOException {
        Configs.Resolved now = SmallRun.config("seed=7");
        String all = now.tree().toYaml();
        String before = all.replaceAll("(?m)^  packNet:\\n(    .*\\n)*", "");
        assertNotEquals(all, before);
        Files.writeString(run.resolve("config.resolved.yaml"), before);
        assertEquals(now.hash(), Configs.readResolved(run).hash());
    }
}
