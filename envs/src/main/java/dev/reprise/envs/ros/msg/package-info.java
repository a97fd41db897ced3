/**
 * Messages of ROS 1 as records, with their bytes: a class per package of ROS's, each message with its {@code TYPE}.
 * Definitions are ROS's without their comments; the sums that two sides compare are computed from them. No reflection
 * and no generated code: a message of your own is one record more.
 */
@NullMarked
package dev.reprise.envs.ros.msg;

import org.jspecify.annotations.NullMarked;
