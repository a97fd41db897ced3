package dev.reprise.envs.workbench;

/** A thing that is fixed to the bench and has one joint. */
enum Fixture {
    /** Slides out towards the arm, m. */
    DRAWER("drawer", "drawer-opening", "drawer-handle", 0.16),
    /** Turns about an upright hinge on its far right, rad. */
    DOOR("door", "door-angle", "door-handle", 1.5),
    /** Is pressed down and springs back, m. */
    BUTTON("button", "button-depression", "button-top", 0.022),
    /** Is pulled over towards the arm and springs back, rad. */
    LEVER("lever", "lever-angle", "lever-grip", 1.4),
    /** Slides away from the arm, m. */
    WINDOW("window", "window-opening", "window-handle", 0.16);

    private final String joint;
    private final String opening;
    private final String handle;
    private final double most;

    Fixture(String joint, String opening, String handle, double most) {
        this.joint = joint;
        this.opening = opening;
        this.handle = handle;
        this.most = most;
    }

    /** Name of the scene's joint. */
    String joint() {
        return joint;
    }

    /** Name of the measured field that says how far it is open: 0 … {@link #most}. */
    String opening() {
        return opening;
    }

    /** Name of the measured field that says where it is taken hold of, and of the scene's site there. */
    String handle() {
        return handle;
    }

    /** How far it opens, m or rad. */
    double most() {
        return most;
    }
}
