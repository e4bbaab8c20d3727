package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.Authorization;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.ServerMethodDefinition;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Walks what is really served, on both listeners of a runtime, and the calls of a server of
/// models.
@Timeout(60)
class AuthorizationTest {
  @Test
  void everyServedCallIsInTheTableAndNothingElse() {
    OperationsSettings all = OperationsSettings.OFF.withAdmin(new Listen("127.0.0.1", 0));
    try (var server = TestServer.start(settings -> settings.withOperations(all))) {
      TreeSet<String> served = new TreeSet<>();
      Stream.concat(server.services().stream(), server.operations().services().stream())
          .flatMap(service -> service.getMethods().stream())
          .map(ServerMethodDefinition::getMethodDescriptor)
          .forEach(method -> served.add(method.getFullMethodName()));
      GRPCInferenceServiceGrpc.getServiceDescriptor()
          .getMethods()
          .forEach(method -> served.add(method.getFullMethodName()));
      assertThat(served)
          .contains("ranvier.runtime.v1.Runtime/Execute", "ranvier.admin.v1.Admin/Status");
      assertThat(Authorization.methods())
          .as("the table of authorizations, against what is served")
          .containsExactlyInAnyOrderElementsOf(served);
    }
  }
}
