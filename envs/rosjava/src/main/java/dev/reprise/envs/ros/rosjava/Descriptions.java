package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import org.ros.internal.message.definition.MessageDefinitionReflectionProvider;
import org.ros.internal.message.service.ServiceDescription;
import org.ros.internal.message.service.ServiceDescriptionFactory;
import org.ros.internal.message.service.ServiceResponseMessageFactory;
import org.ros.internal.message.topic.TopicDescription;
import org.ros.internal.message.topic.TopicDescriptionFactory;

/** What ROSJava asks about types: ours where they are ours. */
final class Descriptions {
    private Descriptions() {}

    static TopicDescriptionFactory topics(Types types) {
        return new TopicDescriptionFactory(new MessageDefinitionReflectionProvider()) {
            @Override
            public TopicDescription newFromType(String name) {
                RosMessageType<?> type = types.message(name);
                return type == null
                        ? super.newFromType(name)
                        : new TopicDescription(name, type.definition(), type.md5());
            }
        };
    }

    static ServiceDescriptionFactory services(Types types) {
        return new ServiceDescriptionFactory(new MessageDefinitionReflectionProvider()) {
            @Override
            public ServiceDescription newFromType(String name) {
                RosServiceType<?, ?> type = types.service(name);
                return type == null
                        ? super.newFromType(name)
                        : new ServiceDescription(
                                name,
                                type.request().definition() + "---\n"
                                        + type.response().definition(),
                                type.md5());
            }
        };
    }

    /** An answer that a service's handler has still to give. */
    static final class Answer {
        Object value = "";
    }

    static ServiceResponseMessageFactory answers() {
        return new ServiceResponseMessageFactory(new MessageDefinitionReflectionProvider()) {
            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
            }) // ROSJava hands it to our handler and our serializer, and looks not into it.
            public <T> T newFromType(String type) {
                return (T) new Answer();
            }
        };
    }
}
