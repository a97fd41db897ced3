package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.util.Arrays;
import java.util.Objects;

/**
 * A world that MuJoCo moves: one mjData, read and written in place.
 *
 * <p>A step of MuJoCo ends with new joint positions, while poses of bodies are still those of its start. Poses and
 * velocities of bodies and sites are therefore computed anew when the first of them is read after a step, so that they
 * agree with the joints. What that does to the joints (older versions normalise quaternions in place) is undone: reading
 * never changes what happens next. Contacts are those that the last step solved, with the poses of its start.
 */
final class MujocoWorld implements World {
    private final ModelSpec model;
    private final MujocoData data;
    private final MujocoContacts contacts;
    private final Runnable onClose;

    private final int[] positionAddress;
    private final int[] velocityAddress;
    /** Of each body; -1 for those that are no mocap bodies. */
    private final int[] mocapIndex;

    private final Memory result = new Memory(6 * Double.BYTES);
    private final double[] keptPositions;
    private final double[] keptRotations;

    /** Whether the poses are those of the joints. */
    private boolean derived;

    private boolean contactsRead;
    private boolean noteContacts = true;
    private boolean closed;

    /** Not reset yet. */
    MujocoWorld(MujocoLayout layout, MujocoModel compiled, ModelSpec model, Runnable onClose) {
        this.model = model;
        this.onClose = onClose;
        data = new MujocoData(layout, compiled.address(), model);
        contacts = new MujocoContacts(layout, data);
        positionAddress = new int[model.joints().size()];
        velocityAddress = new int[model.joints().size()];
        Arrays.setAll(positionAddress, model::positionAddress);
        Arrays.setAll(velocityAddress, model::velocityAddress);
        mocapIndex = new int[model.bodies().size()];
        int mocaps = 0;
        for (int i = 0; i < mocapIndex.length; i++) {
            mocapIndex[i] = model.bodies().get(i).mocap() ? mocaps++ : -1;
        }
        keptPositions = new double[data.positions.capacity()];
        keptRotations = new double[data.mocapRotations.capacity()];
    }

    @Override
    public ModelSpec model() {
        return model;
    }

    @Override
    public void reset(WorldState state) {
        checkOpen();
        checkLength("positions", data.positions.capacity(), state.positions());
        checkLength("velocities", data.velocities.capacity(), state.velocities());
        MujocoFunctions.mj_resetData(data.model(), data.address());
        data.setTime(state.timeSeconds());
        data.positions.put(0, state.positions());
        data.velocities.put(0, state.velocities());
        MujocoFunctions.mj_forward(data.model(), data.address());
        derived = true;
        contacts.get().clear();
        contactsRead = true;
    }

    private static void checkLength(String what, int expected, double[] values) {
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "a state of this world has " + expected + " " + what + ", not " + values.length);
        }
    }

    @Override
    public void setControl(int actuator, double value) {
        checkOpen();
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the control of actuator " + actuator + " is not a number");
        }
        Range limits = model.actuators().get(actuator).control();
        data.controls.put(actuator, limits == null ? value : limits.clamp(value));
    }

    @Override
    public void setMocapPose(int body, double[] pose) {
        checkOpen();
        int mocap = mocapIndex[body];
        if (mocap < 0) {
            throw new IllegalArgumentException(
                    "body " + body + " (\"" + model.bodies().get(body).name() + "\") is no mocap body");
        }
        data.mocapPositions.put(3 * mocap, pose, 0, 3);
        data.mocapRotations.put(4 * mocap, pose, 3, 4);
        derived = false;
    }

    @Override
    public void step(int count) {
        checkOpen();
        for (int i = 0; i < count; i++) {
            MujocoFunctions.mj_step(data.model(), data.address());
        }
        derived = false;
        contacts.get().clear();
        contactsRead = !noteContacts;
        if (data.unstable()) {
            throw new IllegalStateException("the simulation of " + model.file() + " became unstable (a position,"
                    + " velocity or acceleration is not finite or too large): reset the world; a shorter timestep or"
                    + " weaker drives would help");
        }
    }

    @Override
    public double timeSeconds() {
        checkOpen();
        return data.time();
    }

    @Override
    public double jointPosition(int joint) {
        checkOpen();
        return data.positions.get(positionAddress[joint]);
    }

    @Override
    public double jointVelocity(int joint) {
        checkOpen();
        return data.velocities.get(velocityAddress[joint]);
    }

    @Override
    public void bodyPose(int body, double[] pose) {
        derive();
        data.bodyPositions.get(3 * body, pose, 0, 3);
        data.bodyRotations.get(4 * body, pose, 3, 4);
    }

    @Override
    public void bodyVelocity(int body, double[] velocity) {
        derive();
        Objects.checkIndex(body, mocapIndex.length);
        MujocoFunctions.mj_objectVelocity(
                data.model(), data.address(), MujocoFunctions.BODY_FRAME, body, Pointer.nativeValue(result), 0);
        result.read(0, velocity, 3, 3);
        result.read(3 * Double.BYTES, velocity, 0, 3);
    }

    @Override
    public void sitePose(int site, double[] pose) {
        derive();
        data.sitePositions.get(3 * site, pose, 0, 3);
        MujocoFunctions.mju_mat2Quat(Pointer.nativeValue(result), data.siteMatrix(site));
        result.read(0, pose, 3, 4);
    }

    @Override
    public void noteContacts(boolean on) {
        noteContacts = on;
    }

    @Override
    public Contacts contacts() {
        checkOpen();
        if (!contactsRead) {
            contacts.read();
            contactsRead = true;
        }
        return contacts.get();
    }

    @Override
    public WorldState state() {
        checkOpen();
        double[] positions = new double[data.positions.capacity()];
        double[] velocities = new double[data.velocities.capacity()];
        data.positions.get(0, positions);
        data.velocities.get(0, velocities);
        return new WorldState(data.time(), positions, velocities);
    }

    private void derive() {
        checkOpen();
        if (derived) {
            return;
        }
        data.positions.get(0, keptPositions);
        data.mocapRotations.get(0, keptRotations);
        MujocoFunctions.mj_kinematics(data.model(), data.address());
        MujocoFunctions.mj_comPos(data.model(), data.address());
        MujocoFunctions.mj_comVel(data.model(), data.address());
        data.positions.put(0, keptPositions);
        data.mocapRotations.put(0, keptRotations);
        derived = true;
    }

    /** Memory that was given back must not be read: the process would end. */
    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the world of " + model.file() + " is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            data.free();
            onClose.run();
        }
    }
}
