package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.task.Plant;
import dev.reprise.sim.robot.PlanarArm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arm as a plant. It measures the joints, the tip, how near its links come to a disc-shaped obstacle, and how far
 * the tip has wound along a ring since it last entered it, and for how long it has stayed at each mark.
 *
 * <p>The agent sees cosine and sine of each joint and of the tip's direction, and the tip's position as a part of the
 * reach: nothing that tells which task is on.
 */
final class PlanarPlant implements Plant {
    static final String JOINTS = "joint-angles";
    static final String TIP = "tip-position";
    static final String DIRECTION = "tip-direction";
    static final String CLEARANCE = "obstacle-clearance";
    static final String WINDING = "ring-winding";
    static final String DWELL = "mark-dwell";

    private final PlanarArm arm;
    private final Scene scene;
    private final EnvironmentSpecs specs;
    private final int joints;
    private final int tip;
    private final int direction;
    private final int[] dwell;
    private double ringAngle;
    private double winding;

    /**
     * What stands around the arm; positions and lengths in metres, base frame.
     *
     * @param ringWidth the tip is in the ring when its distance from the ring's centre differs from the radius by less
     * @param marks places to reach
     */
    record Scene(
            double obstacleX,
            double obstacleY,
            double obstacleRadius,
            double ringX,
            double ringY,
            double ringRadius,
            double ringWidth,
            List<Mark> marks) {}

    /**
     * A disc that the tip may be asked to stay in; metres, base frame.
     */
    record Mark(double x, double y, double radius) {}

    /**
     * @param maxJointStep largest turn of a joint in one control period, radians
     */
    PlanarPlant(PlanarArm arm, Scene scene, double maxJointStep, int maxEpisodeSteps) {
        this.arm = arm;
        this.scene = scene;
        this.specs = specs(arm, scene, maxJointStep, maxEpisodeSteps);
        this.dwell = new int[scene.marks().size()];
        this.joints = specs.measurement().offset(JOINTS);
        this.tip = specs.measurement().offset(TIP);
        this.direction = specs.measurement().offset(DIRECTION);
    }

    private static EnvironmentSpecs specs(PlanarArm arm, Scene scene, double maxJointStep, int maxEpisodeSteps) {
        List<Axis> seen = new ArrayList<>();
        List<Axis> commanded = new ArrayList<>();
        float step = (float) maxJointStep;
        for (int k = 1; k <= arm.jointCount(); k++) {
            seen.add(new Axis("joint-" + k + "-cos", "1", -1, 1));
            seen.add(new Axis("joint-" + k + "-sin", "1", -1, 1));
            commanded.add(new Axis("joint-" + k + "-step", "rad", -step, step));
        }
        seen.add(new Axis("tip-x-over-reach", "1", -1.001f, 1.001f));
        seen.add(new Axis("tip-y-over-reach", "1", -1.001f, 1.001f));
        if (arm.jointCount() > 2) {
            seen.add(new Axis("tip-direction-cos", "1", -1, 1));
            seen.add(new Axis("tip-direction-sin", "1", -1, 1));
        }
        MeasurementSchema schema = new MeasurementSchema(List.of(
                new Field(JOINTS, arm.jointCount(), "rad", "joint"),
                new Field(TIP, 2, "m", "base"),
                new Field(DIRECTION, 1, "rad", "base"),
                new Field(CLEARANCE, 1, "m", "base"),
                new Field(WINDING, 1, "rad", "ring"),
                new Field(DWELL, scene.marks().size(), "control periods", "base")));
        return new EnvironmentSpecs(
                new BoxSpec("observation", seen), new BoxSpec("action", commanded), schema, 0.05, maxEpisodeSteps);
    }

    @Override
    public EnvironmentSpecs specs() {
        return specs;
    }

    @Override
    public void reset(float[] start, RandomStream random) {
        for (int k = 0; k < arm.jointCount(); k++) {
            arm.setJoint(k, start[k]);
        }
        forget();
    }

    /** Begins to watch an arm that stands somewhere. */
    void forget() {
        ringAngle = angleOnRing();
        winding = 0;
        Arrays.fill(dwell, 0);
    }

    @Override
    public void apply(float[] action) {
        for (int k = 0; k < arm.jointCount(); k++) {
            arm.turnJoint(k, action[k]);
        }
        watch();
    }

    /** Takes in where the arm has come in one control period. */
    void watch() {
        double angle = angleOnRing();
        winding = inRing() ? winding + PlanarArm.wrap(angle - ringAngle) : 0;
        ringAngle = angle;
        for (int k = 0; k < dwell.length; k++) {
            Mark mark = scene.marks().get(k);
            dwell[k] = tipDistance(mark.x(), mark.y()) < mark.radius() ? dwell[k] + 1 : 0;
        }
    }

    @Override
    public void measure(float[] row) {
        for (int k = 0; k < arm.jointCount(); k++) {
            row[joints + k] = (float) arm.joint(k);
        }
        row[tip] = (float) arm.tipX();
        row[tip + 1] = (float) arm.tipY();
        row[direction] = (float) arm.tipDirection();
        row[specs.measurement().offset(CLEARANCE)] = (float) clearance();
        row[specs.measurement().offset(WINDING)] = (float) winding;
        for (int k = 0; k < dwell.length; k++) {
            row[specs.measurement().offset(DWELL) + k] = dwell[k];
        }
    }

    @Override
    public void observe(Measurement measurement, float[] observation) {
        int i = 0;
        for (int k = 0; k < arm.jointCount(); k++) {
            observation[i++] = (float) StrictMath.cos(measurement.get(joints + k));
            observation[i++] = (float) StrictMath.sin(measurement.get(joints + k));
        }
        observation[i++] = measurement.get(tip) / (float) arm.reach();
        observation[i++] = measurement.get(tip + 1) / (float) arm.reach();
        if (arm.jointCount() > 2) {
            observation[i++] = (float) StrictMath.cos(measurement.get(direction));
            observation[i] = (float) StrictMath.sin(measurement.get(direction));
        }
    }

    /** What moves. */
    PlanarArm arm() {
        return arm;
    }

    private double angleOnRing() {
        return StrictMath.atan2(arm.tipY() - scene.ringY(), arm.tipX() - scene.ringX());
    }

    private boolean inRing() {
        return Math.abs(tipDistance(scene.ringX(), scene.ringY()) - scene.ringRadius()) < scene.ringWidth();
    }

    private double tipDistance(double x, double y) {
        double dx = arm.tipX() - x;
        double dy = arm.tipY() - y;
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** Smallest distance between a link and the obstacle's rim, metres; negative inside. */
    private double clearance() {
        double smallest = Double.POSITIVE_INFINITY;
        double fromX = 0;
        double fromY = 0;
        for (int k = 0; k < arm.jointCount(); k++) {
            double toX = arm.endX(k);
            double toY = arm.endY(k);
            smallest = Math.min(smallest, distanceToObstacle(fromX, fromY, toX, toY));
            fromX = toX;
            fromY = toY;
        }
        return smallest - scene.obstacleRadius();
    }

    private double distanceToObstacle(double fromX, double fromY, double toX, double toY) {
        double dx = toX - fromX;
        double dy = toY - fromY;
        double along = ((scene.obstacleX() - fromX) * dx + (scene.obstacleY() - fromY) * dy) / (dx * dx + dy * dy);
        double t = Math.max(0, Math.min(1, along));
        double x = fromX + t * dx - scene.obstacleX();
        double y = fromY + t * dy - scene.obstacleY();
        return Math.sqrt(x * x + y * y);
    }
}
