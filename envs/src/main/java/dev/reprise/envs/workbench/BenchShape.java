package dev.reprise.envs.workbench;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.sim.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/** The bench as a robot: arm and fingers are commanded positions; fixtures tell how far they are open; things are located. */
final class BenchShape {
    private BenchShape() {}

    /** The arm's joints from the base on, then the fingers; sensed are the fixtures as well. */
    static RobotShape of(ModelSpec model, BenchTargets targets) {
        List<String> commanded = new ArrayList<>();
        for (int i = 0; i < targets.count(); i++) {
            commanded.add(model.joints().get(targets.joint(i)).name());
        }
        commanded.add("finger-left");
        commanded.add("finger-right");
        List<String> sensed = new ArrayList<>(commanded);
        List<String> poses = new ArrayList<>(List.of("tool_pose", "block_pose", "peg_pose"));
        for (Fixture fixture : Fixture.values()) {
            sensed.add(fixture.joint());
            poses.add(fixture.handle().replace('-', '_') + "_pose");
        }
        return new RobotShape(CommandKind.POSITION, commanded, sensed, poses);
    }
}
