package dev.reprise.sim.robot;

import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import us.ihmc.euclid.referenceFrame.ReferenceFrame;
import us.ihmc.euclid.referenceFrame.tools.ReferenceFrameTools;
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.euclid.tuple3D.Vector3D;
import us.ihmc.mecano.algorithms.GeometricJacobianCalculator;
import us.ihmc.mecano.multiBodySystem.OneDoFJoint;
import us.ihmc.mecano.multiBodySystem.PrismaticJoint;
import us.ihmc.mecano.multiBodySystem.RevoluteJoint;
import us.ihmc.mecano.multiBodySystem.RigidBody;
import us.ihmc.mecano.multiBodySystem.interfaces.RigidBodyBasics;

/** Where a tool is for given joint positions, and how it moves with them: the chain of joints from the world to a site. */
public final class ArmKinematics {
    private final List<Integer> indices = new ArrayList<>();
    private final List<OneDoFJoint> joints = new ArrayList<>();
    private final ReferenceFrame tool;
    private final ReferenceFrame root;
    private final GeometricJacobianCalculator jacobian = new GeometricJacobianCalculator();
    private final RigidBodyTransform toolToRoot = new RigidBodyTransform();
    private final us.ihmc.euclid.tuple4D.Quaternion rotation = new us.ihmc.euclid.tuple4D.Quaternion();

    /**
     * @param toolSite name of the site that is the tool
     * @throws IllegalArgumentException when the chain to it has a joint that is neither hinge nor slide, or none at all
     */
    public ArmKinematics(ModelSpec model, String toolSite) {
        root = ReferenceFrameTools.constructARootFrame("world");
        RigidBodyBasics base = new RigidBody("base", root);
        RigidBodyBasics last = base;
        Pose offset = Pose.IDENTITY;
        int site = model.site(toolSite);
        for (int body : path(model, model.sites().get(site).body())) {
            BodySpec spec = model.bodies().get(body);
            offset = offset.times(spec.pose());
            for (int index = 0; index < model.joints().size(); index++) {
                JointSpec joint = model.joints().get(index);
                if (joint.body() != body) {
                    continue;
                }
                Pose anchor = new Pose(joint.position(), Quaternion.IDENTITY);
                OneDoFJoint moving = joint(joint, last, transform(offset.times(anchor)));
                indices.add(index);
                joints.add(moving);
                last = new RigidBody("after-" + joint.name(), moving, 1, 1, 1, 1, new Vector3D());
                offset = anchor.inverse();
            }
        }
        if (joints.isEmpty()) {
            throw new IllegalArgumentException("site '" + toolSite + "' does not move");
        }
        offset = offset.times(model.sites().get(site).pose());
        tool = ReferenceFrameTools.constructFrameWithUnchangingTransformToParent(
                "tool", joints.get(joints.size() - 1).getFrameAfterJoint(), transform(offset));
        jacobian.setKinematicChain(base, last);
        jacobian.setJacobianFrame(tool);
    }

    private static List<Integer> path(ModelSpec model, int end) {
        List<Integer> path = new ArrayList<>();
        for (int body = end; body > 0; body = model.bodies().get(body).parent()) {
            path.add(0, body);
        }
        return path;
    }

    private static OneDoFJoint joint(JointSpec joint, RigidBodyBasics before, RigidBodyTransform frame) {
        Vector3D axis =
                new Vector3D(joint.axis().x(), joint.axis().y(), joint.axis().z());
        return switch (joint.type()) {
            case HINGE -> new RevoluteJoint(joint.name(), before, frame, axis);
            case SLIDE -> new PrismaticJoint(joint.name(), before, frame, axis);
            case BALL, FREE ->
                throw new IllegalArgumentException(
                        "joint '" + joint.name() + "' must be a hinge or a slide, not " + joint.type());
        };
    }

    private static RigidBodyTransform transform(Pose pose) {
        Vector3 p = pose.position();
        Quaternion r = pose.rotation();
        return new RigidBodyTransform(
                new us.ihmc.euclid.tuple4D.Quaternion(r.x(), r.y(), r.z(), r.w()), new Vector3D(p.x(), p.y(), p.z()));
    }

    /** Indices of the chain's joints in the model, from the base on. */
    public List<Integer> joints() {
        return List.copyOf(indices);
    }

    /** Takes positions of the chain's joints: rad, m. */
    public void setPositions(double[] positions) {
        for (int i = 0; i < joints.size(); i++) {
            joints.get(i).setQ(positions[i]);
        }
        joints.get(0).getPredecessor().updateFramesRecursively();
    }

    /**
     * The tool in the world's frame for the positions that were set.
     *
     * @param pose seven numbers, written: x y z (m), w x y z
     */
    public void tool(double[] pose) {
        tool.getTransformToDesiredFrame(toolToRoot, root);
        rotation.set(toolToRoot.getRotation());
        pose[0] = toolToRoot.getTranslationX();
        pose[1] = toolToRoot.getTranslationY();
        pose[2] = toolToRoot.getTranslationZ();
        pose[3] = rotation.getS();
        pose[4] = rotation.getX();
        pose[5] = rotation.getY();
        pose[6] = rotation.getZ();
    }

    /**
     * The tool's velocity per velocity of each joint, at the positions that were set: 6 × joints; rows are angular x y z
     * (rad/s) and linear x y z (m/s) in the tool's frame. It belongs to this object and changes with the next positions.
     */
    public DMatrixRMaj jacobian() {
        jacobian.reset();
        return jacobian.getJacobianMatrix();
    }
}
