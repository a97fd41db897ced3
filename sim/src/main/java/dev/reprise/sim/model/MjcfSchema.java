package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The part of MJCF that is read: which elements may stand where, with which attributes. What is not in the table is
 * refused, so that nothing is passed over in silence.
 */
final class MjcfSchema {
    /**
     * Element (behind its parent's name where elements share a name) | attributes that are read | attributes for engines
     * of MuJoCo's kind alone | attributes that move nothing and are skipped | elements within. A star stands for an
     * element with all that is in it.
     */
    private static final String TABLE = """
            mujoco | model | | | compiler option size visual statistic default custom asset worldbody \
              contact equality actuator keyframe sensor
            compiler | angle assetdir autolimits balanceinertia boundinertia boundmass coordinate discardvisual eulerseq \
              fusestatic inertiafromgeom inertiagrouprange meshdir settotalmass strippath alignfree exactmeshinertia \
              | | fitaabb texturedir usethread saveinertial | lengthrange
            lengthrange | | | * |
            option | timestep gravity density viscosity | apirate impratio tolerance ls_tolerance noslip_tolerance \
              ccd_tolerance sdf_iterations sdf_initpoints o_margin o_solref o_solimp o_friction integrator cone jacobian \
              solver iterations ls_iterations noslip_iterations ccd_iterations actuatorgroupdisable \
              | magnetic wind | flag
            flag | gravity | constraint equality frictionloss limit contact passive clampctrl warmstart filterparent \
              actuation refsafe sensor midphase nativeccd eulerdamp autoreset override energy fwdinv invdiscrete \
              multiccd island | |
            size | | | * |
            visual | | | * |
            statistic | | | * |
            custom | | | * |
            sensor | | * | |

            default | class | | | default geom joint site camera light mesh material equality general motor position \
              velocity
            default/mesh | scale inertia | maxhullvert | |
            default/equality | active | solref solimp | |

            asset | | | | mesh material texture
            asset/mesh | name class file scale refpos refquat inertia vertex face | maxhullvert \
              | smoothnormal normal texcoord |
            material | name class rgba texture | | emission metallic reflectance roughness shininess specular texrepeat \
              texuniform | layer
            layer | | | * |
            texture | name file | | type content_type gridsize gridlayout fileright fileleft fileup filedown filefront \
              fileback builtin rgb1 rgb2 mark markrgb random width height hflip vflip nchannel |

            worldbody | | | | body geom site camera light
            body | name childclass pos quat axisangle euler xyaxes zaxis mocap gravcomp | | user \
              | inertial joint freejoint geom site camera light body
            inertial | pos quat axisangle euler xyaxes zaxis mass diaginertia fullinertia | | |
            joint | name class type pos axis range limited damping armature frictionloss stiffness springref ref \
              | solreflimit solimplimit solreffriction solimpfriction margin | group user |
            freejoint | name align | | group |
            geom | name class type pos quat axisangle euler xyaxes zaxis fromto size mesh mass density shellinertia \
              friction contype conaffinity condim margin group rgba material \
              | solref solimp solmix priority gap | user |
            site | name class type pos quat axisangle euler xyaxes zaxis fromto size group rgba material | | user |
            camera | name class pos quat axisangle euler xyaxes zaxis fovy | mode target | ipd resolution user |
            light | name class pos dir directional castshadow diffuse | mode target \
              | ambient specular attenuation cutoff exponent bulbradius active |

            contact | | | | exclude
            exclude | name body1 body2 | | |
            equality | | | | weld joint
            weld | name class active body1 body2 relpose anchor | solref solimp torquescale | |
            equality/joint | name class active joint1 joint2 polycoef | solref solimp | |

            actuator | | | | general motor position velocity
            general | name class joint gear ctrllimited ctrlrange forcelimited forcerange gaintype gainprm biastype biasprm \
              dyntype | | group user |
            motor | name class joint gear ctrllimited ctrlrange forcelimited forcerange | | group user |
            position | name class joint gear ctrllimited ctrlrange forcelimited forcerange kp kv inheritrange \
              | | group user |
            velocity | name class joint gear ctrllimited ctrlrange forcelimited forcerange kv | | group user |

            keyframe | | | | key
            key | name time qpos qvel ctrl | | |
            """;

    /** Attributes that only an element of the model has, not its default. */
    private static final Set<String> NOT_IN_DEFAULTS =
            Set.of("name", "class", "joint", "target", "body1", "body2", "joint1", "joint2", "file");

    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Map<String, Row> ROWS = rows();

    private final Map<String, EngineSetting> settings = new LinkedHashMap<>();

    private MjcfSchema() {}

    private record Row(Set<String> read, Set<String> engine, Set<String> skipped, Set<String> children) {}

    /**
     * Checks that all of a model is known.
     *
     * @return what is left to engines of MuJoCo's kind
     */
    static List<EngineSetting> check(XmlElement root) {
        MjcfSchema schema = new MjcfSchema();
        schema.check(root, row("", root), false);
        return new ArrayList<>(schema.settings.values());
    }

    private void check(XmlElement element, Row row, boolean inDefault) {
        if (row.skipped.contains("*")) {
            return;
        }
        if (row.engine.contains("*")) {
            note(element.name(), element);
            return;
        }
        for (String attribute : element.attributes().keySet()) {
            boolean allowed = !inDefault || !NOT_IN_DEFAULTS.contains(attribute);
            if (allowed && row.engine.contains(attribute)) {
                note(element.name() + " " + attribute, element);
            } else if (!allowed || (!row.read.contains(attribute) && !row.skipped.contains(attribute))) {
                Set<String> known = new TreeSet<>(row.read);
                known.addAll(row.engine);
                throw element.error("attribute '" + attribute + "' of <" + element.name() + "> is not supported"
                        + (inDefault ? " in a default" : "") + "; remove it" + NearestName.hint(attribute, known));
            }
        }
        for (XmlElement child : element.children()) {
            if (!row.children.contains(child.name())) {
                throw child.error("<" + child.name() + "> is not supported in <" + element.name() + ">; remove it"
                        + NearestName.hint(child.name(), row.children));
            }
            check(
                    child,
                    row(element.name(), child),
                    element.name().equals("default") && !child.name().equals("default"));
        }
    }

    private void note(String what, XmlElement element) {
        settings.merge(
                what,
                new EngineSetting(what, 1, element.place()),
                (old, one) -> new EngineSetting(what, old.uses() + 1, old.first()));
    }

    private static Row row(String parent, XmlElement element) {
        Row row = ROWS.get(parent + "/" + element.name());
        if (row == null) {
            row = ROWS.get(element.name());
        }
        if (row == null) {
            throw element.error("<" + element.name() + "> is not supported");
        }
        return row;
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new HashMap<>();
        TABLE.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] cells = BAR.split(line, -1);
            rows.put(cells[0].strip(), new Row(words(cells[1]), words(cells[2]), words(cells[3]), words(cells[4])));
        });
        return Map.copyOf(rows);
    }

    private static Set<String> words(String cell) {
        return cell.isBlank() ? Set.of() : Set.of(SPACES.split(cell.strip(), -1));
    }
}
