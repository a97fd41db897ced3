/**
 * Environments of Python's, served by the package {@code reprise_gym} (folder {@code python/}) and spoken to over a
 * socket: {@code docs/python.md} describes the protocol. Only what a server says of itself is known of its tasks, so
 * that nothing can be relabelled: a label of another task is a gap.
 */
@NullMarked
package dev.reprise.envs.gym;

import org.jspecify.annotations.NullMarked;
