package dev.reprise.app.report;

/** The words of a report, each in one plain sentence. The formulas stand in the Javadoc of the science package. */
enum Term {
    PERFORMANCE("Performance", "Mean success over all tasks at the end of the run, from 0 to 1."),
    FORGETTING(
            "Forgetting",
            "Success that the tasks lost between the end of their own phase and the end of the run, in the mean over"
                    + " tasks: 0 is best, below 0 they improved later."),
    TRANSFER(
            "Forward transfer",
            "Head start against learning each task alone: 0 is as fast as alone, 1 is perfect at once, below 0 is slower."),
    POOLED_TRANSFER(
            "Pooled over tasks",
            "The same with tasks counting by what was left to gain: what all tasks gain together, divided by what all lack alone,"
                    + " so that a task that is learnt at once alone does not outweigh the others."),
    SPEED("Steps per second", "Environment steps per second of wall time, training and evaluation included."),
    OWN_PHASE("Own phase", "The last visit of a task: the last phase that trains it."),
    OWN_PHASE_SUCCESS(
            "Own-phase success", "Mean success over tasks at the end of their own phases: were they learnt at all?"),
    ALONE(
            "Agents of their own",
            "Mean success over tasks of single-task agents, one per task, at the end of as many steps as a visit of the task"
                    + " has."),
    TAIL(
            "Tail",
            "Mean success over the last tenth of a phase's evaluations, at least one, the one at its start left out."),
    JUMP_START("Jump-start", "Success at the start of a visit, before any training in it."),
    RETENTION(
            "Retention",
            "Jump-start divided by the tail of the task's previous visit: 1 means that nothing was lost in between."),
    JUMP_RATIO(
            "Jump-start ratio",
            "Sum of the jump-starts of all visits that are returns, divided by the sum of the tails of the visits before"
                    + " them: 1 means that nothing was lost."),
    STEPS_TO_80(
            "Steps to 80 %",
            "Environment steps of a visit until an evaluation shows at least 80 % success, 0 when it starts there; in"
                    + " means, a visit that never gets there counts with its whole length."),
    NEW_STEPS_TO_80(
            "Steps to 80 %, new tasks",
            "Mean of these steps over the first visits of tasks that enter after the first phase."),
    SAVINGS(
            "Savings",
            "Share of the first visit's steps to 80 % that a return saves: 1 means nothing to relearn, below 0 is slower"
                    + " than the first time. A visit that never gets there counts with its whole length, and a task that gets"
                    + " there in neither is left out."),
    INTERVAL(
            "[low, high]",
            "90 % interval over seeds, percentile bootstrap with 4000 resamples; with few seeds it is on the narrow side.");

    private final String title;
    private final String sentence;

    Term(String title, String sentence) {
        this.title = title;
        this.sentence = sentence;
    }

    String title() {
        return title;
    }

    String sentence() {
        return sentence;
    }

    /** A list of terms with their sentences. */
    static Markup list(Term... terms) {
        Markup list = new Markup().open("dl");
        for (Term term : terms) {
            list.element("dt", term.title).element("dd", term.sentence);
        }
        return list.close("dl");
    }
}
