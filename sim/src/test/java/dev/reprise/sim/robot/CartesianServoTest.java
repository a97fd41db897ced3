package dev.reprise.sim.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CartesianServoTest {
    private static final double[] REST = {0.2, 0.6, -0.3, -1.2, 0.1, 0.9, 0.05};

    @TempDir
    static Path folder;

    private static ModelSpec model;

    /** Six hinges about changing axes and a slide, anchors off the bodies' origins. */
    @BeforeAll
    static void writeArm() throws IOException {
        StringBuilder text = new StringBuilder("<mujoco><compiler angle='radian'/><worldbody>");
        String[] axes = {"0 0 1", "0 1 0", "0.6 0 0.8", "0 1 0", "1 0 0", "0 1 0"};
        for (String axis : axes) {
            text.append("<body pos='0.02 0 0.2' euler='0.1 0 0.2'><joint name='h")
                    .append(text.length())
                    .append("' pos='0 0.03 0' range='-2.5 2.5' axis='")
                    .append(axis)
                    .append("'/><geom type='capsule' size='0.03' fromto='0 0 0 0.02 0 0.2'/>");
        }
        text.append("<body pos='0 0 0.1'><joint name='s' type='slide' axis='0 0 1' range='-0.1 0.1'/>"
                + "<geom type='sphere' size='0.03'/><site name='tool' pos='0 0 0.1' euler='0 0.3 0'/></body>");
        text.append("</body>".repeat(axes.length)).append("</worldbody></mujoco>");
        Path file = folder.resolve("arm.xml");
        Files.writeString(file, text);
        model = MjcfReader.read(file);
    }

    /** The tool by the model's records alone. */
    private static Pose expected(double[] q) {
        Pose pose = Pose.IDENTITY;
        for (int body = 1; body < model.bodies().size(); body++) {
            BodySpec spec = model.bodies().get(body);
            pose = pose.times(spec.pose());
            JointSpec joint = model.joints().get(body - 1);
            Pose moved = joint.type() == JointSpec.Type.SLIDE
                    ? new Pose(joint.axis().times(q[body - 1]), Quaternion.IDENTITY)
                    : new Pose(joint.position(), Quaternion.about(joint.axis(), q[body - 1]))
                            .times(new Pose(joint.position().times(-1), Quaternion.IDENTITY));
            pose = pose.times(moved);
        }
        return pose.times(model.sites().get(model.site("tool")).pose());
    }

    private static void assertSame(Pose expected, Pose actual) {
        assertEquals(0, expected.position().minus(actual.position()).norm(), 1e-12);
        Quaternion apart = expected.rotation().inverse().times(actual.rotation());
        assertEquals(1, Math.abs(apart.w()), 1e-12);
    }

    private static double[] positions(SplittableRandom random) {
        double[] q = new double[7];
        for (int i = 0; i < 7; i++) {
            q[i] = i < 6 ? random.nextDouble(-2, 2) : random.nextDouble(-0.1, 0.1);
        }
        return q;
    }

    @Test
    void theToolIsWhereTheModelsFramesPutIt() {
        ArmKinematics arm = new ArmKinematics(model, "tool");
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            double[] q = positions(random);
            arm.setPositions(q);
            double[] tool = new double[7];
            arm.tool(tool);
            assertSame(
                    expected(q),
                    new Pose(
                            new Vector3(tool[0], tool[1], tool[2]),
                            new Quaternion(tool[3], tool[4], tool[5], tool[6])));
        }
    }

    @Test
    void theJacobianIsTheDerivativeOfTheTool() {
        ArmKinematics arm = new ArmKinematics(model, "tool");
        double[] q = positions(new SplittableRandom(2));
        arm.setPositions(q);
        DMatrixRMaj jacobian = arm.jacobian().copy();
        Pose at = expected(q);
        double h = 1e-6;
        for (int i = 0; i < 7; i++) {
            double[] moved = q.clone();
            moved[i] += h;
            Pose there = at.inverse().times(expected(moved));
            assertEquals(2 * there.rotation().x() / h, jacobian.get(0, i), 1e-5);
            assertEquals(2 * there.rotation().y() / h, jacobian.get(1, i), 1e-5);
            assertEquals(2 * there.rotation().z() / h, jacobian.get(2, i), 1e-5);
            assertEquals(there.position().x() / h, jacobian.get(3, i), 1e-5);
            assertEquals(there.position().y() / h, jacobian.get(4, i), 1e-5);
            assertEquals(there.position().z() / h, jacobian.get(5, i), 1e-5);
        }
    }

    @Test
    void theServoFindsPosesNearRestAndStaysWithinLimits() {
        ArmKinematics arm = new ArmKinematics(model, "tool");
        CartesianServo servo = new CartesianServo(model, arm, REST);
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 20; trial++) {
            double[] goal = REST.clone();
            for (int i = 0; i < 6; i++) {
                goal[i] += random.nextDouble(-0.3, 0.3);
            }
            Pose target = expected(goal);
            double[] q = servo.rest();
            double left = servo.approach(target, q, 200);
            assertTrue(left < 2e-3, "trial " + trial + ": " + left + " m");
            for (int i = 0; i < 7; i++) {
                double most = i < 6 ? 2.5 : 0.1;
                assertTrue(Math.abs(q[i]) <= most, "joint " + i + ": " + q[i]);
            }
        }
    }

    @Test
    void aPoseOutOfReachEndsAtALimitAndNotInNumbersThatAreNone() {
        ArmKinematics arm = new ArmKinematics(model, "tool");
        CartesianServo servo = new CartesianServo(model, arm, REST);
        double[] q = servo.rest();
        double left = servo.approach(new Pose(new Vector3(9, 0, 0), Quaternion.IDENTITY), q, 300);
        assertTrue(left > 7);
        for (double position : q) {
            assertTrue(Math.abs(position) <= 2.5);
        }
    }

    @Test
    void theSameTargetsGiveTheSameBits() {
        double[] one = new CartesianServo(model, new ArmKinematics(model, "tool"), REST).rest();
        double[] other = one.clone();
        Pose target = expected(new double[] {0.1, 0.5, -0.2, -1, 0, 1, 0});
        new CartesianServo(model, new ArmKinematics(model, "tool"), REST).approach(target, one, 30);
        new CartesianServo(model, new ArmKinematics(model, "tool"), REST).approach(target, other, 30);
        assertArrayEquals(one, other);
    }

    @Test
    void wrongUseIsRefused() {
        ArmKinematics arm = new ArmKinematics(model, "tool");
        assertThrows(IllegalArgumentException.class, () -> new CartesianServo(model, arm, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> new ArmKinematics(model, "nothing"));
    }
}
