package dev.ranvier.runtime.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a worker process may take of its machine, held by the operating system.
///
/// @param openFiles descriptors that it may have open
/// @param addressSpaceBytes memory that it may map; empty leaves it open, as plugins of GPUs need,
///   which map far more than they use
public record WorkerLimits(int openFiles, OptionalLong addressSpaceBytes) {
  public static final WorkerLimits DEFAULT = new WorkerLimits(4096, OptionalLong.empty());

  public WorkerLimits withAddressSpace(long bytes) {
    return new WorkerLimits(openFiles, OptionalLong.of(bytes));
  }

  /// The command, run by a shell that first gives up what the limits forbid: it, and so the
  /// command, cannot get that back. No core files, which would hold other people's arrays.
  List<String> around(List<String> command) {
    StringBuilder script = new StringBuilder("ulimit -c 0 && ");
    script.append(
        "{ [ \"$(ulimit -n)\" != unlimited ] && [ \"$(ulimit -n)\" -le %d ] || ulimit -n %d; } && "
            .formatted(openFiles, openFiles));
    addressSpaceBytes.ifPresent(
        bytes -> script.append("ulimit -v %d && ".formatted(Math.ceilDiv(bytes, 1024))));
    script.append("exec \"$@\"");
    List<String> limited = new ArrayList<>(List.of("/bin/sh", "-c", script.toString(), "worker"));
    limited.addAll(command);
    return limited;
  }
}
