/** Keeping tasks comparable where their rewards are not, and from hindering each other where they learn together: scales of
 * rewards and values, weights of losses, combinations of gradients. The learners call it. */
@NullMarked
package dev.reprise.agents.balance;

import org.jspecify.annotations.NullMarked;
