package dev.reprise.sim.physics;

/**
 * A scene that moves. Not for several threads at a time; several worlds may run in as many threads.
 *
 * <p>From the same reset on, the same commands give the same bits, on the same machine and engine.
 */
public interface World extends WorldView, AutoCloseable {
    /** To the model's initial pose, at rest; controls are 0, mocap bodies where the model has them. */
    default void reset() {
        reset(new WorldState(0, model().initialPositions(), new double[model().velocityCount()]));
    }

    /**
     * To a state; controls are 0, mocap bodies where the model has them. Nothing is left of what was before, so that an
     * episode depends on its start alone. What engines remember of contacts is not part of a state: a world that is put
     * into the state of another goes on nearly, not exactly, as that one.
     */
    void reset(WorldState state);

    /** Command of an actuator; it is held until the next one. What lies beyond the control's limits is cut there. */
    void setControl(int actuator, double value);

    /**
     * Moves a mocap body.
     *
     * @param pose seven numbers: x y z, w x y z
     */
    void setMocapPose(int body, double[] pose);

    /**
     * Whether steps note down who touches whom, as they do unless told; who does not read {@link #contacts} saves the time.
     * Motion is the same either way. To be switched on before a reset: an engine need not tell later of contacts between
     * things that have come to rest before.
     */
    void noteContacts(boolean on);

    /** So many physics steps of {@link dev.reprise.sim.model.ModelSpec.Options#timestepSeconds}. */
    void step(int count);

    /** Gives back what the engine holds; a closed world must not be used. Closing twice is allowed. */
    @Override
    void close();
}
