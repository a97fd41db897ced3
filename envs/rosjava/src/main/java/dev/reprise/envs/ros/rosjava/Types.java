package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Types that a node uses, by name: ROSJava asks for nothing but names. */
final class Types {
    private final Map<String, RosMessageType<?>> messages = new ConcurrentHashMap<>();
    private final Map<String, RosServiceType<?, ?>> services = new ConcurrentHashMap<>();

    void add(RosMessageType<?> type) {
        messages.put(type.name(), type);
    }

    void add(RosServiceType<?, ?> type) {
        services.put(type.name(), type);
    }

    @Nullable
    RosMessageType<?> message(String name) {
        return messages.get(name);
    }

    @Nullable
    RosServiceType<?, ?> service(String name) {
        return services.get(name);
    }
}
