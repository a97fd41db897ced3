package dev.reprise.sim.model;

import java.util.List;

/**
 * How a body resists being moved.
 *
 * @param mass kg
 * @param frame centre of mass and principal axes in the body's frame
 * @param diagonal moments about the principal axes, kg·m²
 */
public record Inertia(double mass, Pose frame, Vector3 diagonal) {
    /**
     * Of several parts that move as one.
     *
     * @param parts at least one, each with a mass, all in the same body's frame
     */
    public static Inertia sum(List<Inertia> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        double mass = 0;
        Vector3 moment = Vector3.ZERO;
        for (Inertia part : parts) {
            mass += part.mass;
            moment = moment.plus(part.frame.position().times(part.mass));
        }
        Vector3 centre = moment.times(1 / mass);
        SymmetricTensor tensor = new SymmetricTensor(0, 0, 0, 0, 0, 0);
        for (Inertia part : parts) {
            Vector3 beside = part.frame.position().minus(centre);
            tensor = tensor.plus(SymmetricTensor.of(part.diagonal, part.frame.rotation()))
                    .plus(SymmetricTensor.point(part.mass, beside));
        }
        SymmetricTensor.Principal principal = tensor.principal();
        return new Inertia(mass, new Pose(centre, principal.axes()), principal.moments());
    }
}
