package dev.reprise.envs.ros.msg;

/** Package {@code std_srvs}. */
public final class StdSrvs {
    /** Asks for something to be done, and hears when it was: {@code std_srvs/Empty}. */
    public static final RosServiceType<EmptyRequest, EmptyResponse> EMPTY =
            new RosServiceType<>("std_srvs/Empty", EmptyRequest.TYPE, EmptyResponse.TYPE);

    /** Asks for something to be done, and hears whether it was: {@code std_srvs/Trigger}. */
    public static final RosServiceType<TriggerRequest, TriggerResponse> TRIGGER =
            new RosServiceType<>("std_srvs/Trigger", TriggerRequest.TYPE, TriggerResponse.TYPE);

    /** Switches something on or off: {@code std_srvs/SetBool}. */
    public static final RosServiceType<SetBoolRequest, SetBoolResponse> SET_BOOL =
            new RosServiceType<>("std_srvs/SetBool", SetBoolRequest.TYPE, SetBoolResponse.TYPE);

    private static final String ANSWER = """
            bool success
            string message
            """;

    private StdSrvs() {}

    public record EmptyRequest() {
        static final RosMessageType<EmptyRequest> TYPE =
                RosMessageType.of("std_srvs/EmptyRequest", "", (m, out) -> {}, in -> new EmptyRequest());
    }

    public record EmptyResponse() {
        static final RosMessageType<EmptyResponse> TYPE =
                RosMessageType.of("std_srvs/EmptyResponse", "", (m, out) -> {}, in -> new EmptyResponse());
    }

    public record TriggerRequest() {
        static final RosMessageType<TriggerRequest> TYPE =
                RosMessageType.of("std_srvs/TriggerRequest", "", (m, out) -> {}, in -> new TriggerRequest());
    }

    /** @param message why it failed, or anything */
    public record TriggerResponse(boolean success, String message) {
        static final RosMessageType<TriggerResponse> TYPE = RosMessageType.of(
                "std_srvs/TriggerResponse",
                ANSWER,
                (m, out) -> out.bool(m.success).string(m.message),
                in -> new TriggerResponse(in.bool(), in.string()));
    }

    public record SetBoolRequest(boolean data) {
        static final RosMessageType<SetBoolRequest> TYPE = RosMessageType.of(
                "std_srvs/SetBoolRequest",
                "bool data\n",
                (m, out) -> out.bool(m.data),
                in -> new SetBoolRequest(in.bool()));
    }

    /** @param message why it failed, or anything */
    public record SetBoolResponse(boolean success, String message) {
        static final RosMessageType<SetBoolResponse> TYPE = RosMessageType.of(
                "std_srvs/SetBoolResponse",
                ANSWER,
                (m, out) -> out.bool(m.success).string(m.message),
                in -> new SetBoolResponse(in.bool(), in.string()));
    }
}
