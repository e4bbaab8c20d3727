package dev.ranvier.runtime.pjrt;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// How a program is spread over devices: `replicas` run the whole program on their own data,
/// `partitions` share one copy of it. `devices` are the ids of the devices, all partitions of the
/// first replica before those of the next; none means the client's own choice.
///
/// Encoded as XLA's `CompileOptionsProto`. A plugin aborts the process if the two counts are
/// missing.
public record CompileOptions(int replicas, int partitions, boolean shardy, List<Integer> devices) {
  public CompileOptions {
    devices = List.copyOf(devices);
    if (replicas < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "compile options: replicas %d and partitions %d must be 1 or more"
              .formatted(replicas, partitions));
    }
    if (!devices.isEmpty() && devices.size() != replicas * partitions) {
      throw new IllegalArgumentException(
          "compile options: %d replicas of %d partitions need %d devices, got %d"
              .formatted(replicas, partitions, replicas * partitions, devices.size()));
    }
  }

  /// One program on the client's first device.
  public static CompileOptions single() {
    return new CompileOptions(1, 1, false, List.of());
  }

  /// One program on the device with this id.
  public static CompileOptions on(int device) {
    return new CompileOptions(1, 1, false, List.of(device));
  }

  /// One program partitioned over some devices, by its own sharding annotations.
  public static CompileOptions partitioned(int partitions, boolean shardy) {
    return new CompileOptions(1, partitions, shardy, List.of());
  }

  int deviceCount() {
    return replicas * partitions;
  }

  /// The bytes of a `CompileOptionsProto`: what the plugin gets, and a stable part of a cache's
  /// key.
  public byte[] encoded() {
    byte[] build = message(this::writeBuildOptions);
    return message(out -> out.writeByteArray(Field.EXECUTABLE_BUILD_OPTIONS, build));
  }

  private void writeBuildOptions(CodedOutputStream out) throws IOException {
    out.writeInt64(Field.DEVICE_ORDINAL, -1);
    out.writeInt64(Field.NUM_REPLICAS, replicas);
    out.writeInt64(Field.NUM_PARTITIONS, partitions);
    out.writeBool(Field.USE_SPMD_PARTITIONING, partitions > 1);
    if (!devices.isEmpty()) {
      out.writeByteArray(Field.DEVICE_ASSIGNMENT, message(this::writeDeviceAssignment));
    }
    out.writeBool(Field.USE_SHARDY_PARTITIONER, shardy);
  }

  private void writeDeviceAssignment(CodedOutputStream out) throws IOException {
    out.writeInt32(Field.REPLICA_COUNT, replicas);
    out.writeInt32(Field.COMPUTATION_COUNT, partitions);
    for (int partition = 0; partition < partitions; partition++) {
      int first = partition;
      out.writeByteArray(
          Field.COMPUTATION_DEVICES,
          message(
              inner -> {
                for (int replica = 0; replica < replicas; replica++) {
                  inner.writeInt64(
                      Field.REPLICA_DEVICE_IDS, devices.get(replica * partitions + first));
                }
              }));
    }
  }

  private static byte[] message(MessageBody body) {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    try {
      body.write(out);
      out.flush();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return bytes.toByteArray();
  }

  /// Writes the fields of one message.
  private interface MessageBody {
    void write(CodedOutputStream out) throws IOException;
  }

  /// Field numbers of `CompileOptionsProto`, `ExecutableBuildOptionsProto` (both of
  /// xla/pjrt/proto/compile_options.proto) and `DeviceAssignmentProto` (xla/xla_data.proto), as
  /// published.
  private static final class Field {
    private static final int EXECUTABLE_BUILD_OPTIONS = 3;

    private static final int DEVICE_ORDINAL = 1;
    private static final int NUM_REPLICAS = 4;
    private static final int NUM_PARTITIONS = 5;
    private static final int USE_SPMD_PARTITIONING = 6;
    private static final int DEVICE_ASSIGNMENT = 9;
    private static final int USE_SHARDY_PARTITIONER = 19;

    private static final int REPLICA_COUNT = 1;
    private static final int COMPUTATION_COUNT = 2;
    private static final int COMPUTATION_DEVICES = 3;
    private static final int REPLICA_DEVICE_IDS = 1;
  }
}
