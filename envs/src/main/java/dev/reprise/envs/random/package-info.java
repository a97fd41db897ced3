/** Named random streams with a state that can be saved. Anyone may call this package. */
@NullMarked
package dev.reprise.envs.random;

import org.jspecify.annotations.NullMarked;
