package dev.reprise.sim.model;

import java.util.Map;
import java.util.Set;

/**
 * Motors and servos said as what they are short for: a general actuator. They share one default, so a servo's gain may
 * come from the default of another; kinds that mix there are refused.
 */
final class ActuatorShortcut {
    private static final String MOTOR = "motor";
    /** Those that take gains from defaults; a motor's gain is always 1. */
    private static final Set<String> KINDS = Set.of("general", "position", "velocity");

    private ActuatorShortcut() {}

    /**
     * The attributes that an element sets, those of a motor or servo as those of a general actuator; other elements'
     * as they are.
     *
     * @param base defaults
     */
    static Map<String, Attribute> general(XmlElement element, Map<String, Attribute> base) {
        Map<String, Attribute> own = Defaults.own(element);
        refuseMixture(element, base);
        switch (element.name()) {
            case "motor" -> set(own, element, 1, "none", "0 0 0");
            case "position" -> {
                double gain = gain(element, "kp", base);
                // Without kv, or with 0 as in MuJoCo, what the default says of damping stays.
                double damping = damping(element);
                set(own, element, gain, "affine", offset(base) + " " + -gain + (damping == 0 ? "" : " " + -damping));
            }
            case "velocity" -> {
                double gain = gain(element, "kv", base);
                set(own, element, gain, "affine", "0 0 " + -gain);
            }
            default -> {}
        }
        return own;
    }

    private static void refuseMixture(XmlElement element, Map<String, Attribute> base) {
        Attribute gain = base.get("gainprm");
        String kind = gain == null ? MOTOR : gain.source().name();
        if (KINDS.contains(element.name()) && !kind.equals(MOTOR) && !kind.equals(element.name())) {
            throw element.error("the default of a <" + kind + "> holds for this <" + element.name()
                    + ">, and versions of MuJoCo differ in what it takes from there; use a default class of its own");
        }
    }

    private static double gain(XmlElement element, String attribute, Map<String, Attribute> base) {
        double gain = new Attributes(element, base).upTo("gainprm", firstOnly())[0];
        return Attributes.of(element).number(attribute, gain);
    }

    private static double damping(XmlElement position) {
        Attributes a = Attributes.of(position);
        double damping = a.number("kv", 0);
        if (damping < 0) {
            throw a.error("kv", "must not be below 0");
        }
        return damping;
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
