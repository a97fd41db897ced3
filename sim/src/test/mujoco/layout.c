// Prints one line of layouts.txt: where MuJoCo's headers put what MujocoLayout reads. Built by layouts.sh.
#include <mujoco/mujoco.h>
#include <stddef.h>
#include <stdio.h>

_Static_assert(sizeof(mjtNum) == 8, "the library computes in doubles");
_Static_assert(sizeof(void *) == 8, "64 bits");
_Static_assert(sizeof(mjWarningStat) == 8 && offsetof(mjWarningStat, number) == 4, "{int lastinfo; int number;}");
_Static_assert(mjWARN_BADQVEL == mjWARN_BADQPOS + 1 && mjWARN_BADQACC == mjWARN_BADQPOS + 2, "one after the other");
_Static_assert(mjOBJ_BODY == 1 && mjOBJ_XBODY == 2 && mjOBJ_JOINT == 3 && mjOBJ_GEOM == 5 && mjOBJ_SITE == 6, "kinds");
_Static_assert(offsetof(mjContact, frame) == offsetof(mjContact, pos) + 24, "position, then frame");
_Static_assert(offsetof(mjContact, geom2) == offsetof(mjContact, geom1) + 4, "geom 1, then geom 2");

#define PRINT(offset) printf(" %zu", (size_t)(offset))
#define MODEL(field) PRINT(offsetof(mjModel, field))
#define DATA(field) PRINT(offsetof(mjData, field))
#define CONTACT(field) PRINT(offsetof(mjContact, field))

int main(int count, char **arguments) {
  if (count != 2) return 1;
  printf("%s", arguments[1]);
  PRINT(sizeof(((mjModel *)0)->nq));
  MODEL(nq), MODEL(nv), MODEL(nu), MODEL(nbody), MODEL(njnt), MODEL(ngeom), MODEL(nsite), MODEL(nmocap);
  MODEL(opt.timestep);
  DATA(time), DATA(warning[mjWARN_BADQPOS]), DATA(ncon), DATA(contact);
  DATA(qpos), DATA(qvel), DATA(ctrl), DATA(mocap_pos), DATA(mocap_quat);
  DATA(xpos), DATA(xquat), DATA(site_xpos), DATA(site_xmat);
  PRINT(sizeof(mjContact));
  CONTACT(pos), CONTACT(geom1), CONTACT(efc_address);
  printf("\n");
  return 0;
}
