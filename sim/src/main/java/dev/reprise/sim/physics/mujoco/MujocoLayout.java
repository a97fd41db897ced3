package dev.reprise.sim.physics.mujoco;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where one version of MuJoCo keeps what is read of its structs. MuJoCo promises no binary interface from one version
 * to the next, and most of what a world is asked for has no function in its interface; so each version has a line in
 * {@code layouts.txt}, made from that version's own headers.
 */
final class MujocoLayout {
    /** What is read, in the order of the table's columns; offsets in bytes unless said. */
    enum Field {
        /** Of a size such as nq: 4 or 8 bytes. */
        SIZE_WIDTH,
        /** In mjModel, as those up to {@link #TIMESTEP}. */
        NQ,
        NV,
        NU,
        NBODY,
        NJNT,
        NGEOM,
        NSITE,
        NMOCAP,
        /** {@code opt.timestep}, a double. */
        TIMESTEP,
        /** In mjData, as those up to {@link #SITE_XMAT}; a double. */
        TIME,
        /** {@code warning[mjWARN_BADQPOS]}; those for velocity and acceleration follow, two ints each. */
        BAD_STATE,
        /** An int. */
        NCON,
        /** A pointer, as those up to {@link #SITE_XMAT}. */
        CONTACT,
        QPOS,
        QVEL,
        CTRL,
        MOCAP_POS,
        MOCAP_QUAT,
        XPOS,
        XQUAT,
        SITE_XPOS,
        SITE_XMAT,
        /** Bytes of an mjContact. */
        CONTACT_SIZE,
        /** In mjContact, as those that follow; three doubles, then the nine of {@code frame}. */
        CONTACT_POS,
        /** Two ints, geom 1 and geom 2. */
        CONTACT_GEOM1,
        /** An int. */
        CONTACT_EFC_ADDRESS
    }

    private static final String TABLE = "layouts.txt";
    private static final Pattern SPACE = Pattern.compile(" ");

    private final String version;
    private final Map<Field, Integer> values;

    private MujocoLayout(String version, Map<Field, Integer> values) {
        this.version = version;
        this.values = values;
    }

    /** The version that it belongs to. */
    String version() {
        return version;
    }

    /** Of one field. */
    int at(Field field) {
        return Objects.requireNonNull(values.get(field));
    }

    /**
     * Of a version.
     *
     * @throws IllegalStateException when the version is not known
     */
    static MujocoLayout of(String version) {
        List<MujocoLayout> known = known();
        for (MujocoLayout layout : known) {
            if (layout.version.equals(version)) {
                return layout;
            }
        }
        throw new IllegalStateException("MuJoCo " + version + " is not among the versions whose structs are known ("
                + String.join(", ", known.stream().map(MujocoLayout::version).toList())
                + "): install one of these, or add its line to " + TABLE + " with sim/src/test/mujoco/layouts.sh");
    }

    /** All versions of the table, the oldest first. */
    static List<MujocoLayout> known() {
        try (InputStream stream = MujocoLayout.class.getResourceAsStream(TABLE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + TABLE + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).toList();
            checkColumns(lines.get(0));
            List<MujocoLayout> layouts = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                layouts.add(row(line));
            }
            return layouts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkColumns(String line) {
        StringBuilder expected = new StringBuilder("VERSION");
        for (Field field : Field.values()) {
            expected.append(' ').append(field);
        }
        if (!expected.toString().contentEquals(line)) {
            throw new IllegalStateException(TABLE + " has the columns " + line + " and should have " + expected);
        }
    }

    private static MujocoLayout row(String line) {
        String[] parts = SPACE.split(line, -1);
        if (parts.length != 1 + Field.values().length) {
            throw new IllegalStateException("a line of " + TABLE + " has " + parts.length + " columns: " + line);
        }
        Map<Field, Integer> values = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            values.put(field, Integer.valueOf(parts[1 + values.size()]));
        }
        return new MujocoLayout(parts[0], values);
    }
}
