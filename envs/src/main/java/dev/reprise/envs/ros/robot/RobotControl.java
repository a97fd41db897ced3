package dev.reprise.envs.ros.robot;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import java.util.Optional;

/**
 * A robot under a policy, without episodes: from {@link #begin} on, an action per control period. Nothing is judged and
 * nothing is reset. Not for concurrent use.
 */
public final class RobotControl implements AutoCloseable {
    private final RobotSuite suite;
    private final RobotLink link;
    private Embodiment embodiment;
    private RobotState state = new RobotState(new double[0], new double[0][]);

    RobotControl(RobotSuite suite, RobotLink link) {
        this.suite = suite;
        this.link = link;
        this.embodiment = suite.newEmbodiment();
    }

    /** The node that drives. */
    public RosNode node() {
        return link.node();
    }

    /**
     * Takes the robot as it stands.
     *
     * @param seed from which the task's goals are drawn, where it has some
     * @return why it cannot be taken; empty when it could
     */
    public Optional<String> begin(TaskId task, long seed) {
        try {
            state = link.attach(this);
            RandomStream random = RandomStream.of(seed);
            float[] start = suite.task(task).start(random);
            embodiment = suite.newEmbodiment();
            embodiment.begin(start, random, state);
            return Optional.empty();
        } catch (RobotFault e) {
            return Optional.of(e.reason());
        }
    }

    /** What a policy may see at present. */
    public float[] observation() {
        float[] row = new float[suite.specs().measurement().size()];
        embodiment.measure(row);
        float[] observation = new float[suite.specs().observation().size()];
        embodiment.observe(Measurement.of(suite.specs().measurement(), row), observation);
        return observation;
    }

    /**
     * Commands an action and waits until its control period is over.
     *
     * @return why the robot was stopped; empty when it goes on
     */
    public Optional<String> act(float[] action) {
        try {
            double[] command = new double[suite.robot().commanded().size()];
            embodiment.command(action, state, command);
            state = link.step(command);
            embodiment.advance(state);
            return Optional.empty();
        } catch (RobotFault e) {
            link.rest();
            return Optional.of(e.reason());
        }
    }

    /** How it goes. */
    public Health health() {
        return new Health(
                link.age(),
                link.latenessSeconds(),
                link.overruns(),
                link.gate().clipped(),
                link.gate().refused(),
                link.sent());
    }

    /**
     * How it goes.
     *
     * @param ageSeconds of the oldest of the newest readings
     * @param latenessSeconds by which the last period ended after its deadline
     * @param overruns periods that could not be begun in time
     * @param clipped commands that the gate changed
     * @param refused commands that were not finite
     * @param command what was sent last, joint by joint
     */
    public record Health(
            double ageSeconds, double latenessSeconds, long overruns, long clipped, long refused, double[] command) {}

    @Override
    public void close() {
        link.close();
    }
}
