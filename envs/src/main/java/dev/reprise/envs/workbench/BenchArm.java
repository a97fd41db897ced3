package dev.reprise.envs.workbench;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.World;

/** The arm of the bench in a world, under command: its drives follow {@link BenchTargets}; the gripper opens and closes. */
final class BenchArm {
    /** Opening of each finger, m. */
    static final double OPEN = 0.04;
    /** Joint targets change so often within a control period. */
    static final int RAMP = 4;

    private final World world;
    private final BenchSettings settings;
    private final BenchTargets targets;
    private final int[] drives;
    private final int fingerLeft;
    private final int fingerRight;
    private final double[] now;

    BenchArm(ModelSpec model, World world, BenchSettings settings) {
        this.world = world;
        this.settings = settings;
        this.targets = new BenchTargets(model, settings);
        this.drives = new int[targets.count()];
        for (int i = 0; i < drives.length; i++) {
            drives[i] = model.actuator(model.joints().get(targets.joint(i)).name());
        }
        this.fingerLeft = model.actuator("finger-left");
        this.fingerRight = model.actuator("finger-right");
        this.now = new double[drives.length];
    }

    /** The scene's joints of the arm, from the base on. */
    int joint(int i) {
        return targets.joint(i);
    }

    /** Joint positions with the tool at a place; see {@link BenchTargets#reach}. */
    double[] reach(Vector3 tool) {
        return targets.reach(tool);
    }

    /** Target of a joint, rad. */
    double target(int i) {
        return targets.target(i);
    }

    /** Where the tool is told to be. */
    Vector3 commanded() {
        return targets.commanded();
    }

    /** Holds still after a reset of the world. */
    void hold(Vector3 tool, double[] positions) {
        targets.hold(tool, positions);
        for (int i = 0; i < drives.length; i++) {
            world.setControl(drives[i], targets.target(i));
        }
        grip(OPEN, OPEN);
    }

    /**
     * Moves for one control period.
     *
     * @param tool where the tool is, its first three numbers
     * @param action as {@link BenchSettings#control} reads it
     */
    void move(double[] tool, float[] action) {
        for (int i = 0; i < now.length; i++) {
            now[i] = world.jointPosition(targets.joint(i));
        }
        targets.move(tool, now, action);
        double opening = BenchControl.opening(action);
        grip(opening, opening);
        for (int part = 1; part <= RAMP; part++) {
            for (int i = 0; i < drives.length; i++) {
                drive(i, targets.before(i), targets.target(i), part);
            }
            pass(part);
        }
    }

    /** Sets a drive's target on the way from one place to another, as it is in a part of the control period, from 1 on. */
    void drive(int i, double from, double to, int part) {
        world.setControl(drives[i], from + (to - from) * part / RAMP);
    }

    /** Lets a part of the control period pass, counted from 1. */
    void pass(int part) {
        world.step(settings.substeps() * part / RAMP - settings.substeps() * (part - 1) / RAMP);
    }

    /** Opening of each finger, m. */
    void grip(double left, double right) {
        world.setControl(fingerLeft, left);
        world.setControl(fingerRight, right);
    }
}
