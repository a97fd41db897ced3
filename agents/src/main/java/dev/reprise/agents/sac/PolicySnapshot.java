package dev.reprise.agents.sac;

import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.TaskId;
import java.util.List;

/**
 * A policy as it was at one moment: the only thing that crosses from learner to actor. Not for concurrent use: it holds
 * the buffers of one forward pass.
 */
public final class PolicySnapshot {
    private final Network network;
    private final ParameterVector parameters;
    private final List<ParameterVector> perTask;
    private final ActionScaling scaling;
    private final Network.Pass pass;
    private final RowGroups[] groups;

    /**
     * @param network policy network
     * @param parameters its parameters; not copied
     * @param action spec of the actions it gives
     */
    public PolicySnapshot(Network network, ParameterVector parameters, BoxSpec action) {
        this(network, parameters, List.of(), new ActionScaling(action));
    }

    PolicySnapshot(Network network, ParameterVector parameters, List<ParameterVector> perTask, ActionScaling scaling) {
        this.network = network;
        this.parameters = parameters;
        this.perTask = perTask;
        this.scaling = scaling;
        this.pass = network.newPass(1);
        this.groups = new RowGroups[network.spec().heads().size()];
        for (int head = 0; head < groups.length; head++) {
            groups[head] = RowGroups.single(head, 1);
        }
    }

    /** The same policy for another thread: a snapshot itself is for one at a time. */
    public PolicySnapshot copy() {
        return new PolicySnapshot(
                network,
                parameters.copy(),
                perTask.stream().map(ParameterVector::copy).toList(),
                scaling);
    }

    /** The tasks it has heads for. */
    public List<TaskId> tasks() {
        return network.spec().heads();
    }

    /**
     * The action without noise, tanh of the mean, in the units of the action spec.
     *
     * @param task as an index into {@link #tasks()}
     */
    public float[] act(int task, float[] observation) {
        float[] action = new float[scaling.size()];
        act(task, observation, action);
        return action;
    }

    /** As {@link #act(int, float[])}, written to {@code action}; allocates nothing. */
    public void act(int task, float[] observation, float[] action) {
        forward(task, observation);
        for (int a = 0; a < action.length; a++) {
            action[a] = scaling.toSpec(a, Elementary.tanh(pass.output()[a]));
        }
    }

    /** An action drawn from the policy's distribution, written to {@code action}; allocates nothing. */
    public void sample(int task, float[] observation, RandomStream random, float[] action) {
        forward(task, observation);
        float[] output = pass.output();
        for (int a = 0; a < action.length; a++) {
            float std = Elementary.exp(TanhGaussian.clippedLogStd(output[action.length + a]));
            action[a] = scaling.toSpec(a, Elementary.tanh(output[a] + std * random.nextGaussian()));
        }
    }

    private void forward(int task, float[] observation) {
        System.arraycopy(observation, 0, pass.input(), 0, observation.length);
        pass.forward(parameters(task), groups[task]);
    }

    /** The policy network. */
    public Network network() {
        return network;
    }

    /** The parameters with which it acts for a task: {@link #parameters()} unless a method has others. */
    public ParameterVector parameters(int task) {
        return perTask.isEmpty() ? parameters : perTask.get(task);
    }

    /** The parameters all tasks share unless a method has others for a task. */
    public ParameterVector parameters() {
        return parameters;
    }
}
