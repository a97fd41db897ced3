package dev.reprise.envs.gym;

/** Numbers of the protocol that {@code docs/python.md} describes. */
final class GymProtocol {
    static final int VERSION = 1;
    static final int TOKEN_BYTES = 32;

    static final int HELLO = 0x01;
    static final int RESET = 0x02;
    static final int STEP = 0x03;
    static final int CLOSE = 0x04;
    static final int SPEC = 0x81;
    static final int OBSERVATIONS = 0x82;
    static final int STEPS = 0x83;

    static final int TERMINATED = 1;
    static final int TRUNCATED = 2;
    static final int SUCCESS = 4;
    static final int ABORTED = 8;

    private GymProtocol() {}
}
