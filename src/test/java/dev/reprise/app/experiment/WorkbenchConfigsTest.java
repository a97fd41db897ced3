package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.UserException;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WorkbenchConfigsTest {
    private static final Path FOLDER = Path.of("../configs/workbench");

    @Test
    void eachJobHasAConfigThatLearnsItAlone() {
        for (Task task : Suites.find("workbench").orElseThrow().tasks()) {
            Configs.Resolved config = Configs.read(FOLDER.resolve(task.id().name() + ".yaml"), List.of());
            assertEquals(
                    List.of(task.id()),
                    config.config().curriculumOf(config.suite()).tasks());
        }
    }

    @Test
    void ratesComeFromTheConfig() {
        Path reach = FOLDER.resolve("reach.yaml");
        assertEquals(0.05, Configs.read(reach, List.of()).suite().specs().controlPeriodSeconds());
        Configs.Resolved slower = Configs.read(reach, List.of("environment.controlSeconds=0.1"));
        assertEquals(0.1, slower.suite().specs().controlPeriodSeconds());
        assertEquals(50, slower.suite().specs().maxEpisodeSteps());
    }

    @Test
    void ratesThatDoNotFitAreRefusedInOneSentence() {
        assertEquals(
                "--set environment.controlSeconds=0.051: environment: the control period, 0.051 s, must be a whole number of"
                        + " physics steps of 0.0025 s",
                refusal("suite=workbench", "environment.controlSeconds=0.051"));
        assertTrue(refusal("environment.controlSeconds=0.1").endsWith("suite 'planar/easy' has fixed rates"));
        assertTrue(refusal("environment.lanes=0").endsWith("lanes must be in 1 … 256, not 0"));
    }

    private static String refusal(String... settings) {
        return String.valueOf(Assertions.assertThrows(UserException.class, () -> SmallRun.config(settings))
                .getMessage());
    }
}
