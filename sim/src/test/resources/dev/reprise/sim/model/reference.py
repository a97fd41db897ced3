"""Writes what MuJoCo makes of a model, for MjcfReferenceTest. Needs: pip install mujoco==3.3.0

usage: python reference.py arm.xml features.xml      (writes arm.reference.txt, features.reference.txt)

One line per quantity: its name and its numbers. Frames are three numbers of position and nine of the rotation matrix, row
by row; inertias are the full tensor about the centre of mass, in the body's frame.
"""

import pathlib
import sys

import mujoco
import numpy as np


def matrix(quaternion):
    rows = np.zeros(9)
    mujoco.mju_quat2Mat(rows, quaternion)
    return rows.reshape(3, 3)


def frames(positions, quaternions):
    return [np.concatenate([p, matrix(q).ravel()]) for p, q in zip(positions, quaternions)]


def inertia(model, body):
    turn = matrix(model.body_iquat[body])
    return turn @ np.diag(model.body_inertia[body]) @ turn.T


def mesh_frame(model, geom):
    """The frame of the mesh's file; MuJoCo moves meshes to their centre and principal axes."""
    mesh = model.geom_dataid[geom]
    turn = matrix(model.geom_quat[geom]) @ matrix(model.mesh_quat[mesh]).T
    return np.concatenate([model.geom_pos[geom] - turn @ model.mesh_pos[mesh], turn.ravel()])


def geom_frames(model):
    plain = frames(model.geom_pos, model.geom_quat)
    return [mesh_frame(model, g) if model.geom_type[g] == 7 else plain[g] for g in range(model.ngeom)]


def geom_sizes(model):
    """As many sizes as the type has; a plane's grid is not kept."""
    count = {0: 2, 2: 1, 3: 2, 5: 2, 6: 3, 7: 0}
    return [s[: count[t]] for s, t in zip(model.geom_size, model.geom_type)]


def limits(limited, ranges):
    return [np.concatenate([[l], r * l]) for l, r in zip(limited, ranges)]


def quantities(m):
    first = m.jnt_dofadr
    single = [j for j in range(m.njnt) if m.jnt_type[j] >= 2]
    affine = (m.actuator_biastype > 0)[:, None]
    return {
        "counts": [m.nbody, m.njnt, m.nq, m.nv, m.ngeom, m.nsite, m.nu, m.neq, m.nmesh, m.ncam, m.nlight, m.nkey],
        "option": np.append(m.opt.timestep, m.opt.gravity),
        "body parent": m.body_parentid[1:],
        "body mocap": m.body_mocapid >= 0,
        "body frame": frames(m.body_pos, m.body_quat),
        "body mass": m.body_mass,
        "body centre": m.body_ipos,
        "body inertia": [inertia(m, b).ravel() for b in range(m.nbody)],
        "joint body": m.jnt_bodyid,
        "joint type": m.jnt_type,
        "joint position": m.jnt_pos,
        "joint axis": m.jnt_axis,
        "joint range": limits(m.jnt_limited, m.jnt_range),
        "joint damping": m.dof_damping[first],
        "joint armature": m.dof_armature[first],
        "joint friction": m.dof_frictionloss[first],
        "joint stiffness": m.jnt_stiffness,
        "joint spring": m.qpos_spring[m.jnt_qposadr[single]],
        "joint initial": m.qpos0,
        "geom body": m.geom_bodyid,
        "geom type": m.geom_type,
        "geom size": geom_sizes(m),
        "geom frame": geom_frames(m),
        "geom contact": np.column_stack([m.geom_contype, m.geom_conaffinity, m.geom_condim, m.geom_friction, m.geom_margin]),
        "geom group": m.geom_group,
        "site body": m.site_bodyid,
        "site frame": frames(m.site_pos, m.site_quat),
        "actuator joint": m.actuator_trnid[:, 0],
        "actuator law": np.column_stack([m.actuator_gear[:, 0], m.actuator_gainprm[:, 0], m.actuator_biasprm[:, :3] * affine]),
        "actuator control": limits(m.actuator_ctrllimited, m.actuator_ctrlrange),
        "actuator force": limits(m.actuator_forcelimited, m.actuator_forcerange),
        "equality": np.column_stack([m.eq_type, m.eq_active0, m.eq_obj1id, m.eq_obj2id]),
        "weld frame": frames(m.eq_data[m.eq_type == 1, 3:6], m.eq_data[m.eq_type == 1, 6:10]),
        "coupling": m.eq_data[m.eq_type == 2, :5],
        "camera frame": frames(m.cam_pos, m.cam_quat),
        "camera view": m.cam_fovy,
        "light": np.column_stack([m.light_pos, m.light_dir, m.light_directional, m.light_castshadow, m.light_diffuse]),
        "key": np.column_stack([m.key_qpos, m.key_qvel, m.key_ctrl]),
    }


def line(name, numbers):
    flat = np.concatenate([np.ravel(n) for n in numbers]) if len(numbers) else []
    return name + ": " + " ".join(f"{float(x):.10g}" for x in flat)


for file in map(pathlib.Path, sys.argv[1:]):
    lines = [line(*item) for item in quantities(mujoco.MjModel.from_xml_path(str(file))).items()]
    file.with_suffix(".reference.txt").write_text("\n".join(lines) + "\n")
