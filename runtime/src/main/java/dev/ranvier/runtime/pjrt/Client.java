package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ClientDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.ClientPlatformNameArgs;
import dev.ranvier.runtime.pjrt.capi.ClientPlatformVersionArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A plugin's devices, ready to take programs and data. Closing a client closes its buffers and
/// executables.
///
/// Safe for use by several threads at once.
public final class Client implements AutoCloseable {
  private final LoadedApi api;
  private final Handle handle;
  private final String platformName;
  private final String platformVersion;
  private final List<Device> devices;
  private final AtomicLong liveBuffers = new AtomicLong();
  private final AtomicLong liveExecutables = new AtomicLong();

  Client(LoadedApi api, Handle plugin, MemorySegment client) {
    this.api = api;
    this.handle = new Handle(() -> "client", client, plugin, this::destroy);
    handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      this.devices = Devices.of(api, client);
      var name = ClientPlatformNameArgs.allocate(arena).client(client);
      api.call(ApiFunction.CLIENT_PLATFORM_NAME, name.segment());
      this.platformName = Native.text(name.platformName(), name.platformNameSize());
      var version = ClientPlatformVersionArgs.allocate(arena).client(client);
      api.call(ApiFunction.CLIENT_PLATFORM_VERSION, version.segment());
      this.platformVersion = Native.text(version.platformVersion(), version.platformVersionSize());
    } catch (RuntimeException problem) {
      handle.close();
      throw problem;
    } finally {
      handle.release();
    }
  }

  /// `cpu`, `cuda`, `tpu`, ...
  public String platformName() {
    return platformName;
  }

  public String platformVersion() {
    return platformVersion;
  }

  /// The devices that this process can use; at least one.
  public List<Device> devices() {
    return devices;
  }

  /// Buffers of this client that hold device memory now.
  public long liveBuffers() {
    return liveBuffers.get();
  }

  /// Executables of this client that are loaded now.
  public long liveExecutables() {
    return liveExecutables.get();
  }

  /// Compiles StableHLO text for the client's first device.
  ///
  /// @throws PjrtException if the plugin refuses the program
  public Executable compile(String stablehlo) {
    return compile(stablehlo, CompileOptions.single());
  }

  /// Compiles a program: StableHLO as text.
  ///
  /// @throws PjrtException if the plugin refuses the program
  public Executable compile(String stablehlo, CompileOptions options) {
    return compile(stablehlo.getBytes(StandardCharsets.UTF_8), options);
  }

  /// Compiles a program: StableHLO as UTF-8 text, or a portable artifact.
  ///
  /// @throws PjrtException if the plugin refuses the program
  public Executable compile(byte[] stablehlo, CompileOptions options) {
    return new Compilation(api, this).compile(stablehlo, options);
  }

  /// Loads what [Executable#serialize] wrote with the same version of the same plugin. The bytes
  /// must be trusted: a plugin doesn't survive all wrong ones.
  public Executable deserialize(byte[] serialized, CompileOptions options) {
    return new Compilation(api, this).load(serialized, options);
  }

  /// A buffer on the first device with a copy of `data`, which has the shape's bytes, row by row,
  /// in the machine's byte order.
  public Buffer upload(Shape shape, MemorySegment data) {
    return upload(shape, data, devices.getFirst());
  }

  /// As [#upload(Shape, MemorySegment)], from the buffer's position to its limit.
  public Buffer upload(Shape shape, ByteBuffer data) {
    return upload(shape, MemorySegment.ofBuffer(data));
  }

  /// As [#upload(Shape, ByteBuffer)], on a device of this client.
  public Buffer upload(Shape shape, ByteBuffer data, Device device) {
    return upload(shape, MemorySegment.ofBuffer(data), device);
  }

  /// As [#upload(Shape, MemorySegment)], on a device of this client.
  public Buffer upload(Shape shape, MemorySegment data, Device device) {
    if (!devices.contains(device)) {
      throw new IllegalArgumentException("device " + device + " belongs to another client");
    }
    return Transfer.upload(api, this, shape, data, device);
  }

  Handle handle() {
    return handle;
  }

  AtomicLong bufferCount() {
    return liveBuffers;
  }

  AtomicLong executableCount() {
    return liveExecutables;
  }

  private void destroy(MemorySegment client) {
    try (Arena arena = Arena.ofConfined()) {
      api.call(
          ApiFunction.CLIENT_DESTROY, ClientDestroyArgs.allocate(arena).client(client).segment());
    }
  }

  /// Closes the client's buffers and executables, then the client, once nothing of it runs any
  /// more.
  @Override
  public void close() {
    handle.close();
  }
}
