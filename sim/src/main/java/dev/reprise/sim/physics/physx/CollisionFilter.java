package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.ModelSpec;
import java.util.BitSet;
import physx.physics.PxFilterFlagEnum;
import physx.physics.PxPairFlagEnum;
import physx.support.PassThroughFilterShaderImpl;

/**
 * Who touches whom, as MuJoCo decides it: by types and affinities, but not within what moves as one, not between parent
 * and child unless the parent is fixed, and not where a pair of bodies is excluded. PhysX asks when the boxes around two
 * shapes begin to overlap, and remembers the answer until they part.
 */
final class CollisionFilter extends PassThroughFilterShaderImpl {
    private final int count;
    private final BitSet touch;
    private final int yes;
    private final int no;

    CollisionFilter(ModelSpec model, Carriers carriers) {
        count = model.geoms().size();
        touch = new BitSet(count * count);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                boolean meet = meet(
                        model, carriers, model.geoms().get(i), model.geoms().get(j));
                touch.set(i * count + j, meet);
                touch.set(j * count + i, meet);
            }
        }
        yes = PxPairFlagEnum.eCONTACT_DEFAULT.value
                | PxPairFlagEnum.eNOTIFY_TOUCH_FOUND.value
                | PxPairFlagEnum.eNOTIFY_TOUCH_PERSISTS.value
                | PxPairFlagEnum.eNOTIFY_CONTACT_POINTS.value;
        no = PxFilterFlagEnum.eKILL.value;
    }

    private static boolean meet(ModelSpec model, Carriers carriers, GeomSpec a, GeomSpec b) {
        int carrierA = carriers.carrier(a.body());
        int carrierB = carriers.carrier(b.body());
        return a.contact().meets(b.contact())
                && carrierA != carrierB
                && !(carrierA != 0 && carrierB != 0 && related(carriers, carrierA, carrierB))
                && model.excludes().stream().noneMatch(pair -> is(pair, a, b) || is(pair, b, a));
    }

    private static boolean is(ModelSpec.Exclude pair, GeomSpec a, GeomSpec b) {
        return pair.body1() == a.body() && pair.body2() == b.body();
    }

    private static boolean related(Carriers carriers, int a, int b) {
        return carriers.parent(a) == b || carriers.parent(b) == a;
    }

    /** Whether two geoms may touch. */
    boolean touches(int geom1, int geom2) {
        return touch.get(geom1 * count + geom2);
    }

    /** The first word of a shape's filter data is its geom. */
    @Override
    public int filterShader(
            int attributes0,
            int geom0,
            int unused01,
            int unused02,
            int unused03,
            int attributes1,
            int geom1,
            int unused11,
            int unused12,
            int unused13) {
        if (!touches(geom0, geom1)) {
            return no;
        }
        setOutputPairFlags(yes);
        return 0;
    }
}
