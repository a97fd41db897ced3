/**
 * The second executor: a network as a DL4J {@code ComputationGraph}. It describes networks to DL4J, which loads no
 * native library, and runs them there, which loads ND4J. Reached through {@link dev.reprise.agents.nn.Executor}; the
 * export of policies uses the description alone.
 */
@NullMarked
package dev.reprise.agents.nn.dl4j;

import org.jspecify.annotations.NullMarked;
