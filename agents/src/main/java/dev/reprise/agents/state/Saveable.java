package dev.reprise.agents.state;

/** Something whose whole state can be written down and taken up again, bit for bit. */
public interface Saveable {
    /** Writes the state. Saving changes nothing. */
    void save(SavedState state);

    /**
     * Takes up a state that {@link #save} wrote.
     *
     * @throws IllegalArgumentException when something is missing or has the wrong shape
     */
    void load(SavedState state);
}
