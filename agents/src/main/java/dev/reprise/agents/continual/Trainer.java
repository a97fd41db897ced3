package dev.reprise.agents.continual;

/** What a method may ask of the learner at the end of a phase. */
public interface Trainer {
    /** One more gradient step on what the phase has collected. */
    void gradientStep();

    /** Fresh moments for all optimizers. */
    void resetOptimizers();
}
