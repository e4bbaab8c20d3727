package dev.ranvier.runtime.client;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.ListDevicesRequest;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.ProgramSignature;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// A session with a runtime. Everything made through it lives in that session and ends with it.
/// Safe for use by several threads.
///
/// All methods throw [RuntimeFailure].
public final class RuntimeClient implements AutoCloseable {
  private final Connection connection;
  private final ClientOptions options;
  private final AutoCloseable owned;

  RuntimeClient(Connection connection, ClientOptions options, AutoCloseable owned) {
    this.connection = connection;
    this.options = options;
    this.owned = owned;
  }

  /// Connects to a runtime at `host:port` and opens a session.
  ///
  /// @throws RuntimeFailure.Unreachable if nobody answers in a few seconds
  /// @throws RuntimeFailure.ProtocolMismatch if who answers speaks no common version
  public static RuntimeClient connect(String address) {
    return connect(address, ClientOptions.DEFAULT);
  }

  public static RuntimeClient connect(String address, ClientOptions options) {
    return connect(ServerAddress.parse(address), options, () -> {});
  }

  /// Starts a runtime of one's own on this machine, with the plugin that is found first, and
  /// connects to it. Closing the client ends it.
  ///
  /// @throws RuntimeFailure.PluginProblem if there is no plugin, or it cannot be used
  public static RuntimeClient embedded() {
    return EmbeddedRuntime.DEFAULT.start();
  }

  /// As [#embedded()], with the plugin that the option names.
  public static RuntimeClient embedded(PluginOption plugin) {
    return EmbeddedRuntime.DEFAULT.withPlugin(plugin).start();
  }

  static RuntimeClient connect(ServerAddress address, ClientOptions options, AutoCloseable owned) {
    return new RuntimeClient(Connection.open(address, options), options, owned);
  }

  /// Who answered.
  public ServerInfo server() {
    return connection.server();
  }

  /// What the runtime can run on.
  public List<DeviceSetInfo> devices() {
    return connection
        .unary(
            "listing the devices",
            stub -> stub.listDevices(ListDevicesRequest.getDefaultInstance()))
        .getDeviceSetsList()
        .stream()
        .map(DeviceSetInfo::fromWire)
        .toList();
  }

  /// Compiles a module.
  ///
  /// @param name what to call it in messages
  /// @param text StableHLO
  /// @throws RuntimeFailure.BadModule if the runtime does not admit it, or the plugin does not
  ///   compile it
  public RemoteExecutable compile(String name, String text) {
    CompileReply reply =
        connection.streaming(
            "compiling \"%s\"".formatted(name),
            options.compile(),
            stub -> ModuleSender.send(stub.compile(), name, ByteString.copyFromUtf8(text)));
    return new RemoteExecutable(
        this,
        new Handle(reply.getExecutable()),
        name,
        ProgramSignature.fromWire(reply.getSignature()),
        Duration.ofNanos(reply.getCompileMicros() * 1000),
        reply.hasTemporaryBytes()
            ? OptionalLong.of(reply.getTemporaryBytes())
            : OptionalLong.empty(),
        switch (reply.getOrigin()) {
          case ORIGIN_MEMORY -> RemoteExecutable.Origin.MEMORY;
          case ORIGIN_DISK -> RemoteExecutable.Origin.DISK;
          case ORIGIN_COMPILED, ORIGIN_UNSPECIFIED, UNRECOGNIZED ->
              RemoteExecutable.Origin.COMPILED;
        });
  }

  /// Puts an array on the first device.
  public RemoteBuffer upload(HostArray array) {
    Handle handle =
        connection.streaming(
            "upload of " + array.type(),
            options.transfer(),
            stub -> new Transfers(stub, connection.segments()).upload(array));
    return new RemoteBuffer(this, handle, array.type());
  }

  /// Reads an array back. It stays on the device.
  public HostArray download(RemoteBuffer buffer) {
    check(buffer);
    return connection.streaming(
        "download of " + buffer.type(),
        options.transfer(),
        stub -> new Transfers(stub, connection.segments()).download(buffer));
  }

  /// Runs a program once.
  public Outcome execute(RemoteExecutable program, List<RemoteBuffer> arguments) {
    return execute(program, arguments, ExecuteOptions.ONCE, ProgressListener.NONE);
  }

  /// Runs a program, once or in chunks, and waits for the end.
  ///
  /// @throws RuntimeFailure.WrongArgument before anything is sent, if an array does not fit the
  ///   program
  /// @throws RuntimeFailure.WorkerLost if the worker dies meanwhile
  public Outcome execute(
      RemoteExecutable program,
      List<RemoteBuffer> arguments,
      ExecuteOptions how,
      ProgressListener listener) {
    Execution execution = new Execution(this, program, arguments, how, listener);
    execution.check();
    return connection.streaming(
        "execute of \"%s\"".formatted(program.name()), how.deadline(), execution::run);
  }

  /// Runs a program once on arrays of the caller's, and brings its results home. With small arrays
  /// this is one round trip; nothing stays on the device.
  ///
  /// @throws RuntimeFailure.WrongArgument before anything is sent, if an array does not fit the
  ///   program
  public List<HostArray> call(RemoteExecutable program, List<HostArray> arguments) {
    return new DirectCall(this, program, arguments).run(connection);
  }

  /// Ends the session, which frees all it holds, and the runtime if it is an embedded one.
  @Override
  public void close() {
    connection.close();
    try {
      owned.close();
    } catch (Exception problem) {
      throw new RuntimeFailure.Internal("closing the embedded runtime failed", problem);
    }
  }

  @Override
  public String toString() {
    return "runtime " + connection.server().address();
  }

  /// Frees arrays, in one call; those that are gone already are left out.
  public void free(Collection<RemoteBuffer> buffers) {
    connection.free(
        buffers.stream().filter(RemoteBuffer::leave).map(RemoteBuffer::handle).toList());
  }

  void free(Handle handle) {
    connection.free(List.of(handle));
  }

  /// @throws RuntimeFailure if the program is gone or another client's
  void check(RemoteExecutable program) {
    if (program.client() != this || program.isGone()) {
      throw new RuntimeFailure.NoSuchHandle(
          program + ": it was closed, or belongs to another session; compile it again", null);
    }
  }

  /// @throws RuntimeFailure if the array is gone or another client's
  void check(RemoteBuffer buffer) {
    if (buffer.client() != this) {
      throw new RuntimeFailure.NoSuchHandle(
          buffer + ": it belongs to another session; upload it in this one", null);
    }
    if (buffer.isGone()) {
      throw new RuntimeFailure.NoSuchHandle(
          buffer + ": it was closed, or donated to an execution; upload it again", null);
    }
  }
}
