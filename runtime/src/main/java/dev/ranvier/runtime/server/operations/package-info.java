/// What an operator sees of a runtime: figures for Prometheus, health, a line for each call, an
/// admin service for `ranvier top`; and how it ends without cutting anyone off. Everything here is
/// told by interceptors or asked for by small interfaces, so that what serves calls knows little of
/// it. Nothing that is told holds data, programs or secrets.
@NullMarked
package dev.ranvier.runtime.server.operations;

import org.jspecify.annotations.NullMarked;
