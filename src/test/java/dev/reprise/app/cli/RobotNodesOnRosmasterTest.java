package dev.reprise.app.cli;

import dev.reprise.envs.ros.RosGraph;
import org.junit.jupiter.api.Tag;

/** With Debian's master. */
@Tag("long")
class RobotNodesOnRosmasterTest extends RobotNodesContract {
    @Override
    Master startMaster() throws Exception {
        RosGraph graph = new RosGraph();
        return new Master(graph.uri(), graph);
    }
}
