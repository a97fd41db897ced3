package dev.reprise.envs.ros.robot;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Episode;
import dev.reprise.envs.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A suite's tasks on a robot. When the robot is stale, lost or stopped, the episode is aborted with the reason; the next
 * reset waits for the robot, with growing pauses, as long as its file allows.
 *
 * <p>Several environments may share a robot in turn, say one for training and one for evaluation. Whoever resets has it.
 * In lockstep an environment that comes back to it replays its episode up to where it was; in real time that episode is
 * aborted.
 */
final class RosRobotEnvironment implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(RosRobotEnvironment.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final RobotSuite suite;
    private final RobotSession session;
    private final EnvironmentSpecs specs;
    private final double patience;
    private final List<float[]> actions = new ArrayList<>();
    private Embodiment embodiment;
    private RobotState state = new RobotState(new double[0], new double[0][]);
    private @Nullable Episode episode;
    private long seed;
    private boolean closed;

    /**
     * @param session left when this is closed
     * @param patience longest that a reset waits for the robot, s
     */
    RosRobotEnvironment(RobotSuite suite, RobotSession session, double patience) {
        this.suite = suite;
        this.session = session;
        this.specs = suite.specs();
        this.patience = patience;
        this.embodiment = suite.newEmbodiment();
    }

    @Override
    public EnvironmentSpecs specs() {
        return specs;
    }

    @Override
    public Pacing pacing() {
        return session.link().lockstep() ? Pacing.LOCKSTEP : Pacing.REALTIME;
    }

    @Override
    public TimeStep.First reset(TaskId id, long newSeed) {
        if (closed) {
            throw new IllegalStateException("the environment is closed");
        }
        Task next = suite.task(id);
        episode = null;
        long until = System.nanoTime() + (long) (patience * 1e9);
        long pause = FIRST_PAUSE_MILLIS;
        String told = "";
        while (true) {
            try {
                begin(next, newSeed);
                break;
            } catch (RobotFault e) {
                if (session.link().over()) {
                    throw new EnvironmentLostException("the program is ending", e);
                }
                String refusal = session.link().refusal();
                if (refusal != null) {
                    throw new EnvironmentLostException("the robot is another one than before: " + refusal, e);
                }
                if (System.nanoTime() > until) {
                    throw new EnvironmentLostException(
                            "no episode of '" + id + "' could be begun within " + patience + " s: " + e.reason(), e);
                }
                if (!e.reason().equals(told)) {
                    told = e.reason();
                    LOG.warn("waiting for the robot: {}", told);
                }
                sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
        if (!told.isEmpty()) {
            LOG.info("the robot is back");
        }
        seed = newSeed;
        actions.clear();
        Measurement first = measure();
        episode = new Episode(next, specs, first);
        return new TimeStep.First(first, observe(first));
    }

    private void begin(Task next, long newSeed) throws RobotFault {
        state = session.link().reset(this, next.id(), newSeed);
        RandomStream random = RandomStream.of(newSeed);
        float[] start = next.start(random);
        embodiment = suite.newEmbodiment();
        embodiment.begin(start, random, state);
    }

    @Override
    public TimeStep step(float[] action) {
        Episode running = Episode.running(episode);
        running.check(action);
        try {
            takeUp(running.task());
            move(action);
        } catch (RobotFault e) {
            leave();
            LOG.warn("episode aborted: {}", e.reason());
            Measurement before = running.current();
            return new TimeStep.Last(before, observe(before), null, EndCause.ABORTED, e.reason());
        }
        actions.add(action.clone());
        Measurement after = measure();
        TimeStep step = running.next(action, after, observe(after));
        if (step instanceof TimeStep.Last) {
            leave();
        }
        return step;
    }

    private void leave() {
        episode = null;
        session.link().rest();
    }

    /** Makes sure that the robot is where this episode left it. */
    private void takeUp(Task task) throws RobotFault {
        if (session.link().usedBy(this)) {
            return;
        }
        if (!session.link().lockstep()) {
            throw new RobotFault("the robot was used for another episode in between");
        }
        begin(task, seed);
        for (float[] action : actions) {
            move(action);
        }
    }

    private void move(float[] action) throws RobotFault {
        double[] command = new double[suite.robot().commanded().size()];
        embodiment.command(action, state, command);
        state = session.link().step(command);
        embodiment.advance(state);
    }

    private Measurement measure() {
        float[] row = new float[specs.measurement().size()];
        embodiment.measure(row);
        return Measurement.of(specs.measurement(), row);
    }

    /** What a reading puts a hair outside of the observation's bounds is brought to the bound. */
    private float[] observe(Measurement measurement) {
        float[] observation = new float[specs.observation().size()];
        embodiment.observe(measurement, observation);
        specs.observation().clamp(observation);
        return observation;
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the robot was awaited", e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            episode = null;
            session.leave();
        }
    }
}
