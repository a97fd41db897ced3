package dev.reprise.envs.ros.api;

import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.xmlrpc.XmlRpcClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Calls of a master or of another node. Each names its caller first, and is answered with a code, a sentence and a
 * value.
 *
 * @param caller this node's name
 */
public record RosApi(URI server, String caller, XmlRpcClient client) {
    private static final int SUCCESS = 1;
    private static final int LONGEST_ANSWER = 16 << 20;

    /** An answer: with a code other than success it is a no. */
    public record Answer(int code, String status, Object value) {
        public boolean isSuccess() {
            return code == SUCCESS;
        }
    }

    public static RosApi of(URI server, String caller, Duration patience) {
        return new RosApi(server, caller, new XmlRpcClient(patience, LONGEST_ANSWER));
    }

    /** The same caller, asking somebody else. */
    public RosApi at(URI other) {
        return new RosApi(other, caller, client);
    }

    /** @throws RosException when there is no answer */
    public Answer ask(String method, Object... arguments) throws RosException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = caller;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            Object answer = client.call(server, method, all);
            if (answer instanceof List<?> list
                    && list.size() == 3
                    && list.get(0) instanceof Integer code
                    && list.get(1) instanceof String status) {
                return new Answer(code, status, list.get(2));
            }
            throw new RosException(server + " answers '" + method + "' with something else than ROS does");
        } catch (RosException e) {
            throw e;
        } catch (IOException e) {
            throw new RosException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws RosException when there is no answer, or it is a no */
    public Object call(String method, Object... arguments) throws RosException {
        Answer answer = ask(method, arguments);
        if (!answer.isSuccess()) {
            throw new RosException(server + " refuses '" + method + "': " + answer.status());
        }
        return answer.value();
    }

    /** A call that is answered with a list. */
    public List<?> list(String method, Object... arguments) throws RosException {
        if (call(method, arguments) instanceof List<?> list) {
            return list;
        }
        throw new RosException(server + " answers '" + method + "' with something else than a list");
    }
}
