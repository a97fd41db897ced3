package dev.reprise.app.science;

import java.util.Collection;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The arithmetic mean where some values may not exist. */
final class Mean {
    private Mean() {}

    /** Mean of the values that exist; null when none does. */
    static @Nullable Double ofPresent(Collection<? extends @Nullable Number> values) {
        OptionalDouble mean = values.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** Mean of all values; null when one is missing, since a mean over fewer would be another figure. */
    static @Nullable Double ofAll(Collection<? extends @Nullable Number> values) {
        return values.stream().allMatch(Objects::nonNull) ? ofPresent(values) : null;
    }
}
