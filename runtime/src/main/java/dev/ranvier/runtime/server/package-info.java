/// The front: a gRPC server in pure Java that never loads a plugin. It admits modules, checks
/// arguments, knows who owns which handle, and hands everything else on to a worker process, one
/// for each device set, which it starts, watches and replaces.
@NullMarked
package dev.ranvier.runtime.server;

import org.jspecify.annotations.NullMarked;
