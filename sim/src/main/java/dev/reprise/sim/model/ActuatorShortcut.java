package dev.reprise.sim.model;

import java.util.Map;

/**
 * Motors and servos said as what they are short for: a general actuator. They share one default, so a servo's gain may
 * come from the default of another.
 */
final class ActuatorShortcut {
    private ActuatorShortcut() {}

    /**
     * The attributes that an element sets, those of a motor or servo as those of a general actuator; other elements'
     * as they are.
     *
     * @param base defaults
     */
    static Map<String, Attribute> general(XmlElement element, Map<String, Attribute> base) {
        Map<String, Attribute> own = Defaults.own(element);
        switch (element.name()) {
            case "motor" -> set(own, element, 1, "none", "0 0 0");
            case "position" -> {
                double gain = gain(element, "kp", base);
                // Without kv, what the default says of damping stays.
                String damping =
                        own.containsKey("kv") ? " " + -Attributes.of(element).number("kv", 0) : "";
                set(own, element, gain, "affine", offset(base) + " " + -gain + damping);
            }
            case "velocity" -> {
                double gain = gain(element, "kv", base);
                set(own, element, gain, "affine", "0 0 " + -gain);
            }
            default -> {}
        }
        return own;
    }

    private static double gain(XmlElement element, String attribute, Map<String, Attribute> base) {
        double gain = new Attributes(element, base).upTo("gainprm", firstOnly())[0];
        return Attributes.of(element).number(attribute, gain);
    }

    private static String offset(Map<String, Attribute> base) {
        Attribute bias = base.get("biasprm");
        return bias == null || bias.words().isEmpty() ? "0" : bias.words().get(0);
    }

    /** MuJoCo's default gain, and room for the other numbers that it allows. */
    static double[] firstOnly() {
        return new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    }

    private static void set(Map<String, Attribute> own, XmlElement element, double gain, String bias, String numbers) {
        own.put("gaintype", new Attribute("fixed", element));
        own.put("gainprm", new Attribute(Double.toString(gain), element));
        own.put("biastype", new Attribute(bias, element));
        own.put("biasprm", new Attribute(numbers, element));
    }
}
