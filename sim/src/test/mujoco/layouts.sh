#!/usr/bin/env bash
# Prints layouts.txt of package dev.reprise.sim.physics.mujoco. Each argument is VERSION=DIR, where DIR holds that
# version's mujoco/mujoco.h: include/ of MuJoCo's source or of the PyPI package, /usr/include of libmujoco-dev.
#   layouts.sh 2.2.2=/usr/include 4.0.0=…/site-packages/mujoco/include > layouts.txt
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
program=$(mktemp)
trap 'rm -f "$program"' EXIT

cat <<'END'
# Where each version of MuJoCo keeps what is read of its structs, in bytes; 64-bit systems. Made by
# sim/src/test/mujoco/layouts.sh from the versions' headers.
VERSION SIZE_WIDTH NQ NV NU NBODY NJNT NGEOM NSITE NMOCAP TIMESTEP TIME BAD_STATE NCON CONTACT QPOS QVEL CTRL MOCAP_POS MOCAP_QUAT XPOS XQUAT SITE_XPOS SITE_XMAT CONTACT_SIZE CONTACT_POS CONTACT_GEOM1 CONTACT_EFC_ADDRESS
END
for argument in "$@"; do
  cc -I "${argument#*=}" "$here/layout.c" -o "$program"
  "$program" "${argument%%=*}"
done
