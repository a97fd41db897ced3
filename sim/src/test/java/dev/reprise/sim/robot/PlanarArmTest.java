package dev.reprise.sim.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlanarArmTest {
    @Test
    void jointsAtZeroStretchTheArmAlongX() {
        PlanarArm arm = new PlanarArm(0.8, 0.7, 0.5);
        assertEquals(2.0, arm.tipX(), 1e-12);
        assertEquals(0.0, arm.tipY(), 1e-12);
        assertEquals(2.0, arm.reach(), 1e-12);
    }

    @Test
    void jointsTurnLinksRelativeToTheLinkBefore() {
        PlanarArm arm = new PlanarArm(1, 1);
        arm.setJoint(0, Math.PI / 2);
        arm.setJoint(1, -Math.PI / 2);
        assertEquals(0, arm.endX(0), 1e-12);
        assertEquals(1, arm.endY(0), 1e-12);
        assertEquals(1, arm.tipX(), 1e-12);
        assertEquals(1, arm.tipY(), 1e-12);
        assertEquals(0, arm.tipDirection(), 1e-12);
    }

    @Test
    void anglesStayInTheHalfOpenCircle() {
        PlanarArm arm = new PlanarArm(1);
        for (int i = 0; i < 1000; i++) {
            arm.turnJoint(0, 0.2);
            assertTrue(arm.joint(0) > -Math.PI && arm.joint(0) <= Math.PI, "angle " + arm.joint(0));
        }
        assertEquals(PlanarArm.wrap(200.0), arm.joint(0), 1e-9);
        assertEquals(Math.PI, PlanarArm.wrap(-Math.PI), 1e-15);
        assertEquals(Math.PI, PlanarArm.wrap(3 * Math.PI), 1e-12);
    }

    @Test
    void linksMustHaveALength() {
        assertThrows(IllegalArgumentException.class, () -> new PlanarArm());
        assertThrows(IllegalArgumentException.class, () -> new PlanarArm(1, 0));
    }
}
