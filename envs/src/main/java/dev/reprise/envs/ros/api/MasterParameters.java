package dev.reprise.envs.ros.api;

import dev.reprise.envs.ros.transport.GraphNames;
import dev.reprise.envs.ros.transport.ParameterTree;
import dev.reprise.envs.ros.transport.RosException;
import java.util.Optional;

/** The master's parameters, seen from a node. */
public record MasterParameters(RosApi master, GraphNames names) implements ParameterTree {
    @Override
    public Optional<Object> get(String name) throws RosException {
        RosApi.Answer answer = master.ask("getParam", names.resolve(name));
        return answer.isSuccess() ? Optional.of(answer.value()) : Optional.empty();
    }

    @Override
    public void set(String name, Object value) throws RosException {
        master.call("setParam", names.resolve(name), value);
    }

    @Override
    public boolean has(String name) throws RosException {
        return Boolean.TRUE.equals(master.call("hasParam", names.resolve(name)));
    }

    @Override
    public void delete(String name) throws RosException {
        // A no means that it is not there.
        master.ask("deleteParam", names.resolve(name));
    }
}
