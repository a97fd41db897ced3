package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.SavedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PackNet (Mallya and Lazebnik 2018, arXiv 1711.05769) on the policy's backbone, as Continual World (Wołczyk et al. 2021) has
 * it: a visit trains the weights that are still free. At its end each layer's free weights of largest size become the
 * visit's own, an equal share for each visit that is to come; the others are set to 0 and given free, and the visit's own are
 * trained on for a while. A task acts with the weights that it may see: those of its own visits and of all before its
 * first. So an old task's actions have the same bits until it comes back. Biases and gains are trained in the first phase
 * only. The critics are not touched.
 *
 * <p>Differs for returning tasks, which Continual World does not have: a return sees the weights of its own earlier visits and
 * trains its head and what is free.
 */
final class PackNet implements ContinualMethod {
    private static final int FREE = -1;

    private final PackNetConfig config;
    private final LearntPolicy policy;
    /** Of each number of the backbone: the phase that owns it, or FREE. */
    private int[] owners = {};
    /** Of each number of the backbone: its value, for those that are owned. */
    private float[] owned = {};
    /** By task: the phases whose weights it sees. */
    private final Map<Integer, BitSet> sees = new TreeMap<>();

    private final Map<Integer, ParameterVector> acting = new TreeMap<>();
    private List<Integer> present = List.of();
    private int phase = FREE;
    private boolean pruned;
    private int retrained;

    PackNet(PackNetConfig config, LearntPolicy policy) {
        this.config = config;
        this.policy = policy;
    }

    @Override
    public String name() {
        return "packnet";
    }

    /** Shows the learner the weights that the phase's task may see; what is hidden is 0. */
    @Override
    public void onPhaseStart(PhaseStart start) {
        if (start.tasks().size() != 1) {
            throw new IllegalArgumentException("PackNet learns one task at a time, not " + start.tasks());
        }
        int trunk = policy.actorNetwork().layout().trunkSize();
        if (owners.length == 0) {
            owners = new int[trunk];
            Arrays.fill(owners, FREE);
            owned = new float[trunk];
        }
        int task = start.tasks().get(0);
        BitSet seen = sees.computeIfAbsent(task, first -> {
            BitSet all = new BitSet();
            Arrays.stream(owners).filter(owner -> owner != FREE).forEach(all::set);
            return all;
        });
        seen.set(start.phase());
        present = start.tasks();
        phase = start.phase();
        pruned = false;
        retrained = 0;
        acting.clear();
        float[] live = policy.actor().edit();
        for (int i = 0; i < trunk; i++) {
            if (owners[i] != FREE) {
                live[i] = seen.get(owners[i]) ? owned[i] : 0;
            }
        }
    }

    /** Lets only the visit's own and the free weights move. */
    @Override
    public void adjustGradients(Gradients gradients) {
        if (gradients.network() != Gradients.Role.ACTOR) {
            return;
        }
        float[] total = gradients.total().edit();
        for (int i = 0; i < owners.length; i++) {
            boolean moves = pruned ? owners[i] == phase : owners[i] == FREE;
            if (!moves) {
                total[i] = 0;
            }
        }
    }

    @Override
    public boolean onPhaseEnd(PhaseStart ending, Trainer trainer) {
        if (!pruned) {
            prune(1.0 / Math.max(1, ending.phases() - ending.phase()));
            pruned = true;
            trainer.resetOptimizers();
        }
        if (retrained < config.retrainSteps() && ending.phase() < ending.phases() - 1) {
            trainer.gradientStep();
            retrained++;
            return false;
        }
        float[] live = policy.actor().values();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == phase) {
                owned[i] = live[i];
            }
        }
        present = List.of();
        acting.clear();
        return true;
    }

    /** Gives the visit the largest of each layer's free weights, and everything free that is no weight. */
    private void prune(double share) {
        float[] live = policy.actor().edit();
        for (ParameterLayout.Tensor tensor : policy.actorNetwork().layout().tensors()) {
            if (tensor.task() != null) {
                continue;
            }
            List<Integer> free = new ArrayList<>();
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                if (owners[i] == FREE) {
                    free.add(i);
                }
            }
            boolean weights = tensor.role() == ParameterLayout.Role.WEIGHT;
            int kept = weights ? (int) Math.round(share * free.size()) : free.size();
            // Equal sizes fall to the earlier place, so that the outcome does not depend on the sort.
            free.sort((a, b) -> {
                int bySize = Float.compare(Math.abs(live[b]), Math.abs(live[a]));
                return bySize != 0 ? bySize : Integer.compare(a, b);
            });
            for (int rank = 0; rank < free.size(); rank++) {
                if (rank < kept) {
                    owners[free.get(rank)] = phase;
                } else {
                    live[free.get(rank)] = 0;
                }
            }
        }
    }

    /** The learner's own for the task that is being learnt; for the others what they see of the owned weights. */
    @Override
    public @Nullable ParameterVector parametersFor(int task) {
        BitSet seen = sees.get(task);
        if (seen == null || present.contains(task)) {
            return null;
        }
        ParameterVector known = acting.get(task);
        if (known != null && known.layout().equals(policy.actorNetwork().layout())) {
            return known;
        }
        ParameterVector own = policy.actor().copy();
        float[] values = own.edit();
        for (int i = 0; i < owners.length; i++) {
            values[i] = owners[i] != FREE && seen.get(owners[i]) ? owned[i] : 0;
        }
        acting.put(task, own);
        return own;
    }

    @Override
    public boolean holdsPolicies() {
        return true;
    }

    @Override
    public void save(SavedState state) {
        state.putInts("owners", owners);
        state.putFloats("owned", owned);
        state.putInts("tasks", sees.keySet().stream().mapToInt(i -> i).toArray());
        sees.forEach((task, seen) -> state.putInts("sees" + task, seen.stream().toArray()));
        state.putInts("present", present.stream().mapToInt(i -> i).toArray());
        state.putInts("position", phase, pruned ? 1 : 0, retrained);
    }

    @Override
    public void load(SavedState state) {
        owners = state.ints("owners");
        owned = state.floats("owned");
        sees.clear();
        for (int task : state.ints("tasks")) {
            BitSet seen = new BitSet();
            Arrays.stream(state.ints("sees" + task)).forEach(seen::set);
            sees.put(task, seen);
        }
        present = Arrays.stream(state.ints("present")).boxed().toList();
        int[] position = state.ints("position");
        phase = position[0];
        pruned = position[1] == 1;
        retrained = position[2];
        acting.clear();
    }
}
