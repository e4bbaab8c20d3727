package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Where calls are served: those that may wait on threads of their own, an execution on the thread
/// that its request comes in on, where it is handed on at once. Every change of thread costs as
/// much as the rest of a short call.
record Threads(Executor own) implements ServerCallExecutorSupplier {
  private static final String EXECUTE = RuntimeGrpc.getExecuteMethod().getFullMethodName();

  @Override
  public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    return call.getMethodDescriptor().getFullMethodName().equals(EXECUTE) ? Runnable::run : own;
  }
}
