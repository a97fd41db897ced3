package dev.reprise.envs.ros.master;

import dev.reprise.envs.ros.xmlrpc.XmlRpcFault;
import java.util.List;

/** A call of the master, with arguments that must be there. */
record Call(String method, List<Object> arguments) {
    private static final int FAULT = 1;

    Object value(int index) throws XmlRpcFault {
        if (index >= arguments.size()) {
            throw new XmlRpcFault(FAULT, method + " takes more than " + arguments.size() + " arguments");
        }
        return arguments.get(index);
    }

    String text(int index) throws XmlRpcFault {
        if (value(index) instanceof String text) {
            return text;
        }
        throw new XmlRpcFault(FAULT, "argument " + index + " of " + method + " must be a text");
    }
}
