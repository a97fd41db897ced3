package dev.reprise.sim.model;

import java.nio.file.Path;
import java.util.List;

/**
 * A scene: robots and things. Lists are in MJCF's order of compilation, bodies depth first, so that indices are those of
 * MuJoCo's arrays.
 *
 * @param file where it was read from
 * @param options of the simulation
 * @param excludes pairs of bodies that do not touch
 * @param engineSettings what the file says to engines of MuJoCo's kind alone; others do without it
 */
public record ModelSpec(
        String name,
        Path file,
        Options options,
        List<BodySpec> bodies,
        List<JointSpec> joints,
        List<GeomSpec> geoms,
        List<SiteSpec> sites,
        List<MeshSpec> meshes,
        List<ActuatorSpec> actuators,
        List<EqualitySpec> equalities,
        List<Exclude> excludes,
        List<CameraSpec> cameras,
        List<LightSpec> lights,
        List<KeyframeSpec> keyframes,
        List<EngineSetting> engineSettings) {
    /**
     * Options of the simulation.
     *
     * @param timestepSeconds of one physics step
     * @param gravity m/s²
     */
    public record Options(double timestepSeconds, Vector3 gravity) {}

    /**
     * A pair of bodies that do not touch.
     *
     * @param body1 index
     * @param body2 index
     */
    public record Exclude(int body1, int body2) {}

    /** Keeps copies of the lists. */
    public ModelSpec {
        bodies = List.copyOf(bodies);
        joints = List.copyOf(joints);
        geoms = List.copyOf(geoms);
        sites = List.copyOf(sites);
        meshes = List.copyOf(meshes);
        actuators = List.copyOf(actuators);
        equalities = List.copyOf(equalities);
        excludes = List.copyOf(excludes);
        cameras = List.copyOf(cameras);
        lights = List.copyOf(lights);
        keyframes = List.copyOf(keyframes);
        engineSettings = List.copyOf(engineSettings);
    }

    /**
     * The same model with physics steps of another length.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public ModelSpec withTimestep(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("a physics step takes more than 0 s, not " + seconds);
        }
        return with(new Options(seconds, options.gravity()), keyframes);
    }

    /** The same model with other keyframes. */
    ModelSpec withKeyframes(List<KeyframeSpec> others) {
        return with(options, others);
    }

    private ModelSpec with(Options otherOptions, List<KeyframeSpec> others) {
        return new ModelSpec(
                name,
                file,
                otherOptions,
                bodies,
                joints,
                geoms,
                sites,
                meshes,
                actuators,
                equalities,
                excludes,
                cameras,
                lights,
                others,
                engineSettings);
    }

    /** Index of the body with this name. */
    public int body(String bodyName) {
        return index("body", bodies.stream().map(BodySpec::name).toList(), bodyName);
    }

    /** Index of the joint with this name. */
    public int joint(String jointName) {
        return index("joint", joints.stream().map(JointSpec::name).toList(), jointName);
    }

    /** Index of the geom with this name. */
    public int geom(String geomName) {
        return index("geom", geoms.stream().map(GeomSpec::name).toList(), geomName);
    }

    /** Index of the site with this name. */
    public int site(String siteName) {
        return index("site", sites.stream().map(SiteSpec::name).toList(), siteName);
    }

    /** Index of the actuator with this name. */
    public int actuator(String actuatorName) {
        return index("actuator", actuators.stream().map(ActuatorSpec::name).toList(), actuatorName);
    }

    /** Index of the camera with this name. */
    public int camera(String cameraName) {
        return index("camera", cameras.stream().map(CameraSpec::name).toList(), cameraName);
    }

    private int index(String kind, List<String> names, String wanted) {
        int index = names.indexOf(wanted);
        if (wanted.isEmpty() || index < 0) {
            throw new IllegalArgumentException(
                    "model '" + name + "' (" + file + ") has no " + kind + " '" + wanted + "', only " + names);
        }
        return index;
    }

    /** Numbers that the positions of all joints take. */
    public int positionCount() {
        return positionAddress(joints.size());
    }

    /** Numbers that the velocities of all joints take. */
    public int velocityCount() {
        return velocityAddress(joints.size());
    }

    /** Where a joint's position begins in the row of all positions: one joint after the other. */
    public int positionAddress(int joint) {
        int address = 0;
        for (int i = 0; i < joint; i++) {
            address += joints.get(i).type().positions();
        }
        return address;
    }

    /** Where a joint's velocity begins in the row of all velocities. */
    public int velocityAddress(int joint) {
        int address = 0;
        for (int i = 0; i < joint; i++) {
            address += joints.get(i).type().velocities();
        }
        return address;
    }

    /** The positions of all joints in the model's initial pose. */
    public double[] initialPositions() {
        double[] positions = new double[positionCount()];
        int at = 0;
        for (JointSpec joint : joints) {
            switch (joint.type()) {
                case HINGE, SLIDE -> positions[at] = joint.reference();
                case BALL -> positions[at] = 1;
                case FREE -> {
                    Pose pose = bodies.get(joint.body()).pose();
                    positions[at] = pose.position().x();
                    positions[at + 1] = pose.position().y();
                    positions[at + 2] = pose.position().z();
                    positions[at + 3] = pose.rotation().w();
                    positions[at + 4] = pose.rotation().x();
                    positions[at + 5] = pose.rotation().y();
                    positions[at + 6] = pose.rotation().z();
                }
            }
            at += joint.type().positions();
        }
        return positions;
    }
}
