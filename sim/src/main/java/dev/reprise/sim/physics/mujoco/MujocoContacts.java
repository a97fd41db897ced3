package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.mujoco.MujocoLayout.Field;

/** Reads the contacts of an mjData. */
final class MujocoContacts {
    private final Contacts contacts = new Contacts();
    private final MujocoLayout layout;
    private final MujocoData data;
    private final Memory forceMemory = new Memory(6 * Double.BYTES);
    private final double[] force = new double[3];
    /** Position, then the axes of the contact's frame; the first is the normal from geom 1 to geom 2. */
    private final double[] frame = new double[12];

    private Pointer array = Pointer.createConstant(0);

    MujocoContacts(MujocoLayout layout, MujocoData data) {
        this.layout = layout;
        this.data = data;
    }

    /** As read last. */
    Contacts get() {
        return contacts;
    }

    /** Those that the solver saw in the last step; not those of flexible bodies, which are no geoms. */
    void read() {
        contacts.clear();
        int count = data.contactCount();
        if (Pointer.nativeValue(array) != data.contacts()) {
            array = new Pointer(data.contacts());
        }
        for (int i = 0; i < count; i++) {
            long at = (long) layout.at(Field.CONTACT_SIZE) * i;
            long geoms = at + layout.at(Field.CONTACT_GEOM1);
            int geom1 = array.getInt(geoms);
            int geom2 = array.getInt(geoms + Integer.BYTES);
            boolean solved = array.getInt(at + layout.at(Field.CONTACT_EFC_ADDRESS)) >= 0;
            if (solved && geom1 >= 0 && geom2 >= 0) {
                array.read(at + layout.at(Field.CONTACT_POS), frame, 0, frame.length);
                add(i, geom1, geom2);
            }
        }
    }

    private void add(int index, int geom1, int geom2) {
        MujocoFunctions.mj_contactForce(data.model(), data.address(), index, Pointer.nativeValue(forceMemory));
        forceMemory.read(0, force, 0, force.length);
        int row = contacts.add(geom1, geom2);
        for (int axis = 0; axis < 3; axis++) {
            contacts.set(row, axis, frame[axis]);
            contacts.set(row, 3 + axis, frame[3 + axis]);
            contacts.set(
                    row,
                    6 + axis,
                    force[0] * frame[3 + axis] + force[1] * frame[6 + axis] + force[2] * frame[9 + axis]);
        }
    }
}
