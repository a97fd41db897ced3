package dev.reprise.app.experiment;

import dev.reprise.agents.context.ContextInference;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TimeStep;

/** Who plays the episodes of an evaluation. Not for concurrent use. */
interface Players {
    /** Plays one episode. */
    @FunctionalInterface
    interface Player {
        /** The action after a step that was not the last. */
        float[] act(TimeStep now);
    }

    /** A player for an episode of a task, by its place among the evaluator's. */
    Player player(int task);

    /** The same for another thread. */
    Players copy();

    /** Players that are told the task: each acts with its head. */
    static Players told(PolicySnapshot policy) {
        return new Players() {
            @Override
            public Player player(int task) {
                return now -> policy.act(task, now.observation());
            }

            @Override
            public Players copy() {
                return told(policy.copy());
            }
        };
    }

    /** Players that are not: each acts with the head of the context that explains the episode's rewards best so far. */
    static Players guessing(PolicySnapshot policy, ContextInference contexts) {
        return new Players() {
            @Override
            public Player player(int task) {
                ContextInference.Guess guess = contexts.guess();
                return new Player() {
                    private float[] observation = {};
                    private float[] action = {};

                    @Override
                    public float[] act(TimeStep now) {
                        Label label = now instanceof TimeStep.Mid mid ? mid.label() : null;
                        if (label != null) {
                            guess.observe(observation, action, now.observation(), label.reward());
                        }
                        observation = now.observation();
                        action = policy.act(guess.context(), observation);
                        return action;
                    }
                };
            }

            @Override
            public Players copy() {
                throw new UnsupportedOperationException("contexts are guessed in one thread");
            }
        };
    }
}
