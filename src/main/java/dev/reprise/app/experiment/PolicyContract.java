package dev.reprise.app.experiment;

import dev.reprise.agents.export.PolicyTensors;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody who uses a saved policy must know: names, units and bounds of what goes in and comes out, in order, and
 * how an output becomes an action.
 */
final class PolicyContract {
    private PolicyContract() {}

    static String json(TaskSuite suite, List<TaskId> heads) {
        return text(contract(suite, heads));
    }

    /** The same, with the network itself and the shapes of its tensors: what no other file says. */
    static String json(TaskSuite suite, Network network) {
        NetworkSpec spec = network.spec();
        ParameterSharing sharing = spec.sharing();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("inputs", spec.inputs());
        form.put("widths", spec.widths());
        form.put("trunk", word(spec.trunk()));
        form.put("activation", word(spec.activation()));
        form.put("headOutputs", spec.headOutputs());
        form.put("backbone", word(sharing.backbone()));
        form.put("sharedLayers", spec.sharedLayers());
        form.put("heads", word(sharing.heads()));
        form.put("conditioning", word(sharing.conditioning()));
        Map<String, Object> contract = contract(suite, spec.heads());
        contract.put("network", form);
        contract.put("tensors", PolicyTensors.shapes(network.layout()));
        return text(contract);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Map<String, Object> contract) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(contract);
    }

    private static Map<String, Object> contract(TaskSuite suite, List<TaskId> heads) {
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("format", 1);
        contract.put("suite", suite.name());
        contract.put("controlPeriodSeconds", suite.specs().controlPeriodSeconds());
        contract.put("heads", heads.stream().map(TaskId::name).toList());
        contract.put("observation", axes(suite.specs().observation()));
        contract.put("action", axes(suite.specs().action()));
        contract.put(
                "output",
                "per head: means, then log standard deviations, one of each per action axis; action without noise = low"
                        + " + (tanh(mean) + 1) / 2 * (high - low)");
        return contract;
    }

    private static List<Map<String, Object>> axes(BoxSpec spec) {
        return spec.axes().stream().map(PolicyContract::axis).toList();
    }

    private static Map<String, Object> axis(Axis axis) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", axis.name());
        fields.put("unit", axis.unit());
        fields.put("low", axis.low());
        fields.put("high", axis.high());
        return fields;
    }
}
