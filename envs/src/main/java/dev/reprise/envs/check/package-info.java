/** Checks that an environment keeps the contract, for those who write one. */
@NullMarked
package dev.reprise.envs.check;

import org.jspecify.annotations.NullMarked;
