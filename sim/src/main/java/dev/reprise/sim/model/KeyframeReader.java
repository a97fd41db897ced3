package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.List;

/** Named states of a model that is otherwise complete. */
final class KeyframeReader {
    private KeyframeReader() {}

    static List<KeyframeSpec> read(XmlElement root, ModelSpec model) {
        List<KeyframeSpec> keyframes = new ArrayList<>();
        Names names = new Names("key");
        for (XmlElement section : root.children("keyframe")) {
            for (XmlElement element : section.children()) {
                Attributes a = Attributes.of(element);
                names.add(a.name(), a);
                if (a.number("time", 0) != 0) {
                    throw a.error("time", "is not supported; a key's time is 0");
                }
                double[] positions = numbers(a, "qpos", model.initialPositions());
                unitQuaternions(positions, model, a);
                keyframes.add(new KeyframeSpec(
                        a.name(),
                        positions,
                        numbers(a, "qvel", new double[model.velocityCount()]),
                        numbers(a, "ctrl", new double[model.actuators().size()])));
            }
        }
        return keyframes;
    }

    private static double[] numbers(Attributes a, String name, double[] fallback) {
        return a.has(name) ? a.numbers(name, fallback.length) : fallback;
    }

    private static void unitQuaternions(double[] positions, ModelSpec model, Attributes a) {
        int at = 0;
        for (JointSpec joint : model.joints()) {
            int count = joint.type().positions();
            if (count >= 4) {
                int w = at + count - 4;
                double norm = Math.sqrt(positions[w] * positions[w]
                        + positions[w + 1] * positions[w + 1]
                        + positions[w + 2] * positions[w + 2]
                        + positions[w + 3] * positions[w + 3]);
                if (!(norm > 0)) {
                    throw a.error("qpos", "the quaternion at number " + w + " is 0");
                }
                for (int i = w; i < w + 4; i++) {
                    positions[i] /= norm;
                }
            }
            at += count;
        }
    }
}
