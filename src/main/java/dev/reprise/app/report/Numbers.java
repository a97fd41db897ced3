package dev.reprise.app.report;

import dev.reprise.app.science.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are written, alike in pages and in plain tables; a figure that does not exist is a dash. */
final class Numbers {
    /** Stands for a figure that does not exist. */
    static final String NONE = "–";

    private Numbers() {}

    /** Two decimals; never "-0.00". */
    static String rate(@Nullable Double value) {
        if (value == null) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text;
    }

    /** A whole number with narrow no-break spaces between thousands: 24 000. */
    static String count(@Nullable Number value) {
        if (value == null) {
            return NONE;
        }
        long rounded = Math.round(value.doubleValue());
        return String.format(Locale.ROOT, "%,d", rounded).replace(',', '\u202f');
    }

    /** A rate with its interval, where it has one: 0.83 [0.79, 0.87]. */
    static String rate(@Nullable Interval interval) {
        return interval == null
                ? NONE
                : rate(interval.mean()) + (interval.bounded() ? " " + bounds(interval, false) : "");
    }

    /** A count with its interval, where it has one. */
    static String count(@Nullable Interval interval) {
        return interval == null
                ? NONE
                : count(interval.mean()) + (interval.bounded() ? " " + bounds(interval, true) : "");
    }

    /** The bounds alone: [0.79, 0.87]. */
    static String bounds(Interval interval, boolean counts) {
        return counts
                ? "[" + count(interval.low()) + ", " + count(interval.high()) + "]"
                : "[" + rate(interval.low()) + ", " + rate(interval.high()) + "]";
    }

    /** Short form for axes: 500, 2k, 2.5k, 1.5M; with as many decimals as tell ticks {@code distance} apart. */
    static String brief(double value, double distance) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return plain(value / 1e6, decimals(distance / 1e6)) + "M";
        }
        return size >= 1e3 ? plain(value / 1e3, decimals(distance / 1e3)) + "k" : plain(value, decimals(distance));
    }

    private static int decimals(double distance) {
        return Math.max(2, (int) Math.ceil(-Math.log10(distance) - 1e-9));
    }

    /** Up to two decimals, without trailing zeros. */
    static String plain(double value) {
        return plain(value, 2);
    }

    private static String plain(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
