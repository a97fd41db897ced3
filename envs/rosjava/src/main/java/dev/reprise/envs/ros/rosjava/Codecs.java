package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jspecify.annotations.NullUnmarked;
import org.ros.internal.message.DefaultMessageSerializationFactory;
import org.ros.internal.message.definition.MessageDefinitionReflectionProvider;
import org.ros.message.MessageDeserializer;
import org.ros.message.MessageSerializationFactory;
import org.ros.message.MessageSerializer;

/**
 * Our codecs for our types, ROSJava's for its own log and clock. Bytes that are no message become null: an exception in a
 * deserializer would leave ROSJava's subscriber deaf for good.
 */
@NullUnmarked // ROSJava's interfaces allow the null that this class is about.
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // ROSJava pairs types by name.
final class Codecs implements MessageSerializationFactory {
    private final Types types;
    private final MessageSerializationFactory others =
            new DefaultMessageSerializationFactory(new MessageDefinitionReflectionProvider());

    Codecs(Types types) {
        this.types = types;
    }

    private static <T> void write(RosMessageType<?> type, T message, ChannelBuffer out) {
        out.writeBytes(((RosMessageType<T>) type).encode(message));
    }

    private static <T> MessageDeserializer<T> reader(RosMessageType<?> type) {
        return in -> {
            ByteBuffer bytes = in.toByteBuffer();
            in.skipBytes(in.readableBytes());
            try {
                return (T) type.decode(bytes);
            } catch (MalformedMessageException e) {
                return null;
            }
        };
    }

    private static <T> MessageDeserializer<T> reader(RosMessageType<?> ours, Supplier<MessageDeserializer<T>> theirs) {
        return ours == null ? theirs.get() : reader(ours);
    }

    @Override
    public <T> MessageSerializer<T> newMessageSerializer(String name) {
        RosMessageType<?> ours = types.message(name);
        MessageSerializer<T> theirs = others.newMessageSerializer(name);
        return (message, out) -> {
            if (ours != null && message instanceof Record) {
                write(ours, message, out);
            } else {
                theirs.serialize(message, out);
            }
        };
    }

    @Override
    public <T> MessageDeserializer<T> newMessageDeserializer(String name) {
        return reader(types.message(name), () -> others.newMessageDeserializer(name));
    }

    @Override
    public <T> MessageSerializer<T> newServiceRequestSerializer(String name) {
        return (request, out) -> write(service(name).request(), request, out);
    }

    @Override
    public <T> MessageDeserializer<T> newServiceRequestDeserializer(String name) {
        return reader(service(name).request());
    }

    @Override
    public <T> MessageSerializer<T> newServiceResponseSerializer(String name) {
        return (answer, out) -> write(service(name).response(), ((Descriptions.Answer) answer).value, out);
    }

    @Override
    public <T> MessageDeserializer<T> newServiceResponseDeserializer(String name) {
        return reader(service(name).response());
    }

    private RosServiceType<?, ?> service(String name) {
        return types.service(name);
    }
}
