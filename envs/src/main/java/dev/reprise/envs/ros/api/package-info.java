/** What masters and nodes of ROS 1 can be asked by XML-RPC, for all transports: a graph, parameters and plain calls. */
@NullMarked
package dev.reprise.envs.ros.api;

import org.jspecify.annotations.NullMarked;
