/** Formulas: performance, forgetting, transfer, savings and their intervals. Pure functions; the application calls it. */
@NullMarked
package dev.reprise.app.science;

import org.jspecify.annotations.NullMarked;
