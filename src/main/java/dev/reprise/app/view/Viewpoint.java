package dev.reprise.app.view;

import dev.reprise.app.UserException;
import dev.reprise.sim.model.CameraSpec;
import dev.reprise.sim.physics.WorldView;
import dev.reprise.sim.render.Camera;
import dev.reprise.sim.render.Orbit;
import dev.reprise.sim.render.RenderScene;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Where worlds are seen from. */
public final class Viewpoint {
    private static final Pattern ANGLES = Pattern.compile("-?\\d+(\\.\\d+)?,-?\\d+(\\.\\d+)?(,\\d+(\\.\\d+)?)?");

    private Viewpoint() {}

    /** Where a window looks from at first. */
    public static Orbit home(RenderScene scene, WorldView world) {
        return scene.model().cameras().isEmpty()
                ? Orbit.of(scene)
                : Orbit.of(of("", scene).apply(world), scene);
    }

    /**
     * The camera in a world at its moment.
     *
     * @param text empty for the default, the model's first camera if it has one; the name of a camera of the model; or {@code azimuth,elevation} in degrees, with
     *     or without a third number, the distance from the scene's middle in m
     * @throws UserException when it is none of these
     */
    static Function<WorldView, Camera> of(String text, RenderScene scene) {
        Orbit usual = Orbit.of(scene);
        List<CameraSpec> cameras = scene.model().cameras();
        if (text.isEmpty()) {
            Camera camera = usual.camera();
            return cameras.isEmpty() ? world -> camera : world -> Camera.of(cameras.get(0), world);
        }
        for (CameraSpec spec : cameras) {
            if (spec.name().equals(text)) {
                return world -> Camera.of(spec, world);
            }
        }
        if (!ANGLES.matcher(text).matches()) {
            List<String> names = cameras.stream().map(CameraSpec::name).toList();
            throw new UserException("--camera must be "
                    + (names.isEmpty() ? "" : "one of the model's cameras (" + String.join(", ", names) + ") or ")
                    + "AZIMUTH,ELEVATION[,DISTANCE] in degrees and metres, not '" + text + "'");
        }
        String[] numbers = text.split(",", -1);
        double distance = numbers.length == 3 ? Double.parseDouble(numbers[2]) : usual.distance();
        Camera camera = new Orbit(
                        usual.target(), distance, Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]))
                .camera();
        return world -> camera;
    }
}
