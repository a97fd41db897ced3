package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.WorldState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import physx.extensions.PxD6Joint;
import physx.physics.PxRigidActor;
import physx.physics.PxRigidBodyFlagEnum;
import physx.physics.PxRigidDynamic;
import physx.physics.PxRigidStatic;
import physx.physics.PxScene;
import physx.physics.PxSceneDesc;
import physx.physics.PxSimulationEventCallback;

/** The native scene of one episode, in a state; nothing in it is older than that. */
final class PhysxScene implements AutoCloseable {
    /** What the binding takes for no listener. */
    private static final PxSimulationEventCallback NOBODY = new PxSimulationEventCallback(0) {};

    private final Plan plan;
    private final Frame frame;
    private final PxScene scene;
    private final List<PxRigidActor> loose = new ArrayList<>();
    private final List<Articulation> articulations = new ArrayList<>();
    private final List<LinkJoint> endless = new ArrayList<>();
    private final Articulation[] articulationOfJoint;
    private final @Nullable Articulation[] articulationOfCarrier;
    private final int[] forceIndex;
    private final @Nullable LinkJoint[] joints;
    private final @Nullable BodyActor[] bodies;
    private final @Nullable PxRigidDynamic[] mocaps;
    private final List<PxD6Joint> welds;

    PhysxScene(Plan plan, PxSceneDesc desc, WorldState state, Frame frame) {
        this.plan = plan;
        this.frame = frame;
        ModelSpec model = plan.model();
        scene = plan.library().physics().createScene(desc);
        joints = new LinkJoint[model.joints().size()];
        articulationOfJoint = new Articulation[joints.length];
        forceIndex = new int[joints.length];
        bodies = new BodyActor[model.bodies().size()];
        mocaps = new PxRigidDynamic[bodies.length];
        articulationOfCarrier = new Articulation[bodies.length];
        addFixed();
        for (List<Integer> tree : plan.trees()) {
            Articulation articulation = new ArticulationBuilder(plan, frame, joints).build(tree, bodies);
            articulation.enter(scene);
            articulations.add(articulation);
            place(tree, articulation, state);
        }
        for (int body = 1; body < bodies.length; body++) {
            if (plan.carriers().carries(body) && bodies[body] == null && plan.acts(body)) {
                addLoose(body, state);
            }
        }
        welds = Welds.add(plan, actors(), frame);
    }

    private void addFixed() {
        PxRigidStatic ground = plan.library().physics().createRigidStatic(frame.of(Pose.IDENTITY));
        plan.shapes().attach(0, ground);
        scene.addActor(ground);
        loose.add(ground);
    }

    private void place(List<Integer> tree, Articulation articulation, WorldState state) {
        ModelSpec model = plan.model();
        for (int carrier : tree) {
            articulationOfCarrier[carrier] = articulation;
            for (int joint : plan.carriers().joints(carrier)) {
                LinkJoint made = joints[joint];
                if (made != null) {
                    made.set(
                            state.positions()[model.positionAddress(joint)],
                            state.velocities()[model.velocityAddress(joint)]);
                    articulationOfJoint[joint] = articulation;
                    JointSpec spec = model.joints().get(joint);
                    if (spec.type() == JointSpec.Type.HINGE && spec.range() == null) {
                        endless.add(made);
                    }
                    forceIndex[joint] = articulation.forceIndex(made.link());
                }
            }
        }
        int first = tree.get(0);
        if (plan.carriers().kind(first) == Carriers.Kind.FREE) {
            double[] pose = freePose(first, state);
            double[] velocity = freeVelocity(first, pose, state);
            articulation.setRoot(frame.of(pose), velocity, frame);
        }
        articulation.settle();
    }

