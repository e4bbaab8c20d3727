package dev.ranvier.runtime.server.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// THE table of who may call what: every call of every service that any listener of a runtime
/// registers. One that is not listed cannot be served; a test walks the services and says which
/// line is missing.
public final class Authorization {
  private static final Map<String, Need> TABLE = table();

  /// What a call asks of its caller.
  public sealed interface Need {
    /// Nothing: also callers may make it who have shown nothing.
    record Nothing() implements Need {}

    /// A role.
    record OfRole(Role role) implements Need {}
  }

  private Authorization() {}

  /// What a method asks for; empty if it is not listed.
  ///
  /// @param method such as `ranvier.runtime.v1.Runtime/Hello`
  public static Optional<Need> of(String method) {
    return Optional.ofNullable(TABLE.get(method));
  }

  /// All that are listed.
  public static Set<String> methods() {
    return TABLE.keySet();
  }

  private static Map<String, Need> table() {
    Map<String, Need> table = new LinkedHashMap<>();
    runtime(table);
    inference(table);
    operations(table);
    return Map.copyOf(table);
  }

  private static void runtime(Map<String, Need> table) {
    String service = "ranvier.runtime.v1.Runtime/";
    table.put(service + "Hello", new Need.OfRole(Role.RUN));
    table.put(service + "ListDevices", new Need.OfRole(Role.RUN));
    table.put(service + "Compile", new Need.OfRole(Role.RUN));
    table.put(service + "Upload", new Need.OfRole(Role.RUN));
    table.put(service + "Download", new Need.OfRole(Role.RUN));
    table.put(service + "Execute", new Need.OfRole(Role.RUN));
    table.put(service + "OpenSegment", new Need.OfRole(Role.RUN));
    table.put(service + "Free", new Need.OfRole(Role.RUN));
    table.put(service + "CloseSession", new Need.OfRole(Role.RUN));
  }

  private static void inference(Map<String, Need> table) {
    String service = "inference.GRPCInferenceService/";
    // As health: what starts and watches servers asks, and has no secrets to show.
    table.put(service + "ServerLive", new Need.Nothing());
    table.put(service + "ServerReady", new Need.Nothing());
    table.put(service + "ServerMetadata", new Need.OfRole(Role.INFER));
    table.put(service + "ModelReady", new Need.OfRole(Role.INFER));
    table.put(service + "ModelMetadata", new Need.OfRole(Role.INFER));
    table.put(service + "ModelInfer", new Need.OfRole(Role.INFER));
  }

  private static void operations(Map<String, Need> table) {
    // Load balancers ask for health, and have no secrets to show.
    table.put("grpc.health.v1.Health/Check", new Need.Nothing());
    table.put("grpc.health.v1.Health/Watch", new Need.Nothing());
    table.put("ranvier.admin.v1.Admin/Status", new Need.OfRole(Role.OBSERVE));
    table.put(
        "grpc.reflection.v1.ServerReflection/ServerReflectionInfo", new Need.OfRole(Role.OBSERVE));
    String channelz = "grpc.channelz.v1.Channelz/";
    for (String method :
        new String[] {
          "GetTopChannels",
          "GetServers",
          "GetServer",
          "GetServerSockets",
          "GetChannel",
          "GetSubchannel",
          "GetSocket"
        }) {
      table.put(channelz + method, new Need.OfRole(Role.OBSERVE));
    }
  }
}
