/**
 * Soft actor-critic for many tasks: configuration, networks, learner and agent. The application builds an agent from a
 * {@link dev.reprise.agents.sac.SacConfig} and drives it.
 */
@NullMarked
package dev.reprise.agents.sac;

import org.jspecify.annotations.NullMarked;