    private void addLoose(int body, WorldState state) {
        boolean mocap = plan.carriers().kind(body) == Carriers.Kind.MOCAP;
        double[] pose = new double[7];
        if (mocap) {
            Spatial.set(plan.carriers().inParent(body), pose);
        } else {
            pose = freePose(body, state);
        }
        PxRigidDynamic actor = plan.library().physics().createRigidDynamic(frame.of(pose));
        plan.shapes().attach(body, actor);
        if (mocap) {
            actor.setRigidBodyFlag(PxRigidBodyFlagEnum.eKINEMATIC, true);
            mocaps[body] = actor;
        } else {
            BodyActor.setInertia(actor, plan.inertia(body), frame);
            BodyActor.tumble(actor);
            actor.setSolverIterationCounts(plan.settings().positionIterations(), 1);
            actor.setSleepThreshold(plan.sleepThreshold());
            double[] velocity = freeVelocity(body, pose, state);
            actor.setLinearVelocity(frame.vector(velocity[0], velocity[1], velocity[2]));
            actor.setAngularVelocity(frame.vector(velocity[3], velocity[4], velocity[5]));
            bodies[body] = new BodyActor(actor, plan.inertia(body).frame().position());
        }
        scene.addActor(actor);
        loose.add(actor);
    }

    private double[] freePose(int body, WorldState state) {
        int joint = plan.carriers().joints(body).get(0);
        int at = plan.model().positionAddress(joint);
        return Arrays.copyOfRange(state.positions(), at, at + 7);
    }

    /** Of the centre of mass, both parts in the world's frame. */
    private double[] freeVelocity(int body, double[] pose, WorldState state) {
        int joint = plan.carriers().joints(body).get(0);
        int at = plan.model().velocityAddress(joint);
        double[] given = state.velocities();
        double[] velocity = {given[at], given[at + 1], given[at + 2], 0, 0, 0};
        Spatial.addRotated(pose, 3, given[at + 3], given[at + 4], given[at + 5], 1, velocity, 3);
        Vector3 centre = plan.inertia(body).frame().position();
        Spatial.shift(pose, Vector3.ZERO, centre, velocity);
        return velocity;
    }

    /** Whether a carrier has come to rest, so that PhysX leaves it alone until something moves it; what is fixed rests. */
    boolean asleep(int carrier) {
        Articulation articulation = articulationOfCarrier[carrier];
        if (articulation != null) {
            return articulation.asleep();
        }
        return !(bodies[carrier] != null && bodies[carrier].actor() instanceof PxRigidDynamic loose)
                || loose.isSleeping();
    }

    private @Nullable PxRigidActor[] actors() {
        @Nullable PxRigidActor[] actors = new PxRigidActor[bodies.length];
        for (int body = 0; body < bodies.length; body++) {
            BodyActor moving = bodies[body];
            actors[body] = moving == null ? mocaps[body] : moving.actor();
        }
        return actors;
    }

    /** Hinge or slide, or null for a free joint. */
    @Nullable
    LinkJoint joint(int joint) {
        return joints[joint];
    }

    /** Actor of a carrier that forces move. */
    BodyActor body(int carrier) {
        BodyActor body = bodies[carrier];
        if (body == null) {
            throw new IllegalStateException("no forces move body " + carrier);
        }
        return body;
    }

    void setMotorForce(int joint, double force) {
        articulationOfJoint[joint].setForce(forceIndex[joint], force);
    }

    /** Where a mocap body is at the end of the next step. */
    void setMocapTarget(int body, double[] pose) {
        PxRigidDynamic actor = mocaps[body];
        if (actor != null) {
            actor.setKinematicTarget(frame.of(pose));
        }
    }

    /** Who hears of contacts from now on; null for nobody, which saves PhysX the calls. */
    void report(@Nullable ContactReader reader) {
        scene.setSimulationEventCallback(reader == null ? NOBODY : reader);
    }

    void step(float seconds) {
        for (int i = 0; i < articulations.size(); i++) {
            articulations.get(i).applyForces();
        }
        scene.simulate(seconds);
        scene.fetchResults(true);
        for (int i = 0; i < endless.size(); i++) {
            endless.get(i).unwind();
        }
    }

    @Override
    public void close() {
        welds.forEach(PxD6Joint::release);
        articulations.forEach(Articulation::close);
        loose.forEach(PxRigidActor::release);
        scene.release();
    }
}
