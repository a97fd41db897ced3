package dev.reprise.sim.physics.physx;

import dev.reprise.sim.physics.Contacts;
import physx.common.PxVec3;
import physx.physics.PxContactPair;
import physx.physics.PxContactPairHeader;
import physx.physics.PxContactPairPoint;
import physx.physics.PxSimulationEventCallbackImpl;
import physx.support.PxArray_PxContactPairPoint;

/** Writes the contacts of a step down; PhysX calls it at the end of that step. Forces are without their friction part. */
final class ContactReader extends PxSimulationEventCallbackImpl {
    /** Of a pair of shapes; PhysX keeps at most 64 when it has reduced them. */
    private static final int CAPACITY = 64;

    private final Contacts contacts = new Contacts();
    private final double timestep;
    private final PxArray_PxContactPairPoint buffer = new PxArray_PxContactPairPoint(CAPACITY);
    private final PxContactPairPoint first = buffer.begin();
    private final PxContactPairPoint[] points = new PxContactPairPoint[CAPACITY];
    private final PxVec3[] positions = new PxVec3[CAPACITY];
    private final PxVec3[] normals = new PxVec3[CAPACITY];
    private final PxVec3[] impulses = new PxVec3[CAPACITY];
    private final Pair pair = new Pair();

    ContactReader(double timestep) {
        this.timestep = timestep;
        for (int i = 0; i < CAPACITY; i++) {
            points[i] = buffer.get(i);
            positions[i] = points[i].getPosition();
            normals[i] = points[i].getNormal();
            impulses[i] = points[i].getImpulse();
        }
    }

    Contacts contacts() {
        return contacts;
    }

    @Override
    public void onContact(PxContactPairHeader header, PxContactPair pairs, int count) {
        for (int i = 0; i < count; i++) {
            pair.look(pairs, i);
            read(pair);
        }
    }

    /** Looks at one pair after the other, without a new object for each. */
    private static final class Pair extends PxContactPair {
        Pair() {
            super(0);
        }

        void look(PxContactPair first, int index) {
            address = first.getAddress() + (long) SIZEOF * index;
        }
    }

    private void read(PxContactPair pair) {
        int count = pair.extractContacts(first, CAPACITY);
        int geom1 = -1;
        int geom2 = -1;
        for (int i = 0; i < count; i++) {
            PxVec3 impulse = impulses[i];
            double x = impulse.getX();
            double y = impulse.getY();
            double z = impulse.getZ();
            if (x == 0 && y == 0 && z == 0) {
                // PhysX lists points that are near as well.
                continue;
            }
            if (geom1 < 0) {
                geom1 = Shapes.geom(pair.getShapes(0));
                geom2 = Shapes.geom(pair.getShapes(1));
            }
            int contact = contacts.add(geom1, geom2);
            contacts.set(contact, 0, positions[i].getX());
            contacts.set(contact, 1, positions[i].getY());
            contacts.set(contact, 2, positions[i].getZ());
            // PhysX has normal and impulse from the second shape to the first.
            contacts.set(contact, 3, -normals[i].getX());
            contacts.set(contact, 4, -normals[i].getY());
            contacts.set(contact, 5, -normals[i].getZ());
            contacts.set(contact, 6, -x / timestep);
            contacts.set(contact, 7, -y / timestep);
            contacts.set(contact, 8, -z / timestep);
        }
    }

    @Override
    public void destroy() {
        buffer.destroy();
        super.destroy();
    }
}
