/** Keeping tasks comparable where their rewards are not. The learners call it. */
@NullMarked
package dev.reprise.agents.balance;

import org.jspecify.annotations.NullMarked;
