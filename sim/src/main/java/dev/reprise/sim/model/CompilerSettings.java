package dev.reprise.sim.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a file is to be understood; of several {@code <compiler>} elements the last to set something is heard, and all of
 * the model is under it.
 *
 * @param radian how many radians a unit of angle is
 * @param eulerAxes three of x y z (axes that turn along), X Y Z (axes that stand)
 * @param automaticLimits a range alone limits
 * @param meshFolder relative to the model's file
 * @param stripPaths of file names
 * @param inertiaFromGeoms true, false or auto
 * @param minimumMass of bodies, kg
 * @param minimumInertia of bodies, kg·m²
 * @param exactMeshInertia of meshes that do not say it themselves
 */
record CompilerSettings(
        double radian,
        String eulerAxes,
        boolean automaticLimits,
        Path meshFolder,
        boolean stripPaths,
        String inertiaFromGeoms,
        int lowestInertiaGroup,
        int highestInertiaGroup,
        double minimumMass,
        double minimumInertia,
        boolean exactMeshInertia) {
    /** What a model says. */
    static CompilerSettings of(XmlElement root) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        for (XmlElement element : root.children("compiler")) {
            all.putAll(Defaults.own(element));
        }
        Attributes a = new Attributes(root, all);
        a.word("coordinate", "local", List.of("local"));
        for (String change : List.of("balanceinertia", "discardvisual", "fusestatic", "alignfree")) {
            if (a.flag(change, false)) {
                throw a.error(change, "is not supported; set it to false or remove it");
            }
        }
        if (a.number("settotalmass", -1) > 0) {
            throw a.error("settotalmass", "is not supported; give each body its mass");
        }
        String euler = a.text("eulerseq", "xyz");
        if (!euler.matches("[xyzXYZ]{3}")) {
            throw a.error("eulerseq", "'" + euler + "' must be three of x y z X Y Z");
        }
        double[] groups = a.has("inertiagrouprange") ? a.numbers("inertiagrouprange", 2) : new double[] {0, 5};
        boolean degrees = a.word("angle", "degree", List.of("degree", "radian")).equals("degree");
        return new CompilerSettings(
                degrees ? Math.PI / 180 : 1,
                euler,
                a.flag("autolimits", true),
                a.path(a.has("meshdir") ? "meshdir" : "assetdir"),
                a.flag("strippath", false),
                a.word("inertiafromgeom", "auto", List.of("true", "false", "auto")),
                (int) groups[0],
                (int) groups[1],
                a.number("boundmass", 0),
                a.number("boundinertia", 0),
                a.flag("exactmeshinertia", false));
    }
}
