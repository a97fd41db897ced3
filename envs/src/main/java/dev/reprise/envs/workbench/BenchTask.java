package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import org.jspecify.annotations.Nullable;

/** What the jobs at the bench have in common: a common start, and measurements that may be missing. */
abstract class BenchTask implements Task {
    private static final double FIRM = 0.01;

    private final TaskId id;
    private final String description;
    private final String[] needs;

    /**
     * @param needs fields of the measurement without which the task cannot judge; the tool's is one anyway
     */
    BenchTask(String name, String description, String... needs) {
        this.id = new TaskId(name);
        this.description = description;
        this.needs = needs;
    }

    /** Judges an action by the measurement after it; rewards are in [0, 1]. */
    abstract Label judge(float[] action, Measurement after);

    /** Where an episode of this task begins. */
    BenchStart begin(RandomStream random) {
        return BenchStart.draw(random);
    }

    @Override
    public final TaskId id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final float[] start(RandomStream random) {
        return begin(random).row();
    }

    @Override
    public final @Nullable Label label(Measurement before, float[] action, Measurement after) {
        if (!after.schema().has(BenchFields.TOOL)) {
            return null;
        }
        for (String field : needs) {
            if (!after.schema().has(field)) {
                return null;
            }
        }
        return judge(action, after);
    }

    static Label label(double reward, boolean success) {
        return new Label((float) reward, false, success);
    }

    /**
     * How firmly the gripper holds something, in [0, 1]: its fingers are told to close further than they are. The fingers'
     * servos press with 10 N when that is 1 cm, which counts as firm.
     */
    static double grip(float[] action, Measurement after) {
        double held = BenchFields.number(after, BenchFields.OPENING) - BenchControl.opening(action);
        return part(held, 0, FIRM);
    }

    /** Distance between two measured places, m. */
    static double distance(Measurement measured, String from, String to) {
        return distance(measured, from, to, 0);
    }

    /** As above, to a point so many metres above the second. */
    static double distance(Measurement measured, String from, String to, double above) {
        int a = measured.schema().offset(from);
        int b = measured.schema().offset(to);
        double x = (double) measured.get(b) - measured.get(a);
        double y = (double) measured.get(b + 1) - measured.get(a + 1);
        double z = measured.get(b + 2) + above - measured.get(a + 2);
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** The part of the way from {@code from} to {@code to} that {@code value} has gone, in [0, 1]. */
    static double part(double value, double from, double to) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
}
