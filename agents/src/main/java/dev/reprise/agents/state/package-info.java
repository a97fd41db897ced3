/**
 * Everything that can be saved, as named arrays, and the file format that holds them. Knows no learner; everything with
 * a state calls it.
 */
@NullMarked
package dev.reprise.agents.state;

import org.jspecify.annotations.NullMarked;
