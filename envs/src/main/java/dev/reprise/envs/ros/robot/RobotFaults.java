package dev.reprise.envs.ros.robot;

/** What a simulated robot does wrong at present, told on its topic {@code fault}. */
enum RobotFaults {
    /** Nothing. */
    NONE,
    /** It hears and says nothing: as a robot behind a pulled cable. */
    FREEZE,
    /** Every second state is not told. */
    DROP,
    /** The first joint's position is not a number. */
    NAN,
    /** The first joint is left out of the states. */
    MISSING,
    /** The joints are told in another order: no fault, but what a robot may do. */
    SHUFFLE,
    /** Its clock jumps back by ten seconds, once. */
    CLOCK_BACK;

    /** The fault called so, in lower case with hyphens; none when it is not known. */
    static RobotFaults of(String name) {
        for (RobotFaults each : values()) {
            if (each.name().replace('_', '-').equalsIgnoreCase(name.trim())) {
                return each;
            }
        }
        return NONE;
    }
}
