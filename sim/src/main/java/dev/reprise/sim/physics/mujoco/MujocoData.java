package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Pointer;
import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.mujoco.MujocoLayout.Field;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * The mjData of one world, and its arrays as views of the memory itself. MuJoCo makes the arrays once: they stay where
 * they are until {@link #free}.
 */
final class MujocoData {
    /** Numbers of {@link Field#BAD_STATE}: those of positions, velocities and accelerations. */
    private static final int BAD_STATES = 3;

    /** nq. */
    final DoubleBuffer positions;
    /** nv. */
    final DoubleBuffer velocities;
    /** nu. */
    final DoubleBuffer controls;
    /** Three for each mocap body. */
    final DoubleBuffer mocapPositions;
    /** Four for each mocap body: w x y z. */
    final DoubleBuffer mocapRotations;
    /** Three for each body. */
    final DoubleBuffer bodyPositions;
    /** Four for each body. */
    final DoubleBuffer bodyRotations;
    /** Three for each site. */
    final DoubleBuffer sitePositions;

    private final MujocoLayout layout;
    private final long model;
    private final long address;
    private final Pointer pointer;
    private final long siteMatrices;

    /** @throws IllegalStateException when there is no memory for it */
    MujocoData(MujocoLayout layout, long model, ModelSpec spec) {
        this.layout = layout;
        this.model = model;
        address = MujocoFunctions.mj_makeData(model);
        if (address == 0) {
            throw new IllegalStateException("MuJoCo has no memory for a world of " + spec.file());
        }
        pointer = new Pointer(address);
        int mocaps =
                Math.toIntExact(spec.bodies().stream().filter(BodySpec::mocap).count());
        positions = view(Field.QPOS, spec.positionCount());
        velocities = view(Field.QVEL, spec.velocityCount());
        controls = view(Field.CTRL, spec.actuators().size());
        mocapPositions = view(Field.MOCAP_POS, 3 * mocaps);
        mocapRotations = view(Field.MOCAP_QUAT, 4 * mocaps);
        bodyPositions = view(Field.XPOS, 3 * spec.bodies().size());
        bodyRotations = view(Field.XQUAT, 4 * spec.bodies().size());
        sitePositions = view(Field.SITE_XPOS, 3 * spec.sites().size());
        siteMatrices = pointer.getLong(layout.at(Field.SITE_XMAT));
    }

    private DoubleBuffer view(Field array, int count) {
        if (count == 0) {
            return DoubleBuffer.allocate(0);
        }
        return pointer.getPointer(layout.at(array))
                .getByteBuffer(0, (long) count * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /** Of the mjModel. */
    long model() {
        return model;
    }

    /** Of the mjData. */
    long address() {
        return address;
    }

    /** Of a site's rotation matrix. */
    long siteMatrix(int site) {
        return siteMatrices + 9L * Double.BYTES * site;
    }

    double time() {
        return pointer.getDouble(layout.at(Field.TIME));
    }

    void setTime(double seconds) {
        pointer.setDouble(layout.at(Field.TIME), seconds);
    }

    int contactCount() {
        return pointer.getInt(layout.at(Field.NCON));
    }

    /** Address of the array of contacts, which newer versions may move. */
    long contacts() {
        return pointer.getLong(layout.at(Field.CONTACT));
    }

    /** Whether MuJoCo found a number that is not finite or too large since the reset; it then resets by itself. */
    boolean unstable() {
        for (int i = 0; i < BAD_STATES; i++) {
            if (pointer.getInt(layout.at(Field.BAD_STATE) + 8L * i + Integer.BYTES) != 0) {
                return true;
            }
        }
        return false;
    }

    void free() {
        MujocoFunctions.mj_deleteData(address);
    }
}
