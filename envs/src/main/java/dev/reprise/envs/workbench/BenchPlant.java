package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.task.Plant;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import dev.reprise.sim.physics.WorldView;
import java.util.Arrays;

/** The arm and the bench in a physics engine. */
final class BenchPlant implements Plant {
    private final ModelSpec model;
    private final World world;
    private final BenchArm arm;
    private final BenchObservation seen;
    private final EnvironmentSpecs specs;
    private final int tool;
    private final int finger;
    private final int block;
    private final int peg;
    private final int[] fixtureJoints;
    private final int[] handles;
    private final double[] pose = new double[7];
    private final double[] toolPose = new double[7];
    private final double[] toolBefore = new double[3];
    private final double[][] goals = new double[BenchGoals.BODIES.length][];

    /** @param model the scene, with the settings' physics step */
    BenchPlant(ModelSpec model, PhysicsEngine engine, BenchSettings settings) {
        this.model = model;
        this.world = engine.newWorld(model);
        world.noteContacts(false);
        this.arm = new BenchArm(model, world, settings);
        this.seen = new BenchObservation(settings.control());
        this.specs = specs(settings);
        this.tool = model.site("tool");
        this.finger = model.joint("finger-left");
        this.block = model.body("block");
        this.peg = model.body("peg");
        this.fixtureJoints = Arrays.stream(Fixture.values())
                .mapToInt(fixture -> model.joint(fixture.joint()))
                .toArray();
        this.handles = Arrays.stream(Fixture.values())
                .mapToInt(fixture -> model.site(fixture.handle()))
                .toArray();
    }

    /** Shapes and rates at these settings. */
    static EnvironmentSpecs specs(BenchSettings settings) {
        return new EnvironmentSpecs(
                new BenchObservation(settings.control()).spec(),
                settings.control().spec(),
                BenchFields.SCHEMA,
                settings.controlSeconds(),
                settings.maxEpisodeSteps());
    }

    /** What moves, to be looked at; it notes contacts from the next reset on. */
    WorldView world() {
        world.noteContacts(true);
        return world;
    }

    /** The arm, to be driven otherwise than by actions. */
    BenchArm arm() {
        return arm;
    }

    /** Position of one of the scene's joints, rad or m. */
    double jointPosition(String joint) {
        return world.jointPosition(model.joint(joint));
    }

    /** x y z w x y z of the tool, the block, the peg and the handles, as they are measured. */
    double[][] poses() {
        double[][] poses = new double[3 + handles.length][7];
        world.sitePose(tool, poses[0]);
        world.bodyPose(block, poses[1]);
        world.bodyPose(peg, poses[2]);
        for (int i = 0; i < handles.length; i++) {
            world.sitePose(handles[i], poses[3 + i]);
        }
        return poses;
    }

    @Override
    public EnvironmentSpecs specs() {
        return specs;
    }

    @Override
    public void reset(float[] start, RandomStream random) {
        BenchStart begin = BenchStart.of(start);
        double[] positions = model.initialPositions();
        double[] joints = arm.reach(begin.tool());
        for (int i = 0; i < joints.length; i++) {
            positions[model.positionAddress(arm.joint(i))] = joints[i];
        }
        positions[model.positionAddress(finger)] = BenchArm.OPEN;
        positions[model.positionAddress(model.joint("finger-right"))] = BenchArm.OPEN;
        int at = model.positionAddress(model.joint("block"));
        positions[at] = begin.blockX();
        positions[at + 1] = begin.blockY();
        Quaternion turn = Quaternion.about(Vector3.Z, begin.blockYaw());
        positions[at + 3] = turn.w();
        positions[at + 6] = turn.z();
        begin.openings()
                .forEach(
                        (fixture, opening) -> positions[model.positionAddress(model.joint(fixture.joint()))] = opening);
        world.reset(new WorldState(0, positions, new double[model.velocityCount()]));
        arm.hold(begin.tool(), joints);
        BenchGoals.draw(random, begin, goals);
        for (int i = 0; i < goals.length; i++) {
            double[] goal = goals[i];
            world.setMocapPose(model.body(BenchGoals.BODIES[i]), new double[] {goal[0], goal[1], goal[2], 1, 0, 0, 0});
        }
        world.sitePose(tool, toolPose);
        System.arraycopy(toolPose, 0, toolBefore, 0, 3);
    }

    @Override
    public void apply(float[] action) {
        System.arraycopy(toolPose, 0, toolBefore, 0, 3);
        arm.move(toolPose, action);
        world.sitePose(tool, toolPose);
    }

    /** {@inheritDoc} Fields are in the order of {@link BenchFields#SCHEMA}; nothing is allocated. */
    @Override
    public void measure(float[] row) {
        int at = 0;
        for (int i = 0; i < 7; i++) {
            row[at++] = (float) world.jointPosition(arm.joint(i));
        }
        for (int i = 0; i < 7; i++) {
            row[at++] = (float) arm.target(i);
        }
        at = write(toolPose, 0, 3, row, at);
        double rate = 1 / specs.controlPeriodSeconds();
        at = write(
                rate * (toolPose[0] - toolBefore[0]),
                rate * (toolPose[1] - toolBefore[1]),
                rate * (toolPose[2] - toolBefore[2]),
                row,
                at);
        at = write(toolPose, 3, 4, row, at);
        Vector3 commanded = arm.commanded();
        at = write(commanded.x(), commanded.y(), commanded.z(), row, at);
        row[at++] = (float) world.jointPosition(finger);
        world.bodyPose(block, pose);
        at = write(pose, 0, 7, row, at);
        world.bodyPose(peg, pose);
        at = write(pose, 0, 7, row, at);
        for (int fixture = 0; fixture < fixtureJoints.length; fixture++) {
            row[at++] = (float) world.jointPosition(fixtureJoints[fixture]);
            world.sitePose(handles[fixture], pose);
            at = write(pose, 0, 3, row, at);
        }
        for (double[] goal : goals) {
            at = write(goal[0], goal[1], goal[2], row, at);
        }
    }

    static int write(double[] numbers, int from, int count, float[] row, int at) {
        for (int k = 0; k < count; k++) {
            row[at + k] = (float) numbers[from + k];
        }
        return at + count;
    }

    static int write(double x, double y, double z, float[] row, int at) {
        row[at] = (float) x;
        row[at + 1] = (float) y;
        row[at + 2] = (float) z;
        return at + 3;
    }

    @Override
    public void observe(Measurement measurement, float[] observation) {
        seen.write(measurement, observation);
    }

    @Override
    public void close() {
        world.close();
    }
}
