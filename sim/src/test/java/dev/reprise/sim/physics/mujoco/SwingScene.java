package dev.reprise.sim.physics.mujoco;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A driven pendulum, a free ball of 2 kg over a floor, and a mocap body. */
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

    /** Writes the file and reads it. */
    static ModelSpec write(Path folder) throws IOException {
        return MjcfReader.read(Files.writeString(folder.resolve("swing.xml"), XML));
    }
}
