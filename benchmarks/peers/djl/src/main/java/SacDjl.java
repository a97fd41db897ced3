import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The gradient step of {@code reprise bench-engine} on libtorch through DJL: observation 39, action 4, one head per task,
 * twin critics, one temperature per task. As a careful user would write it: targets and next actions without gradients,
 * no gradients of critic weights in the policy's step, every array freed at the end of its step.
 *
 * <p>Arguments: widths (256x256), rows, threads, seconds, tasks.
 */
public final class SacDjl {
    private static final int OBSERVATIONS = 39;
    private static final int ACTIONS = 4;

    private final NDManager root = NDManager.newBaseManager();
    private final Engine engine = Engine.getInstance();
    private final Optimizer adam =
            Optimizer.adam().optLearningRateTracker(Tracker.fixed(3e-4f)).build();
    private final int rows;
    private final int tasks;
    private final Net policy;
    private final Net[] critics = new Net[2];
    private final Net[] targets = new Net[2];
    private final Net logAlpha;
    private final NDArray observation;
    private final NDArray next;
    private final NDArray action;
    private final NDArray reward;
    private final NDArray task;
    private final NDArray valueIndex;
    private final NDArray policyIndex;

    /** Dense layers with ReLU between them, or any other parameters. */
    private static final class Net {
        final String name;
        final List<NDArray> parameters = new ArrayList<>();

        Net(String name) {
            this.name = name;
        }

        Net(String name, NDManager manager, int inputs, int[] widths, int outputs) {
            this.name = name;
            int fanIn = inputs;
            for (int layer = 0; layer <= widths.length; layer++) {
                int fanOut = layer == widths.length ? outputs : widths[layer];
                float bound = (float) (1 / Math.sqrt(fanIn));
                parameters.add(manager.randomUniform(-bound, bound, new Shape(fanOut, fanIn)));
                parameters.add(manager.randomUniform(-bound, bound, new Shape(fanOut)));
                fanIn = fanOut;
            }
        }

        NDArray forward(NDArray x) {
            NDArray y = x;
            for (int at = 0; at < parameters.size(); at += 2) {
                y = Linear.linear(y, parameters.get(at), parameters.get(at + 1)).singletonOrThrow();
                y = at + 2 < parameters.size() ? Activation.relu(y) : y;
            }
            return y;
        }

        void gradients(boolean wanted) {
            parameters.forEach(parameter -> parameter.setRequiresGradient(wanted));
        }
    }

