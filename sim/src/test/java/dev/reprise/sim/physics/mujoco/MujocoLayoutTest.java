package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.physics.mujoco.MujocoLayout.Field;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MujocoLayoutTest {
    @Test
    void knownVersionsHaveTheirOwnOffsets() {
        MujocoLayout debian = MujocoLayout.of("2.2.2");
        assertEquals(40376, debian.at(Field.QPOS));
        assertEquals(4, debian.at(Field.SIZE_WIDTH));
        MujocoLayout newest = MujocoLayout.of("4.0.0");
        assertEquals(160688, newest.at(Field.QPOS));
        assertEquals(8, newest.at(Field.SIZE_WIDTH));
        assertEquals("4.0.0", newest.version());
    }

    @Test
    void everyVersionStandsInTheTableOnce() {
        List<String> versions =
                MujocoLayout.known().stream().map(MujocoLayout::version).toList();
        assertEquals(versions.size(), new HashSet<>(versions).size());
        assertTrue(versions.containsAll(List.of("2.2.2", "2.3.7", "3.0.0", "3.3.7", "3.14.0", "3.17.0", "4.0.0")));
    }

    @Test
    void everythingLiesWhereItCanLie() {
        for (MujocoLayout layout : MujocoLayout.known()) {
            String version = layout.version();
            int width = layout.at(Field.SIZE_WIDTH);
            assertEquals(0, layout.at(Field.NQ), version);
            assertEquals(width, layout.at(Field.NV), version);
            assertEquals(0, layout.at(Field.NMOCAP) % width, version);
            assertTrue(layout.at(Field.TIMESTEP) > layout.at(Field.NMOCAP), version);
            assertTrue(layout.at(Field.TIME) > layout.at(Field.NCON), version);
            assertEquals(layout.at(Field.QPOS) + 8, layout.at(Field.QVEL), version);
            assertEquals(layout.at(Field.XPOS) + 8, layout.at(Field.XQUAT), version);
            assertTrue(layout.at(Field.SITE_XMAT) > layout.at(Field.SITE_XPOS), version);
            assertTrue(layout.at(Field.CONTACT_SIZE) > layout.at(Field.CONTACT_EFC_ADDRESS), version);
            for (Field pointer : List.of(Field.CONTACT, Field.QPOS, Field.CTRL, Field.MOCAP_POS, Field.SITE_XPOS)) {
                assertEquals(0, layout.at(pointer) % 8, version + " " + pointer);
            }
        }
    }

    @Test
    void anUnknownVersionIsRefusedWithTheKnownOnes() {
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> MujocoLayout.of("9.9.9"))
                .getMessage());
        assertTrue(message.startsWith("MuJoCo 9.9.9 is not among the versions"), message);
        assertTrue(message.contains("2.2.2, ") && message.contains(", 4.0.0)"), message);
        assertTrue(message.contains("layouts.sh"), message);
    }
}
