/**
 * Suites whose environments are simulated worlds that can be looked at. The application calls it to show and to record;
 * suites implement it. Learning needs none of it.
 */
@NullMarked
package dev.reprise.envs.world;

import org.jspecify.annotations.NullMarked;
