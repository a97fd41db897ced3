package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.NativeLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What MuJoCo says: warnings go to the log, and no {@code MUJOCO_LOG.TXT} is written.
 *
 * <p>A fatal error ends the process, with the reason on the log and on the error stream. MuJoCo's own handler does
 * the same but waits for the Enter key first. The handler must not return, for MuJoCo would go on with broken data; and
 * Java cannot leave the C functions beneath it by an exception.
 */
final class MujocoMessages {
    /** Status of a process that ended by a fatal error of MuJoCo. */
    static final int EXIT_STATUS = 70;

    /** Called by MuJoCo, on the thread that called it. */
    interface Handler extends Callback {
        /** Takes one message. */
        void message(String text);
    }

    private static final Logger LOG = LoggerFactory.getLogger(MujocoMessages.class);

    // MuJoCo keeps the handlers in global variables: they must live as long as the process.
    private static final Handler WARNING = text -> LOG.warn("MuJoCo: {}", text);
    private static final Handler FATAL = MujocoMessages::halt;

    private MujocoMessages() {}

    static void install(NativeLibrary library) {
        install(library, "mju_user_warning", WARNING);
        install(library, "mju_user_error", FATAL);
    }

    private static void install(NativeLibrary library, String variable, Handler handler) {
        library.getGlobalVariableAddress(variable).setPointer(0, CallbackReference.getFunctionPointer(handler));
    }

    private static void halt(String text) {
        LOG.error("MuJoCo cannot go on: {}", text);
        System.err.println("MuJoCo cannot go on and ends the process: " + text);
        // Not exit(): its hooks could wait for this thread.
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
