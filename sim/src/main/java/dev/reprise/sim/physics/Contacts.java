package dev.reprise.sim.physics;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Points where geoms touched in the last step. The arrays are reused by the next one. */
public final class Contacts {
    private static final int INITIAL = 32;

    private int count;
    private int[] geoms = new int[2 * INITIAL];
    /** Position, normal and force: nine numbers each. */
    private double[] numbers = new double[9 * INITIAL];

    /** How many. */
    public int count() {
        return count;
    }

    /** Index of the first geom. */
    public int geom1(int contact) {
        return geoms[2 * contact];
    }

    /** Index of the second geom. */
    public int geom2(int contact) {
        return geoms[2 * contact + 1];
    }

    /**
     * Where, along which normal and how hard.
     *
     * @param axis 0 … 2 for x, y, z of the position (m), 3 … 5 of the normal from geom 1 to geom 2, 6 … 8 of the force
     *     on geom 2 (N); world frame
     */
    public double number(int contact, int axis) {
        return numbers[9 * contact + axis];
    }

    /** Size of the force, N. */
    public double force(int contact) {
        double x = numbers[9 * contact + 6];
        double y = numbers[9 * contact + 7];
        double z = numbers[9 * contact + 8];
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Forgets all; for engines. */
    public void clear() {
        count = 0;
    }

    /**
     * Forgets, of the first so many, those that a rule does not keep, and moves the others up; for engines.
     *
     * @param kept says of the contact of this number whether it stays
     */
    public void retain(int first, IntPredicate kept) {
        int to = 0;
        for (int from = 0; from < count; from++) {
            if (from >= first || kept.test(from)) {
                System.arraycopy(geoms, 2 * from, geoms, 2 * to, 2);
                System.arraycopy(numbers, 9 * from, numbers, 9 * to, 9);
                to++;
            }
        }
        count = to;
    }

    /** Adds one, and gives back the row that its nine numbers are to be written to; for engines. */
    public int add(int geom1, int geom2) {
        if (9 * count == numbers.length) {
            geoms = Arrays.copyOf(geoms, 2 * geoms.length);
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        geoms[2 * count] = geom1;
        geoms[2 * count + 1] = geom2;
        return count++;
    }

    /** Writes a number of a contact; for engines. */
    public void set(int contact, int axis, double value) {
        numbers[9 * contact + axis] = value;
    }
}
