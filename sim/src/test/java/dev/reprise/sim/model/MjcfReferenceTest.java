package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers agree with those that MuJoCo 3.3.0 has for the same files; reference.py wrote them down. */
class MjcfReferenceTest {
    private static final Pattern SPACE = Pattern.compile(" ");
    /** MuJoCo keeps corners of meshes in single precision about another origin. */
    private static final double RELATIVE = 1e-6;

    private static final double ABSOLUTE = 1e-12;
    private static final List<JointSpec.Type> JOINT_TYPES =
            List.of(JointSpec.Type.FREE, JointSpec.Type.BALL, JointSpec.Type.SLIDE, JointSpec.Type.HINGE);
    private static final List<Class<?>> SHAPES = List.of(
            Shape.Plane.class,
            Void.class,
            Shape.Sphere.class,
            Shape.Capsule.class,
            Void.class,
            Shape.Cylinder.class,
            Shape.Box.class,
            Shape.Mesh.class);

    @ParameterizedTest
    @ValueSource(strings = {"arm", "features"})
    void modelsAreAsMujocoCompilesThem(String name) throws IOException {
        ModelSpec model = MjcfReader.read(Models.path(name + ".xml"));
        Map<String, double[]> expected = reference(name);
        Map<String, List<double[]>> actual = quantities(model);
        assertEquals(Set.copyOf(expected.keySet()), actual.keySet());
        actual.forEach((quantity, items) -> {
            double[] all = expected.getOrDefault(quantity, new double[0]);
            assertEquals(all.length, items.stream().mapToInt(i -> i.length).sum(), quantity);
            int at = 0;
            for (int i = 0; i < items.size(); i++) {
                double[] wanted = Arrays.copyOfRange(all, at, at + items.get(i).length);
                double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
                assertArrayEquals(wanted, items.get(i), RELATIVE * largest + ABSOLUTE, quantity + " " + i);
                at += wanted.length;
            }
        });
    }

