package dev.reprise.sim.physics.mujoco;

import org.jspecify.annotations.Nullable;

/**
 * The functions of MuJoCo that are called, under their names there. Pointers are {@code long}s, so that a call makes no
 * objects. {@link MujocoLibrary} binds them.
 */
@SuppressWarnings("MemberName")
final class MujocoFunctions {
    /** Kinds of things for {@link #mj_id2name} and {@link #mj_objectVelocity}; the same in all versions of the table. */
    static final int BODY = 1;

    /** A body by its frame, not its centre of mass. */
    static final int BODY_FRAME = 2;

    static final int JOINT = 3;
    static final int GEOM = 5;
    static final int SITE = 6;

    private MujocoFunctions() {}

    static native String mj_versionString();

    /** Gives 0 and a text in {@code error} when it fails; a model and a text when it warns. */
    static native long mj_loadXML(byte[] file, long files, byte[] error, int errorSize);

    static native void mj_deleteModel(long model);

    static native @Nullable String mj_id2name(long model, int kind, int index);

    static native long mj_makeData(long model);

    static native void mj_deleteData(long data);

    static native void mj_resetData(long model, long data);

    static native void mj_forward(long model, long data);

    static native void mj_step(long model, long data);

    static native void mj_kinematics(long model, long data);

    static native void mj_comPos(long model, long data);

    static native void mj_comVel(long model, long data);

    /** Writes six doubles: angular, then linear; {@code local} 0 for the world's axes. */
    static native void mj_objectVelocity(long model, long data, int kind, int index, long velocity, int local);

    /** Writes six doubles: force, then torque, in the contact's frame. */
    static native void mj_contactForce(long model, long data, int contact, long force);

    /** Writes four doubles. */
    static native void mju_mat2Quat(long quaternion, long matrix);

    static native void mju_error(byte[] text);
}
