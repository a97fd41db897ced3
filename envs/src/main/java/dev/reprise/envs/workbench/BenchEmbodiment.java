package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.ToolPlace;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Vector3;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bench as a robot. Goals are drawn from the episode's seed; where everything else is, the robot tells. The state is that
 * of {@link BenchShape}.
 */
final class BenchEmbodiment implements Embodiment {
    /** A robot that stands so near to the task's start state is taken to stand there, rad and m. */
    private static final double NEAR = 1e-3;

    private final BenchSettings settings;
    private final BenchTargets targets;
    private final BenchObservation seen;
    private final int joints;
    private final double[][] goals = new double[BenchGoals.BODIES.length][];
    private double[] toolBefore = {0, 0, 0};
    private RobotState state = new RobotState(new double[0], new double[0][]);

    BenchEmbodiment(ModelSpec model, BenchSettings settings) {
        this.settings = settings;
        this.targets = new BenchTargets(model, settings);
        this.seen = new BenchObservation(settings.control());
        this.joints = targets.count();
    }

    @Override
    public void begin(float[] start, RandomStream random, RobotState now) {
        BenchStart begin = BenchStart.of(start);
        double[] positions = Arrays.copyOf(now.joints(), joints);
        double[] tool = now.poses()[0];
        double[] wanted = targets.reach(begin.tool());
        boolean there = true;
        for (int i = 0; i < joints; i++) {
            there &= Math.abs(wanted[i] - positions[i]) < NEAR;
        }
        targets.hold(there ? begin.tool() : new Vector3(tool[0], tool[1], tool[2]), there ? wanted : positions);
        BenchGoals.draw(random, begin, goals);
        state = now;
        toolBefore = tool;
    }

    @Override
    public void command(float[] action, RobotState now, double[] command) {
        targets.move(now.poses()[0], now.joints(), action);
        for (int i = 0; i < joints; i++) {
            command[i] = targets.target(i);
        }
        command[joints] = BenchControl.opening(action);
        command[joints + 1] = command[joints];
    }

    /**
     * {@inheritDoc} Nearly: where the tool was told to be follows from where the joints were told to be, which the servo has
     * brought there as far as it could in one period.
     */
    @Override
    public void follow(double[] command, RobotState now, float[] action) {
        targets.follow(Arrays.copyOf(command, joints), action);
        action[action.length - 1] = BenchControl.gripper(command[joints]);
    }

    @Override
    public void advance(RobotState now) {
        toolBefore = state.poses()[0];
        state = now;
    }

    /** {@inheritDoc} Fields are in the order of {@link BenchFields#SCHEMA}. */
    @Override
    public void measure(float[] row) {
        int at = BenchPlant.write(state.joints(), 0, joints, row, 0);
        for (int i = 0; i < joints; i++) {
            row[at++] = (float) targets.target(i);
        }
        double[] tool = state.poses()[0];
        at = BenchPlant.write(tool, 0, 3, row, at);
        double rate = 1 / settings.controlSeconds();
        for (int i = 0; i < 3; i++) {
            row[at++] = (float) (rate * (tool[i] - toolBefore[i]));
        }
        at = BenchPlant.write(tool, 3, 4, row, at);
        Vector3 commanded = targets.commanded();
        at = BenchPlant.write(commanded.x(), commanded.y(), commanded.z(), row, at);
        row[at++] = (float) state.joints()[joints];
        at = BenchPlant.write(state.poses()[1], 0, 7, row, at);
        at = BenchPlant.write(state.poses()[2], 0, 7, row, at);
        for (int fixture = 0; fixture < Fixture.values().length; fixture++) {
            row[at++] = (float) state.joints()[joints + 2 + fixture];
            at = BenchPlant.write(state.poses()[3 + fixture], 0, 3, row, at);
        }
        for (double[] goal : goals) {
            at = BenchPlant.write(goal[0], goal[1], goal[2], row, at);
        }
    }

    @Override
    public void observe(Measurement measurement, float[] observation) {
        seen.write(measurement, observation);
    }

    @Override
    public Optional<ToolPlace> toolPlace() {
        return Optional.of(commanded -> targets.toolAt(Arrays.copyOf(commanded, joints)));
    }
}