    private static Map<String, double[]> reference(String name) throws IOException {
        Map<String, double[]> reference = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Models.path(name + ".reference.txt"))) {
            int colon = line.indexOf(": ");
            String numbers = line.substring(colon + 2);
            reference.put(
                    line.substring(0, colon),
                    numbers.isBlank()
                            ? new double[0]
                            : SPACE.splitAsStream(numbers)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
        }
        assertTrue(reference.size() > 30, "the reference is cut");
        return reference;
    }

    private static Map<String, List<double[]>> quantities(ModelSpec m) {
        Map<String, List<double[]>> q = new LinkedHashMap<>();
        q.put("counts", List.of(counts(m)));
        q.put(
                "option",
                List.of(join(row(m.options().timestepSeconds()), row(m.options().gravity()))));
        q.put("body parent", each(m.bodies().subList(1, m.bodies().size()), b -> row(b.parent())));
        q.put("body mocap", each(m.bodies(), b -> row(b.mocap())));
        q.put("body frame", each(m.bodies(), b -> row(b.pose())));
        q.put("body mass", inertias(m, (i, b) -> row(i.mass())));
        q.put("body centre", inertias(m, (i, b) -> row(i.frame().position())));
        q.put("body inertia", inertias(m, (i, b) -> tensor(i)));
        q.put("joint body", each(m.joints(), j -> row(j.body())));
        q.put("joint type", each(m.joints(), j -> row(JOINT_TYPES.indexOf(j.type()))));
        q.put("joint position", each(m.joints(), j -> row(j.position())));
        q.put("joint axis", each(m.joints(), j -> row(j.axis())));
        q.put("joint range", each(m.joints(), j -> row(j.range())));
        q.put("joint damping", each(m.joints(), j -> row(j.damping())));
        q.put("joint armature", each(m.joints(), j -> row(j.armature())));
        q.put("joint friction", each(m.joints(), j -> row(j.frictionLoss())));
        q.put("joint stiffness", each(m.joints(), j -> row(j.stiffness())));
        List<JointSpec> single =
                m.joints().stream().filter(j -> j.type().positions() == 1).toList();
        q.put("joint spring", each(single, j -> row(j.springReference())));
        q.put("joint initial", List.of(m.initialPositions()));
        q.put("geom body", each(m.geoms(), g -> row(g.body())));
        q.put("geom type", each(m.geoms(), g -> row(SHAPES.indexOf(g.shape().getClass()))));
        q.put("geom size", each(m.geoms(), g -> sizes(g.shape())));
        q.put("geom frame", each(m.geoms(), g -> row(g.pose())));
        q.put("geom contact", each(m.geoms(), g -> contact(g.contact())));
        q.put("geom group", each(m.geoms(), g -> row(g.group())));
        q.put("site body", each(m.sites(), s -> row(s.body())));
        q.put("site frame", each(m.sites(), s -> row(s.pose())));
        q.put("actuator joint", each(m.actuators(), a -> row(a.joint())));
        q.put(
                "actuator law",
                each(m.actuators(), a -> row(a.gear(), a.gain(), a.bias(), a.positionBias(), a.velocityBias())));
        q.put("actuator control", each(m.actuators(), a -> row(a.control())));
        q.put("actuator force", each(m.actuators(), a -> row(a.force())));
        q.put("equality", each(m.equalities(), MjcfReferenceTest::equality));
        q.put("weld frame", each(kind(m, EqualitySpec.Weld.class), w -> row(w.relative())));
        q.put("coupling", each(kind(m, EqualitySpec.JointCoupling.class), EqualitySpec.JointCoupling::coefficients));
        q.put("camera frame", each(m.cameras(), c -> row(c.pose())));
        q.put("camera view", each(m.cameras(), c -> row(c.verticalFieldOfViewDegrees())));
        q.put("light", each(m.lights(), MjcfReferenceTest::light));
        q.put("key", each(m.keyframes(), k -> join(k.positions(), k.velocities(), k.controls())));
        return q;
    }

    private static double[] counts(ModelSpec m) {
        return row(
                m.bodies().size(),
                m.joints().size(),
                m.positionCount(),
                m.velocityCount(),
                m.geoms().size(),
                m.sites().size(),
                m.actuators().size(),
                m.equalities().size(),
                m.meshes().size(),
                m.cameras().size(),
                m.lights().size(),
                m.keyframes().size());
    }

    private static <T> List<double[]> each(List<T> things, Function<T, double[]> numbers) {
        return things.stream().map(numbers).toList();
    }

    private static <T> List<T> kind(ModelSpec m, Class<T> kind) {
        return m.equalities().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<double[]> inertias(ModelSpec m, BiFunction<Inertia, BodySpec, double[]> numbers) {
        List<double[]> all = new ArrayList<>();
        for (BodySpec body : m.bodies()) {
            Inertia none = new Inertia(0, Pose.IDENTITY, Vector3.ZERO);
            all.add(numbers.apply(body.inertia() == null ? none : body.inertia(), body));
        }
        return all;
    }

    private static double[] tensor(Inertia inertia) {
        double[] turn = Arrays.copyOfRange(row(inertia.frame()), 3, 12);
        double[] moments = row(inertia.diagonal());
        double[] tensor = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                tensor[i] += turn[3 * (i / 3) + k] * moments[k] * turn[3 * (i % 3) + k];
            }
        }
        return tensor;
    }

    private static double[] sizes(Shape shape) {
        if (shape instanceof Shape.Plane plane) {
            return row(plane.halfX(), plane.halfY());
        } else if (shape instanceof Shape.Box box) {
            return row(box.half());
        } else if (shape instanceof Shape.Sphere sphere) {
            return row(sphere.radius());
        } else if (shape instanceof Shape.Capsule capsule) {
            return row(capsule.radius(), capsule.halfLength());
        } else if (shape instanceof Shape.Cylinder cylinder) {
            return row(cylinder.radius(), cylinder.halfLength());
        }
        return row();
    }

    private static double[] contact(GeomSpec.Contact c) {
        return row(c.type(), c.affinity(), c.dimension(), c.slide(), c.torsion(), c.roll(), c.margin());
    }

    private static double[] equality(EqualitySpec equality) {
        double active = equality.active() ? 1 : 0;
        if (equality instanceof EqualitySpec.Weld weld) {
            return row(1, active, weld.body1(), weld.body2());
        }
        EqualitySpec.JointCoupling coupling = (EqualitySpec.JointCoupling) equality;
        return row(2, active, coupling.joint1(), coupling.joint2());
    }

    private static double[] light(LightSpec l) {
        return join(
                row(l.position()),
                row(l.direction()),
                row(l.directional()),
                row(l.castsShadow()),
                row(l.diffuse().r(), l.diffuse().g(), l.diffuse().b()));
    }

    private static double[] row(double... numbers) {
        return numbers;
    }

    private static double[] row(boolean flag) {
        return row(flag ? 1 : 0);
    }

    private static double[] row(@Nullable Range range) {
        return range == null ? row(0, 0, 0) : row(1, range.low(), range.high());
    }

    private static double[] row(Vector3 v) {
        return row(v.x(), v.y(), v.z());
    }

    private static double[] row(Pose pose) {
        Vector3 x = pose.rotation().rotate(new Vector3(1, 0, 0));
        Vector3 y = pose.rotation().rotate(new Vector3(0, 1, 0));
        Vector3 z = pose.rotation().rotate(Vector3.Z);
        return join(row(pose.position()), row(x.x(), y.x(), z.x(), x.y(), y.y(), z.y(), x.z(), y.z(), z.z()));
    }

    private static double[] join(double[]... parts) {
        return Stream.of(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
