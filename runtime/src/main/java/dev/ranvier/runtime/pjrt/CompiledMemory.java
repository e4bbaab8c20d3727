package dev.ranvier.runtime.pjrt;

/// What one run of an executable takes on a device, in bytes, as the plugin's compiler planned it.
/// `aliased` bytes are counted in both arguments and outputs; `temporary` ones are taken for the
/// length of the run.
public record CompiledMemory(
    long code, long arguments, long outputs, long aliased, long temporary) {
  /// Everything that is on the device while it runs.
  public long total() {
    return code + arguments + outputs - aliased + temporary;
  }
}
