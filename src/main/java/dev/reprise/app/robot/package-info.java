/** Robots: their files, and the nodes that drive them with a policy, look at them and record them. */
@NullMarked
package dev.reprise.app.robot;

import org.jspecify.annotations.NullMarked;
