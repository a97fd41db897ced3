package dev.reprise.sim.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads models in MJCF, MuJoCo's format, with what they include and their meshes.
 *
 * <p>Read are bodies with hinge, slide, ball and free joints; geoms that are planes, boxes, spheres, capsules, cylinders or
 * meshes (STL, OBJ); sites, cameras, lights; materials' colours; actuators without dynamics that drive hinges and slides;
 * welds, couplings of joints, excludes and keyframes; defaults, includes and the compiler's settings. Where a body has
 * no inertia it is computed from its geoms as MuJoCo does.
 *
 * <p>Whatever else a file contains is refused, but for what does not change the physics: {@code visual}, {@code statistic},
 * {@code size}, {@code custom}, and attributes about looks. Attributes for engines of MuJoCo's kind alone ({@code solref},
 * {@code solver}, …, and whole {@code sensor} sections) are accepted and listed in {@link ModelSpec#engineSettings}: they
 * are not in the records, and other engines do without them. {@code MjcfSchema} is the full table.
 */
public final class MjcfReader {
    private static final double DEFAULT_TIMESTEP = 0.002;
    private static final Vector3 DEFAULT_GRAVITY = new Vector3(0, 0, -9.81);

    private MjcfReader() {}

    /**
     * Reads a model.
     *
     * @param file the main file; includes and meshes are looked for from its folder
     * @throws MjcfException when it or what it includes cannot be read or contains what is not supported
     */
    public static ModelSpec read(Path file) {
        XmlElement root = XmlLoader.load(file);
        List<EngineSetting> settings = MjcfSchema.check(root);
        CompilerSettings compiler = CompilerSettings.of(root);
        Defaults defaults = new Defaults(root);
        Path folder = file.toAbsolutePath().normalize().getParent();
        MeshAssets meshes = new MeshAssets(root, defaults, compiler, folder == null ? file : folder);
        BodyTree tree = new BodyTree(root, compiler, defaults, new Materials(root, defaults), meshes);
        ConstraintReader constraints = new ConstraintReader(defaults, tree);
        ModelSpec model = new ModelSpec(
                root.attributes().getOrDefault("model", "MuJoCo Model"),
                file,
                options(root),
                tree.bodies,
                tree.joints,
                tree.geoms,
                tree.sites,
                meshes.meshes(),
                new ActuatorReader(compiler, defaults, tree).read(root),
                constraints.equalities(root),
                constraints.excludes(root),
                tree.cameras,
                tree.lights,
                List.of(),
                settings);
        return model.withKeyframes(KeyframeReader.read(root, model));
    }

    private static ModelSpec.Options options(XmlElement root) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        Map<String, Attribute> flags = new LinkedHashMap<>();
        for (XmlElement option : root.children("option")) {
            all.putAll(Defaults.own(option));
            option.children("flag").forEach(flag -> flags.putAll(Defaults.own(flag)));
        }
        Attributes a = new Attributes(root, all);
        for (String fluid : List.of("density", "viscosity")) {
            if (a.number(fluid, 0) != 0) {
                throw a.error(fluid, "of a fluid is not supported; remove it");
            }
        }
        double timestep = a.number("timestep", DEFAULT_TIMESTEP);
        if (!(timestep > 0)) {
            throw a.error("timestep", "must be above 0 seconds");
        }
        boolean falls = new Attributes(root, flags)
                .word("gravity", "enable", List.of("enable", "disable"))
                .equals("enable");
        return new ModelSpec.Options(timestep, falls ? a.vector("gravity", DEFAULT_GRAVITY) : Vector3.ZERO);
    }
}
