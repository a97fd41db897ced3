package dev.reprise.envs.ros.xmlrpc;

import java.util.List;

/** A method's name and what it is called with. */
record XmlRpcCall(String method, List<Object> arguments) {}
