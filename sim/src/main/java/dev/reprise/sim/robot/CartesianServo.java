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
            distance = error(arm.tool(), target);
            step(positions);
        }
        return distance;
    }

    /** Fills the right side with the way that is left, in the tool's frame; returns its length in metres. */
    private double error(Pose tool, Pose target) {
        Quaternion back = tool.rotation().inverse();
        Vector3 way = back.rotate(target.position().minus(tool.position()));
        Quaternion turn = back.times(target.rotation());
        // The rotation vector of a small turn; a large one is cut by the limit per iteration anyway.
        double sign = turn.w() < 0 ? -2 : 2;
        right.set(0, sign * turn.x());
        right.set(1, sign * turn.y());
        right.set(2, sign * turn.z());
        right.set(3, way.x());
        right.set(4, way.y());
        right.set(5, way.z());
        return way.norm();
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
