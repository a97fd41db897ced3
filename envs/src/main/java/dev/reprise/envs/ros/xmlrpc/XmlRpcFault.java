package dev.reprise.envs.ros.xmlrpc;

import java.io.IOException;

/** The other side has understood the call, but answers with a fault; or ours does. */
public final class XmlRpcFault extends IOException {
    private final int code;

    public XmlRpcFault(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
