/**
 * Pages and tables from finished runs: self-contained HTML without script or network, and plain text. Pure functions from
 * results to text; the application calls it.
 */
@NullMarked
package dev.reprise.app.report;

import org.jspecify.annotations.NullMarked;
