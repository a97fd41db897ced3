package dev.reprise.app.view;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.sim.physics.WorldView;
import dev.reprise.sim.render.gl.Playable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A programme for a viewer's window: episode after episode. It goes round all tasks until one is chosen, and stays with
 * that.
 */
public final class Screening implements Playable {
    /** How long the end of an episode is shown, s of simulated time. */
    private static final double REST_SECONDS = 1;

    private final Stage stage;
    private final List<TaskId> tasks;
    private final int[] shown;
    private int task;
    private boolean stays;
    private double ahead;
    private double rested;

    /**
     * A screening.
     *
     * @param stage on which the first episode of the first task may have begun already
     * @param chosen the task to stay with; null to go round
     */
    public Screening(Stage stage, List<TaskId> tasks, @Nullable TaskId chosen) {
        this.stage = stage;
        this.tasks = List.copyOf(tasks);
        this.shown = new int[tasks.size()];
        this.stays = chosen != null;
        begin(chosen == null ? 0 : tasks.indexOf(chosen));
    }

    private void begin(int newTask) {
        task = newTask;
        rested = 0;
        ahead = 0;
        stage.begin(tasks.get(task), shown[task]);
        shown[task]++;
    }

    @Override
    public void advance(double seconds) {
        ahead += seconds;
        while (ahead >= stage.periodSeconds()) {
            ahead -= stage.periodSeconds();
            step();
        }
    }

    @Override
    public void step() {
        if (!stage.episode().over()) {
            stage.step();
            return;
        }
        rested += stage.periodSeconds();
        if (rested >= REST_SECONDS) {
            begin(stays ? task : (task + 1) % tasks.size());
        }
    }

    @Override
    public WorldView world() {
        return stage.world();
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>(stage.lines());
        lines.add("task " + (task + 1) + " of " + tasks.size() + (stays ? "" : ", going round"));
        return lines;
    }

    @Override
    public void next() {
        stays = true;
        begin((task + 1) % tasks.size());
    }

    @Override
    public void choose(int number) {
        if (number <= tasks.size()) {
            stays = true;
            begin(number - 1);
        }
    }
}
