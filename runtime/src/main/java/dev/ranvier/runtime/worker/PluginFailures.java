package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Failures;
import io.grpc.StatusRuntimeException;

/// A plugin's errors as callers see them.
final class PluginFailures {
  private PluginFailures() {}

  /// An error while the plugin compiled a module that passed our own checks.
  static StatusRuntimeException compiling(String module, PjrtException problem) {
    return Failures.of(
        Kind.KIND_MODULE,
        "module \"%s\": the plugin does not compile it (%s)"
            .formatted(module, problem.getMessage()),
        problem);
  }

  /// An error in any other call.
  static StatusRuntimeException running(String what, PjrtException problem) {
    Kind kind =
        switch (problem.code()) {
          case RESOURCE_EXHAUSTED -> Kind.KIND_LIMIT;
          default -> Kind.KIND_EXECUTION;
        };
    return Failures.of(
        kind, "%s failed on the device (%s)".formatted(what, problem.getMessage()), problem);
  }
}
