package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import physx.NativeObject;
import physx.geometry.PxBoxGeometry;
import physx.geometry.PxCapsuleGeometry;
import physx.geometry.PxConvexMesh;
import physx.geometry.PxConvexMeshGeometry;
import physx.geometry.PxGeometry;
import physx.geometry.PxPlaneGeometry;
import physx.geometry.PxSphereGeometry;
import physx.physics.PxCombineModeEnum;
import physx.physics.PxFilterData;
import physx.physics.PxMaterial;
import physx.physics.PxMaterialFlagEnum;
import physx.physics.PxRigidActor;
import physx.physics.PxShape;
import physx.physics.PxShapeFlagEnum;
import physx.physics.PxShapeFlags;

/** The shapes of a model's geoms that can touch; made once for a world and attached to the actors of each episode. */
final class Shapes implements AutoCloseable {
    /**
     * PhysX looks for contacts as far ahead as each of two bodies moves in a step at this speed, m/s; no force acts across
     * that distance. Faster ones are in each other for a step before they are parted, and whatever lies near costs time.
     */
    private static final double FORESEEN_SPEED = 1;

    /** PhysX lays planes and capsules along x, MJCF along z. */
    private static final Pose X_TO_Z = new Pose(Vector3.ZERO, Quaternion.between(new Vector3(1, 0, 0), Vector3.Z));

    private final PhysxLibrary library;
    private final ModelSpec model;
    private final Map<Double, PxMaterial> materials = new HashMap<>();
    private final Map<Integer, PxConvexMesh> meshes = new HashMap<>();
    private final List<PxConvexMesh> prisms = new ArrayList<>();
    private final @Nullable PxShape[] shapes;
    private final List<List<Integer>> geomsOfCarrier = new ArrayList<>();

    Shapes(PhysxLibrary library, ModelSpec model, Carriers carriers, Frame frame) {
        this.library = library;
        this.model = model;
        shapes = new PxShape[model.geoms().size()];
        model.bodies().forEach(body -> geomsOfCarrier.add(new ArrayList<>()));
        for (int geom = 0; geom < shapes.length; geom++) {
            GeomSpec spec = model.geoms().get(geom);
            if (spec.contact().type() != 0 || spec.contact().affinity() != 0) {
                refusePlaneThatMoves(geom, carriers);
                shapes[geom] = shape(geom, carriers.inCarrier(spec.body()), frame);
                geomsOfCarrier.get(carriers.carrier(spec.body())).add(geom);
            }
        }
    }

    private void refusePlaneThatMoves(int geom, Carriers carriers) {
        GeomSpec spec = model.geoms().get(geom);
        if (spec.shape() instanceof Shape.Plane && carriers.kind(spec.body()) != Carriers.Kind.FIXED) {
            throw new UnsupportedOperationException("PhysX: geom '" + spec.name() + "' (" + geom + ") of model '"
                    + model.name() + "' is a plane on a body that moves");
        }
    }

    /** Whether a carrier can touch anything. */
    boolean any(int carrier) {
        return !geomsOfCarrier.get(carrier).isEmpty();
    }

    /** Gives the actor of a carrier its shapes. */
    void attach(int carrier, PxRigidActor actor) {
        for (int geom : geomsOfCarrier.get(carrier)) {
            actor.attachShape(shapes[geom]);
        }
    }

    private PxShape shape(int geom, Pose bodyInCarrier, Frame frame) {
        GeomSpec spec = model.geoms().get(geom);
        PxGeometry geometry = geometry(spec.shape());
        PxShapeFlags flags = new PxShapeFlags((byte) PxShapeFlagEnum.eSIMULATION_SHAPE.value);
        PxFilterData filter = new PxFilterData(geom, 0, 0, 0);
        PxShape shape =
                library.physics().createShape(geometry, material(spec.contact().slide()), false, flags);
        Pose pose = bodyInCarrier.times(spec.pose());
        boolean alongX = spec.shape() instanceof Shape.Plane || spec.shape() instanceof Shape.Capsule;
        shape.setLocalPose(frame.of(alongX ? pose.times(X_TO_Z) : pose));
        shape.setSimulationFilterData(filter);
        shape.setContactOffset((float) (FORESEEN_SPEED * model.options().timestepSeconds()));
        // Contact reports name shapes; an address that is never followed carries the geom.
        shape.setUserData(NativeObject.wrapPointer(geom + 1L));
        geometry.destroy();
        flags.destroy();
        filter.destroy();
        return shape;
    }

    /** Geom of a shape in a contact report. */
    static int geom(PxShape shape) {
        return (int) shape.getUserData().getAddress() - 1;
    }

    private PxGeometry geometry(Shape shape) {
        if (shape instanceof Shape.Box box) {
            Vector3 half = box.half();
            return new PxBoxGeometry((float) half.x(), (float) half.y(), (float) half.z());
        } else if (shape instanceof Shape.Sphere sphere) {
            return new PxSphereGeometry((float) sphere.radius());
        } else if (shape instanceof Shape.Capsule capsule) {
            return new PxCapsuleGeometry((float) capsule.radius(), (float) capsule.halfLength());
        } else if (shape instanceof Shape.Cylinder cylinder) {
            PxConvexMesh prism = Hulls.prism(library, cylinder.radius(), cylinder.halfLength());
            prisms.add(prism);
            return new PxConvexMeshGeometry(prism);
        } else if (shape instanceof Shape.Mesh mesh) {
            return new PxConvexMeshGeometry(meshes.computeIfAbsent(
                    mesh.mesh(),
                    index -> Hulls.of(
                            library,
                            model.meshes().get(index).name(),
                            model.meshes().get(index).vertices())));
        }
        return new PxPlaneGeometry();
    }

    private PxMaterial material(double friction) {
        return materials.computeIfAbsent(friction, slide -> {
            float mu = slide.floatValue();
            PxMaterial material = library.physics().createMaterial(mu, mu, 0);
            // MuJoCo lets the larger friction of two geoms count.
            material.setFrictionCombineMode(PxCombineModeEnum.eMAX);
            // Without it, two anchors of a patch hold up to twice the friction of its load.
            material.setFlag(PxMaterialFlagEnum.eIMPROVED_PATCH_FRICTION, true);
            return material;
        });
    }

    @Override
    public void close() {
        for (PxShape shape : shapes) {
            if (shape != null) {
                shape.release();
            }
        }
        meshes.values().forEach(PxConvexMesh::release);
        prisms.forEach(PxConvexMesh::release);
        materials.values().forEach(PxMaterial::release);
    }
}
