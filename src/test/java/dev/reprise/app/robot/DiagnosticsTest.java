package dev.reprise.app.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticArray;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticStatus;
import dev.reprise.envs.ros.robot.RobotControl;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private final BlockingQueue<DiagnosticStatus> told = new LinkedBlockingQueue<>();

    @Test
    void overrunsSinceTheLastMessageAreAWarning() throws Exception {
        try (LocalMaster master = new LocalMaster(0);
                RosNode node = new TcprosTransport().open(NodeConfiguration.local("policy", master.uri()));
                RosNode observer = new TcprosTransport().open(NodeConfiguration.local("observer", master.uri()))) {
            Diagnostics diagnostics = new Diagnostics(node);
            var heard = observer.newSubscriber(
                    "/diagnostics", DiagnosticArray.TYPE, (message, received) -> told.addAll(message.status()));
            Eventually.within(5, "it is heard", () -> heard.numberOfPublishers() == 1);
            diagnostics.begun();
            assertEquals("driving", next(diagnostics, 0).message());
            DiagnosticStatus late = next(diagnostics, 3);
            assertEquals(DiagnosticStatus.WARN, late.level());
            assertEquals("control periods were overrun", late.message());
            DiagnosticStatus again = next(diagnostics, 3);
            assertEquals(DiagnosticStatus.OK, again.level(), "none has come since");
            assertEquals("driving", again.message());
        }
    }

    /** Drives until the next message, which comes about once a second. */
    private DiagnosticStatus next(Diagnostics diagnostics, long overruns) throws InterruptedException {
        DiagnosticStatus status = null;
        for (int i = 0; i < 200 && status == null; i++) {
            diagnostics.driving(new RobotControl.Health(0.01, 0, overruns, 0, 0, new double[2]), "reach", 0.05);
            status = told.poll(25, TimeUnit.MILLISECONDS);
        }
        assertNotNull(status);
        return status;
    }
}
