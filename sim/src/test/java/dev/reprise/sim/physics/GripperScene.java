package dev.reprise.sim.physics;

import java.util.ArrayList;
import java.util.List;

/** A hand on a vertical slide with two fingers, above a cube of 4 cm and 50 g on the floor. */
final class GripperScene {
    private GripperScene() {}

    /**
     * Fingers press with at most 10 N each: at friction 1 they can hold 2 kg. The options keep MuJoCo's soft friction
     * from creeping; its position servos know no kv before version 3.1.
     */
    static final String ELEMENTS = """
              <option cone="elliptic" impratio="10"/>
              <worldbody>
                <geom name="floor" type="plane" size="0 0 1"/>
                <body name="hand" pos="0 0 0.12">
                  <joint name="lift" type="slide" axis="0 0 1" range="-0.1 0.5" damping="10"/>
                  <geom type="box" size="0.06 0.02 0.02" mass="0.6"/>
                  <body name="left" pos="-0.035 0 -0.06">
                    <joint name="left" type="slide" axis="1 0 0" range="0 0.03" damping="5" armature="0.02"/>
                    <geom type="box" size="0.005 0.01 0.04" mass="0.05" friction="1 0.005 0.0001" condim="4"/>
                  </body>
                  <body name="right" pos="0.035 0 -0.06">
                    <joint name="right" type="slide" axis="-1 0 0" range="0 0.03" damping="5" armature="0.02"/>
                    <geom type="box" size="0.005 0.01 0.04" mass="0.05" friction="1 0.005 0.0001" condim="4"/>
                  </body>
                </body>
                <body name="cube" pos="0.001 0 0.02">
                  <freejoint name="cube"/>
                  <geom name="cube" type="box" size="0.02 0.02 0.02" mass="0.05" friction="1 0.005 0.0001" condim="4"/>
                </body>
              </worldbody>
              <contact>
                <exclude body1="left" body2="right"/>
              </contact>
              <actuator>
                <general name="lift" joint="lift" gainprm="3000" biastype="affine" biasprm="0 -3000 -200"/>
                <general name="left" joint="left" gainprm="1000" biastype="affine" biasprm="0 -1000 -30" forcerange="-10 10"/>
                <general name="right" joint="right" gainprm="1000" biastype="affine" biasprm="0 -1000 -30" forcerange="-10 10"/>
              </actuator>
            """;

    /** Goes down around the cube. */
    static void reach(World world) {
        world.setControl(world.model().actuator("lift"), -0.015);
        EngineContract.run(world, 0.6);
    }

    /** Closes the fingers. */
    static void close(World world) {
        world.setControl(world.model().actuator("left"), 0.03);
        world.setControl(world.model().actuator("right"), 0.03);
        EngineContract.run(world, 0.3);
    }

    /** Lifts by 20 cm in one second. */
    static void lift(World world) {
        int lift = world.model().actuator("lift");
        for (int i = 1; i <= 100; i++) {
            world.setControl(lift, -0.015 + 0.002 * i);
            EngineContract.run(world, 0.01);
        }
    }

    /** Grasps and lifts; the bits of all joints after each of the three. */
    static long[] play(World world) {
        List<Long> bits = new ArrayList<>();
        reach(world);
        record(world, bits);
        close(world);
        record(world, bits);
        lift(world);
        record(world, bits);
        return bits.stream().mapToLong(Long::longValue).toArray();
    }

    private static void record(World world, List<Long> bits) {
        WorldState state = world.state();
        for (double position : state.positions()) {
            bits.add(Double.doubleToRawLongBits(position));
        }
        for (double velocity : state.velocities()) {
            bits.add(Double.doubleToRawLongBits(velocity));
        }
    }
}
