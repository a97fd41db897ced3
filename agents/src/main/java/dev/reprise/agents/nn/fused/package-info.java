/**
 * The default executor: dense trunks on heap arrays with our own kernels. Loads no native library. Reached through
 * {@link dev.reprise.agents.nn.Executor}.
 */
@NullMarked
package dev.reprise.agents.nn.fused;

import org.jspecify.annotations.NullMarked;
