package dev.reprise.sim.robot;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Vector3;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Turns poses of a tool into targets of joints, within the joints' limits: damped least squares (Wampler 1986; Nakamura
 * and Hanafusa 1986), Δq = Jᵀ(JJᵀ + λ²I)⁻¹e, and in the null space a pull towards a posture of rest, so that an arm
 * with more joints than it needs does not wander.
 */
public final class CartesianServo {
    /** λ; metres and radians weigh the same. */
    private static final double DAMPING = 0.02;
    /** Part of the way to the posture of rest that an iteration goes, as far as the tool allows. */
    private static final double REST_PULL = 0.1;
    /** Largest change of a joint in one iteration, rad or m. */
    private static final double MOST_PER_ITERATION = 0.3;

    private final ArmKinematics arm;
    private final Range[] ranges;
    private final double[] rest;
    private final int n;
    private final DMatrixRMaj square = new DMatrixRMaj(6, 6);
    private final DMatrixRMaj right = new DMatrixRMaj(6, 1);
    private final DMatrixRMaj solution = new DMatrixRMaj(6, 1);
    private final DMatrixRMaj change;
    private final DMatrixRMaj pull;
    private final double[] tool = new double[7];
    private final LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(6);

    /**
     * @param rest posture that the arm prefers, one number per joint of the chain
     */
    public CartesianServo(ModelSpec model, ArmKinematics arm, double[] rest) {
        List<Integer> joints = arm.joints();
        if (rest.length != joints.size()) {
            throw new IllegalArgumentException(
                    "a posture of rest needs " + joints.size() + " numbers, not " + rest.length);
        }
        this.arm = arm;
        this.rest = rest.clone();
        this.n = rest.length;
        this.ranges = new Range[n];
        for (int i = 0; i < n; i++) {
            Range range = model.joints().get(joints.get(i)).range();
            ranges[i] = range == null ? new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) : range;
        }
        this.change = new DMatrixRMaj(n, 1);
        this.pull = new DMatrixRMaj(n, 1);
    }

    /** The posture that the arm prefers, as a copy. */
    public double[] rest() {
        return rest.clone();
    }

    /**
     * Moves joint targets towards a pose of the tool.
     *
     * @param positions of the chain's joints, where to start from; written
     * @param iterations one to follow a target that moves little by little, some dozens to find it from anywhere
     * @return distance of the tool from the target's position before the last iteration, m
     */
    public double approach(Pose target, double[] positions, int iterations) {
        double distance = Double.NaN;
        for (int iteration = 0; iteration < iterations; iteration++) {
            arm.setPositions(positions);
            arm.tool(tool);
            distance = error(target);
            step(positions);
        }
        return distance;
    }

    /** Fills the right side with the way that is left, in the tool's frame; returns its length in metres. */
    private double error(Pose target) {
        Vector3 there = target.position();
        Quaternion turned = target.rotation();
        double dx = there.x() - tool[0];
        double dy = there.y() - tool[1];
        double dz = there.z() - tool[2];
        // The inverse of the tool's rotation, w + (x, y, z), turns what is the world's into the tool's frame.
        double w = tool[3];
        double x = -tool[4];
        double y = -tool[5];
        double z = -tool[6];
        double tx = 2 * (y * dz - z * dy);
        double ty = 2 * (z * dx - x * dz);
        double tz = 2 * (x * dy - y * dx);
        // The rotation vector of a small turn; a large one is cut by the limit per iteration anyway.
        double cosine = w * turned.w() - x * turned.x() - y * turned.y() - z * turned.z();
        double sign = cosine < 0 ? -2 : 2;
        right.set(0, sign * (w * turned.x() + x * turned.w() + y * turned.z() - z * turned.y()));
        right.set(1, sign * (w * turned.y() - x * turned.z() + y * turned.w() + z * turned.x()));
        right.set(2, sign * (w * turned.z() + x * turned.y() - y * turned.x() + z * turned.w()));
        right.set(3, dx + w * tx + y * tz - z * ty);
        right.set(4, dy + w * ty + z * tx - x * tz);
        right.set(5, dz + w * tz + x * ty - y * tx);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    private void step(double[] positions) {
        DMatrixRMaj jacobian = arm.jacobian();
        CommonOps_DDRM.multTransB(jacobian, jacobian, square);
        for (int i = 0; i < 6; i++) {
            square.add(i, i, DAMPING * DAMPING);
        }
        // With pull p: Δq = p + J⁺(e - Jp), so that p acts in the null space only.
        for (int i = 0; i < n; i++) {
            pull.set(i, REST_PULL * (rest[i] - positions[i]));
        }
        CommonOps_DDRM.multAdd(-1, jacobian, pull, right);
        if (!solver.setA(square)) {
            throw new ArithmeticException("no way on from the positions " + Arrays.toString(positions));
        }
        solver.solve(right, solution);
        CommonOps_DDRM.multTransA(jacobian, solution, change);
        for (int i = 0; i < n; i++) {
            double by = change.get(i) + pull.get(i);
            by = Math.max(-MOST_PER_ITERATION, Math.min(MOST_PER_ITERATION, by));
            positions[i] = ranges[i].clamp(positions[i] + by);
        }
    }
}
