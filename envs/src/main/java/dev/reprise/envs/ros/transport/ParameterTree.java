package dev.reprise.envs.ros.transport;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters that a master keeps. A value is a {@link Boolean}, an {@link Integer}, a {@link Double}, a
 * {@link String}, a {@code byte[]}, a {@code List} or a {@code Map} of values with {@code String} keys. Every method
 * throws {@link RosException} when the master does not answer.
 */
public interface ParameterTree {
    Optional<Object> get(String name) throws RosException;

    void set(String name, Object value) throws RosException;

    /** Sets parameters below the node's own name. */
    default void setOwn(Map<String, Object> values) throws RosException {
        for (Map.Entry<String, Object> each : values.entrySet()) {
            set("~" + each.getKey(), each.getValue());
        }
    }

    boolean has(String name) throws RosException;

    /** Deletes a parameter, if it is there, with all below it. */
    void delete(String name) throws RosException;

    /**
     * Gives a parameter that must have one type.
     *
     * @return the value; an integer where a {@link Double} is asked for is converted
     * @throws RosException when it is of another type, too
     */
    default <V> Optional<V> get(String name, Class<V> type) throws RosException {
        Optional<Object> value =
                get(name).map(v -> type == Double.class && v instanceof Integer i ? (Object) i.doubleValue() : v);
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw new RosException("the parameter '" + name + "' is " + value.get() + ", but a " + type.getSimpleName()
                    + " is needed");
        }
        return value.map(type::cast);
    }
}
