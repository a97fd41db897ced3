package dev.reprise.envs.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeStepTest {
    private static final Measurement SEEN =
            Measurement.of(new MeasurementSchema(List.of(new Field("x", 1, "m", "base"))), new float[1]);
    private static final float[] OBSERVATION = {0};

    @Test
    void onlyTheTasksOwnEndStopsTheBootstrap() {
        assertEquals(0f, last(new Label(1, true, true), EndCause.TERMINATED).discount());
        assertEquals(1f, last(new Label(1, false, false), EndCause.TRUNCATED).discount());
    }

    @Test
    void causeAndLabelMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> last(new Label(1, true, false), EndCause.TRUNCATED));
        assertThrows(IllegalArgumentException.class, () -> last(new Label(1, false, false), EndCause.TERMINATED));
        assertThrows(IllegalArgumentException.class, () -> last(new Label(1, false, false), EndCause.ABORTED));
        assertThrows(IllegalArgumentException.class, () -> last(null, EndCause.TRUNCATED));
        assertEquals(EndCause.ABORTED, last(null, EndCause.ABORTED).cause());
        assertThrows(
                IllegalArgumentException.class, () -> new TimeStep.Mid(SEEN, OBSERVATION, new Label(0, true, false)));
    }

    private static TimeStep.Last last(@org.jspecify.annotations.Nullable Label label, EndCause cause) {
        return new TimeStep.Last(SEEN, OBSERVATION, label, cause, "");
    }
}
