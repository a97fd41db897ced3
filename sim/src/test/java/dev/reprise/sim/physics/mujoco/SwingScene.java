package dev.reprise.sim.physics.mujoco;

import dev.reprise.sim.model.ActuatorSpec;
import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.SiteSpec;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A driven pendulum, a free ball of 2 kg over a floor, and a mocap body. The records are written by hand, so that they
 * can be made to differ from the file.
 */
final class SwingScene {
    static final String XML = """
            <mujoco model="swing">
              <compiler angle="radian"/>
              <option timestep="0.002"/>
              <worldbody>
                <geom name="floor" type="plane" size="0 0 1"/>
                <body name="handle" mocap="true" pos="0 0 2"/>
                <body name="arm" pos="0 0 1">
                  <joint name="swing" type="hinge" axis="0 1 0"/>
                  <geom name="beam" type="capsule" pos="0.2 0 0" size="0.02 0.2" euler="0 1.5707963 0" mass="1"/>
                  <site name="tip" pos="0.4 0 0" euler="0.3 0 0"/>
                </body>
                <body name="ball" pos="1 0 0.2">
                  <freejoint name="ball"/>
                  <geom name="ball" type="sphere" size="0.1" mass="2"/>
                </body>
              </worldbody>
              <actuator>
                <motor name="drive" joint="swing" ctrllimited="true" ctrlrange="-3 3"/>
              </actuator>
            </mujoco>
            """;

    static final int HANDLE = 1;
    static final int ARM = 2;
    static final int BALL = 3;
    static final int FLOOR_GEOM = 0;
    static final int BALL_GEOM = 2;

    private SwingScene() {}

    /** Writes the file and gives the records of the same scene. */
    static ModelSpec write(Path folder) throws IOException {
        return spec(Files.writeString(folder.resolve("swing.xml"), XML), 0.002, "swing");
    }

    /** The records, of any file. */
    static ModelSpec spec(Path file, double timestep, String hinge) {
        GeomSpec.Contact contact = new GeomSpec.Contact(1, 1, 3, 1, 0.005, 0.0001, 0);
        return new ModelSpec(
                "swing",
                file,
                new ModelSpec.Options(timestep, new Vector3(0, 0, -9.81)),
                List.of(
                        new BodySpec("world", -1, Pose.IDENTITY, false, null),
                        new BodySpec("handle", 0, Pose.at(0, 0, 2), true, null),
                        new BodySpec("arm", 0, Pose.at(0, 0, 1), false, null),
                        new BodySpec("ball", 0, Pose.at(1, 0, 0.2), false, null)),
                List.of(
                        joint(hinge, ARM, JointSpec.Type.HINGE, new Vector3(0, 1, 0)),
                        joint("ball", BALL, JointSpec.Type.FREE, Vector3.Z)),
                List.of(
                        new GeomSpec("floor", 0, new Shape.Plane(0, 0), Pose.IDENTITY, contact, Rgba.GREY, 0),
                        new GeomSpec(
                                "beam", ARM, new Shape.Capsule(0.02, 0.2), Pose.at(0.2, 0, 0), contact, Rgba.GREY, 0),
                        new GeomSpec("ball", BALL, new Shape.Sphere(0.1), Pose.IDENTITY, contact, Rgba.GREY, 0)),
                List.of(new SiteSpec("tip", ARM, Pose.at(0.4, 0, 0), new Shape.Sphere(0.005), Rgba.GREY, 0)),
                List.of(),
                List.of(new ActuatorSpec("drive", 0, 1, 1, 0, 0, 0, new Range(-3, 3), null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static JointSpec joint(String name, int body, JointSpec.Type type, Vector3 axis) {
        return new JointSpec(name, body, type, Vector3.ZERO, axis, null, 0, 0, 0, 0, 0, 0);
    }
}
