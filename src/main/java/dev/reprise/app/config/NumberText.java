package dev.reprise.app.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back as the same floating-point number: {@code 0.0003}, {@code 64.0}, {@code 1.0e-7}.
 * Our own, because {@code Double.toString} gives other digits from JDK 19 on and the hash of a configuration must not
 * depend on the JDK; always with a point and a signed exponent, which YAML 1.1 readers (PyYAML) need to see a number.
 */
final class NumberText {
    private NumberText() {}

    /** Text of a finite number. */
    static String of(double value) {
        checkFinite(value);
        return isZero(value) ? zero(value) : text(new BigDecimal(value), d -> d.doubleValue() == value);
    }

    /** Text of a finite number with no more digits than a float has. */
    static String of(float value) {
        checkFinite(value);
        return isZero(value) ? zero(value) : text(new BigDecimal(value), d -> d.floatValue() == value);
    }

    private static void checkFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a configuration cannot hold the number " + value);
        }
    }

    private static boolean isZero(double value) {
        return value == 0;
    }

    private static String zero(double value) {
        return Double.doubleToRawLongBits(value) == 0 ? "0.0" : "-0.0";
    }

    private static String text(BigDecimal exact, Predicate<BigDecimal> same) {
        int digits = 1;
        BigDecimal shortest = exact.round(new MathContext(digits));
        while (!same.test(shortest)) {
            digits++;
            shortest = exact.round(new MathContext(digits));
        }
        return written(shortest.stripTrailingZeros());
    }

    private static String written(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent <= 15) {
            String plain = value.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }
}
