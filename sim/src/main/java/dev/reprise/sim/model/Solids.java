package dev.reprise.sim.model;

import java.util.List;

/** Volumes and moments of inertia of uniform solids, and of bodies made of several. */
final class Solids {
    private Solids() {}

    /** Of a form of density 1 kg/m³ in its own frame; mass is then the volume. Planes have none. */
    static Inertia unit(Shape shape, MeshAssets meshes) {
        if (shape instanceof Shape.Box box) {
            Vector3 h = box.half();
            double mass = 8 * h.x() * h.y() * h.z();
            double xx = h.x() * h.x();
            double yy = h.y() * h.y();
            double zz = h.z() * h.z();
            return centred(mass, (yy + zz) / 3, (xx + zz) / 3, (xx + yy) / 3);
        }
        if (shape instanceof Shape.Sphere sphere) {
            double r = sphere.radius();
            double moment = 0.4 * r * r;
            return centred(4.0 / 3 * Math.PI * r * r * r, moment, moment, moment);
        }
        if (shape instanceof Shape.Cylinder cylinder) {
            double r = cylinder.radius();
            double h = 2 * cylinder.halfLength();
            double across = (3 * r * r + h * h) / 12;
            return centred(Math.PI * r * r * h, across, across, r * r / 2);
        }
        if (shape instanceof Shape.Capsule capsule) {
            return capsule(capsule.radius(), 2 * capsule.halfLength());
        }
        if (shape instanceof Shape.Mesh mesh) {
            return meshes.unitInertia(mesh.mesh());
        }
        return new Inertia(0, Pose.IDENTITY, Vector3.ZERO);
    }

    private static Inertia capsule(double r, double h) {
        double middle = Math.PI * r * r * h;
        double ends = 4.0 / 3 * Math.PI * r * r * r;
        double across = middle * (3 * r * r + h * h) / 12 + ends * (0.4 * r * r + h * (3 * r + 2 * h) / 8);
        double along = middle * r * r / 2 + ends * 0.4 * r * r;
        return new Inertia(middle + ends, Pose.IDENTITY, new Vector3(across, across, along));
    }

    private static Inertia centred(double mass, double x, double y, double z) {
        return new Inertia(mass, Pose.IDENTITY, new Vector3(mass * x, mass * y, mass * z));
    }

    /** The same form with another mass and in another frame. */
    static Inertia with(Inertia unit, double mass, Pose frame) {
        double density = unit.mass() > 0 ? mass / unit.mass() : 0;
        return new Inertia(mass, frame.times(unit.frame()), unit.diagonal().times(density));
    }

    /** Of all together, by the parallel axis theorem; one alone keeps its axes. Masses must not all be 0. */
    static Inertia sum(List<Inertia> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        double mass = 0;
        Vector3 moment = Vector3.ZERO;
        for (Inertia part : parts) {
            mass += part.mass();
            moment = moment.plus(part.frame().position().times(part.mass()));
        }
        Vector3 centre = moment.times(1 / mass);
        SymmetricTensor tensor = new SymmetricTensor(0, 0, 0, 0, 0, 0);
        for (Inertia part : parts) {
            Vector3 away = part.frame().position().minus(centre);
            tensor = tensor.plus(
                            SymmetricTensor.of(part.diagonal(), part.frame().rotation()))
                    .plus(SymmetricTensor.point(part.mass(), away));
        }
        return principal(mass, centre, tensor);
    }

    /** With the tensor about the centre turned into principal axes. */
    static Inertia principal(double mass, Vector3 centre, SymmetricTensor tensor) {
        SymmetricTensor.Principal principal = tensor.principal();
        return new Inertia(mass, new Pose(centre, principal.axes()), principal.moments());
    }
}
