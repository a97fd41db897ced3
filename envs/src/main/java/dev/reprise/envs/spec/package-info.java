/**
 * The contract between whatever acts and whatever is acted upon: environments, their time steps, and the specs that
 * name every number that crosses. Anyone may call this package; it knows no simulator, no robot and no learner.
 */
@NullMarked
package dev.reprise.envs.spec;

import org.jspecify.annotations.NullMarked;
