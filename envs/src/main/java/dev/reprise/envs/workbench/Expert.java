package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Demonstrator;
import dev.reprise.sim.model.Vector3;
import java.util.List;
import java.util.function.Function;

/**
 * A script that does one job in one episode: it shows that the job can be done, to people and to tests. Never used in
 * training.
 */
public final class Expert implements Demonstrator {
    /** Height at which the tool passes over everything, m. */
    private static final double CRUISE = 0.27;
    /** Part of the way to a waypoint that one action asks for. */
    private static final double GAIN = 0.6;

    /** How far an action of 1 takes the tool at the usual rate, m. */
    private static final double STRIDE = BenchControl.TOOL_SPEED * 0.05;

    private static final float OPEN = -1;
    private static final float CLOSED = 1;
    private static final Vector3 LEVER_PIVOT = new Vector3(0.44, 0.44, 0.045);
    private static final Vector3 DOOR_HINGE = new Vector3(0.64, -0.38, 0.15);

    /**
     * A part of a script.
     *
     * @param to where the tool shall go; asked at every step
     * @param gripper the action's fourth number
     * @param near it is there within so many metres; 0: never, the last part
     * @param least it takes so many actions at least
     */
    private record Part(Function<Measurement, Vector3> to, float gripper, double near, int least) {}

    private final List<Part> parts;
    private int part;
    private int actions;

    private Expert(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * The expert for a job of the workbench, at the beginning of an episode.
     *
     * @throws IllegalArgumentException when it knows no such job
     */
    public static Expert of(TaskId task) {
        return new Expert(
                switch (task.name()) {
                    case "reach" -> List.of(last(m -> BenchFields.vector(m, BenchFields.REACH_GOAL), OPEN));
                    case "push" ->
                        take(
                                Expert::block,
                                last(
                                        m -> BenchFields.vector(m, BenchFields.PUSH_GOAL)
                                                .plus(new Vector3(0, 0, 0.025)),
                                        CLOSED));
                    case "pick-place" ->
                        take(Expert::block, last(m -> BenchFields.vector(m, BenchFields.PLACE_GOAL), CLOSED));
                    case "drawer-open" -> drag(Fixture.DRAWER, m -> new Vector3(-1, 0, 0));
                    case "drawer-close" -> drag(Fixture.DRAWER, m -> new Vector3(1, 0, 0));
                    case "window-open" -> drag(Fixture.WINDOW, m -> new Vector3(1, 0, 0));
                    case "door-open" -> drag(Fixture.DOOR, m -> around(m, Fixture.DOOR, DOOR_HINGE, Vector3.Z));
                    case "lever-pull" ->
                        drag(Fixture.LEVER, m -> around(m, Fixture.LEVER, LEVER_PIVOT, new Vector3(0, -1, 0)));
                    case "button-press" -> press();
                    case "peg-unplug" ->
                        take(
                                m -> BenchFields.vector(m, BenchFields.PEG).plus(new Vector3(0, 0, 0.035)),
                                last(m -> tool(m).plus(new Vector3(0, 0, 0.04)), CLOSED));
                    default -> throw new IllegalArgumentException("no expert knows the job '" + task.name() + "'");
                });
    }

    @Override
    public float[] act(Measurement measured) {
        Part now = parts.get(part);
        Vector3 way = now.to().apply(measured).minus(tool(measured));
        actions++;
        if (actions > now.least() && way.norm() < now.near()) {
            part++;
            actions = 0;
            return act(measured);
        }
        double gain = GAIN / STRIDE;
        return new float[] {command(gain * way.x()), command(gain * way.y()), command(gain * way.z()), now.gripper()};
    }

    private static float command(double value) {
        return (float) Math.max(-1, Math.min(1, value));
    }

    private static Vector3 tool(Measurement measured) {
        return BenchFields.vector(measured, BenchFields.TOOL);
    }

    private static Vector3 block(Measurement measured) {
        return BenchFields.vector(measured, BenchFields.BLOCK).plus(new Vector3(0, 0, 0.005));
    }

    private static Part last(Function<Measurement, Vector3> to, float gripper) {
        return new Part(to, gripper, 0, 0);
    }

    /** Up, over the thing, down with open fingers, close them, and then the last part. */
    private static List<Part> take(Function<Measurement, Vector3> thing, Part end) {
        return List.of(
                new Part(m -> new Vector3(tool(m).x(), tool(m).y(), CRUISE), OPEN, 0.02, 0),
                new Part(m -> new Vector3(thing.apply(m).x(), thing.apply(m).y(), CRUISE), OPEN, 0.008, 0),
                new Part(thing, OPEN, 0.008, 0),
                new Part(thing, CLOSED, 1, 6),
                end);
    }

    /** Takes hold of a fixture and pulls in a direction, of length 1. */
    private static List<Part> drag(Fixture fixture, Function<Measurement, Vector3> direction) {
        Function<Measurement, Vector3> handle = m -> BenchFields.vector(m, fixture.handle());
        return take(handle, last(m -> handle.apply(m).plus(direction.apply(m).times(0.04)), CLOSED));
    }

    private static List<Part> press() {
        Function<Measurement, Vector3> top = m -> BenchFields.vector(m, Fixture.BUTTON.handle());
        return List.of(
                new Part(m -> new Vector3(tool(m).x(), tool(m).y(), CRUISE), CLOSED, 0.02, 0),
                new Part(m -> new Vector3(top.apply(m).x(), top.apply(m).y(), CRUISE), CLOSED, 0.01, 0),
                last(m -> top.apply(m).plus(new Vector3(0, 0, -0.03)), CLOSED));
    }

    /** The way that a handle goes when its joint opens about an axis through a point. */
    private static Vector3 around(Measurement measured, Fixture fixture, Vector3 point, Vector3 axis) {
        return axis.cross(BenchFields.vector(measured, fixture.handle()).minus(point))
                .normalized();
    }
}