    private SacDjl(int[] widths, int rows, int tasks) {
        this.rows = rows;
        this.tasks = tasks;
        int inputs = OBSERVATIONS + tasks;
        policy = new Net("policy", root, inputs, widths, tasks * 2 * ACTIONS);
        for (int k = 0; k < 2; k++) {
            critics[k] = new Net("critic" + k, root, inputs + ACTIONS, widths, tasks);
            targets[k] = new Net("target" + k, root, inputs + ACTIONS, widths, tasks);
        }
        logAlpha = new Net("logAlpha");
        logAlpha.parameters.add(root.zeros(new Shape(tasks)));
        long[] taskOf = new long[rows];
        for (int row = 0; row < rows; row++) {
            taskOf[row] = (long) row * tasks / rows;
        }
        long[] heads = new long[rows * 2 * ACTIONS];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = taskOf[i / (2 * ACTIONS)];
        }
        task = root.create(taskOf);
        valueIndex = root.create(taskOf, new Shape(rows, 1));
        policyIndex = root.create(heads, new Shape(rows, 1, 2 * ACTIONS));
        NDArray oneHot = task.oneHot(tasks);
        observation = root.randomUniform(-1, 1, new Shape(rows, OBSERVATIONS)).concat(oneHot, 1);
        next = root.randomUniform(-1, 1, new Shape(rows, OBSERVATIONS)).concat(oneHot, 1);
        action = root.randomUniform(-1, 1, new Shape(rows, ACTIONS));
        reward = root.randomUniform(0, 1, new Shape(rows));
    }

    /** Squashed actions and their log densities. */
    private NDArray[] act(NDArray of) {
        NDArray head = policy.forward(of)
                .reshape(rows, tasks, 2 * ACTIONS)
                .gather(policyIndex, 1)
                .squeeze(1);
        NDArray mean = head.get(":, :" + ACTIONS);
        NDArray logStd = head.get(":, " + ACTIONS + ":").clip(-20, 2);
        NDArray noise = of.getManager().randomNormal(new Shape(rows, ACTIONS));
        NDArray u = mean.add(logStd.exp().mul(noise));
        NDArray softplus = Activation.softPlus(u.mul(-2));
        NDArray density = noise.square()
                .mul(-0.5f)
                .sub(logStd)
                .sub(0.9189385f)
                .sub(u.neg().add(0.6931472f).sub(softplus).mul(2));
        return new NDArray[] {u.tanh(), density.sum(new int[] {1})};
    }

    private NDArray value(Net critic, NDArray of, NDArray with) {
        return critic.forward(of.concat(with, 1)).gather(valueIndex, 1).squeeze(1);
    }

    private void update(Net net) {
        for (int i = 0; i < net.parameters.size(); i++) {
            try (NDArray gradient = net.parameters.get(i).getGradient()) {
                adam.update(net.name + i, net.parameters.get(i), gradient);
            }
        }
    }

    private void step() {
        try (NDManager local = root.newSubManager()) {
            NDArray before = observation.duplicate();
            NDArray after = next.duplicate();
            NDArray taken = action.duplicate();
            before.attach(local);
            after.attach(local);
            taken.attach(local);
            policy.gradients(false);
            logAlpha.gradients(false);
            NDArray alphas = logAlpha.parameters.get(0).duplicate();
            alphas.attach(local);
            NDArray alpha = alphas.exp().gather(task, 0);
            NDArray[] sampled = act(after);
            NDArray smaller = value(targets[0], after, sampled[0]).minimum(value(targets[1], after, sampled[0]));
            NDArray target = smaller.sub(alpha.mul(sampled[1])).mul(0.99f).add(reward);
            target.attach(local);
            critics[0].gradients(true);
            critics[1].gradients(true);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray first = value(critics[0], before, taken).sub(target).square().mean();
                NDArray second = value(critics[1], before, taken).sub(target).square().mean();
                collector.backward(first.add(second).mul(0.5f));
            }
            update(critics[0]);
            update(critics[1]);
            critics[0].gradients(false);
            critics[1].gradients(false);
            policy.gradients(true);
            NDArray density;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray[] now = act(before);
                NDArray least = value(critics[0], before, now[0]).minimum(value(critics[1], before, now[0]));
                collector.backward(alpha.mul(now[1]).sub(least).mean());
                density = now[1].stopGradient();
            }
            update(policy);
            logAlpha.gradients(true);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray loss = logAlpha.parameters
                        .get(0)
                        .exp()
                        .gather(task, 0)
                        .mul(density.neg().add(ACTIONS))
                        .mean();
                loss.attach(local);
                collector.backward(loss);
            }
            update(logAlpha);
            for (int k = 0; k < 2; k++) {
                for (int i = 0; i < targets[k].parameters.size(); i++) {
                    NDArray parameter = targets[k].parameters.get(i);
                    try (NDArray part = critics[k].parameters.get(i).mul(0.005f)) {
                        parameter.muli(0.995f).addi(part);
                    }
                }
            }
        }
    }

    /** Entry point. */
    public static void main(String[] arguments) {
        int[] widths = Arrays.stream(arguments[0].split("x"))
                .mapToInt(Integer::parseInt)
                .toArray();
        int rows = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[3]);
        int tasks = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 10;
        System.setProperty("ai.djl.pytorch.num_threads", arguments[2]);
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        SacDjl learner = new SacDjl(widths, rows, tasks);
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < (seconds + 4) * 1e9) {
            long from = System.nanoTime();
            learner.step();
            // Four seconds for the JIT.
            if (from - start > 4e9) {
                times.add((System.nanoTime() - from) / 1e3);
            }
        }
        Collections.sort(times);
        System.out.printf(
                "djl, libtorch %s, %s, rows %d, tasks %d, threads %s: minimum %.1f us, median %.1f us%n",
                learner.engine.getVersion(),
                arguments[0],
                rows,
                tasks,
                arguments[2],
                times.get(0),
                times.get(times.size() / 2));
        System.exit(0);
    }
}
