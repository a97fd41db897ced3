/** What a run writes down while it goes on: files that other tools read. The loop calls it. */
@NullMarked
package dev.reprise.app.metrics;

import org.jspecify.annotations.NullMarked;
