package dev.reprise.sim.physics.mujoco;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.SiteSpec;
import dev.reprise.sim.physics.mujoco.MujocoLayout.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's file as MuJoCo compiled it: mjModel. Worlds read it, also several at a time. */
final class MujocoModel {
    private static final Logger LOG = LoggerFactory.getLogger(MujocoModel.class);
    private static final int ERROR_SIZE = 1000;

    private final MujocoLayout layout;
    private final long address;

    private MujocoModel(MujocoLayout layout, long address) {
        this.layout = layout;
        this.address = address;
    }

    /**
     * Loads the model's file.
     *
     * @throws IllegalArgumentException when MuJoCo refuses the file, or reads something else in it than the model has
     */
    static MujocoModel load(MujocoLayout layout, ModelSpec spec) {
        byte[] file = Native.toByteArray(spec.file().toAbsolutePath().toString(), StandardCharsets.UTF_8);
        byte[] error = new byte[ERROR_SIZE];
        long address = MujocoFunctions.mj_loadXML(file, 0, error, error.length);
        String text = MujocoLibrary.oneLine(Native.toString(error, StandardCharsets.UTF_8));
        if (address == 0) {
            throw new IllegalArgumentException(
                    "MuJoCo " + layout.version() + " cannot load " + spec.file() + ": " + text);
        }
        if (!text.isEmpty()) {
            LOG.warn("MuJoCo on {}: {}", spec.file(), text);
        }
        MujocoModel model = new MujocoModel(layout, address);
        try {
            model.checkAgainst(spec);
            // The file's own unless the model was given another one after it was read.
            new Pointer(address)
                    .setDouble(layout.at(Field.TIMESTEP), spec.options().timestepSeconds());
        } catch (IllegalArgumentException e) {
            model.close();
            throw e;
        }
        return model;
    }

    /** Of the mjModel. */
    long address() {
        return address;
    }

    void close() {
        MujocoFunctions.mj_deleteModel(address);
    }

    /** Indices and addresses of the records are used on MuJoCo's arrays: both must have the same things in one order. */
    private void checkAgainst(ModelSpec spec) {
        Path file = spec.file();
        checkCount(file, "bodies", Field.NBODY, spec.bodies().size());
        checkCount(file, "joints", Field.NJNT, spec.joints().size());
        checkCount(file, "geoms", Field.NGEOM, spec.geoms().size());
        checkCount(file, "sites", Field.NSITE, spec.sites().size());
        checkCount(file, "actuators", Field.NU, spec.actuators().size());
        checkCount(file, "positions", Field.NQ, spec.positionCount());
        checkCount(file, "velocities", Field.NV, spec.velocityCount());
        long mocap = spec.bodies().stream().filter(BodySpec::mocap).count();
        checkCount(file, "mocap bodies", Field.NMOCAP, mocap);
        // The world's body has a name of its own here and there.
        checkNames(file, "body", MujocoFunctions.BODY, 1, names(spec.bodies(), BodySpec::name));
        checkNames(file, "joint", MujocoFunctions.JOINT, 0, names(spec.joints(), JointSpec::name));
        checkNames(file, "geom", MujocoFunctions.GEOM, 0, names(spec.geoms(), GeomSpec::name));
        checkNames(file, "site", MujocoFunctions.SITE, 0, names(spec.sites(), SiteSpec::name));
    }

    private void checkCount(Path file, String what, Field field, long expected) {
        Pointer model = new Pointer(address);
        int offset = layout.at(field);
        long count = layout.at(Field.SIZE_WIDTH) == 8 ? model.getLong(offset) : model.getInt(offset);
        if (count != expected) {
            throw new IllegalArgumentException(
                    "MuJoCo reads " + count + " " + what + " in " + file + ", the model has " + expected);
        }
    }

    private static <T> List<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).toList();
    }

    private void checkNames(Path file, String what, int kind, int first, List<String> names) {
        for (int i = first; i < names.size(); i++) {
            String name = Objects.requireNonNullElse(MujocoFunctions.mj_id2name(address, kind, i), "");
            if (!name.equals(names.get(i))) {
                throw new IllegalArgumentException("MuJoCo reads " + what + " " + i + " of " + file + " as \"" + name
                        + "\", the model has \"" + names.get(i) + "\" there");
            }
        }
    }
}
