package dev.ranvier.runtime.admission;

import dev.ranvier.ir.device.TakenOps;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A kind of device that another plays: modules run on the plugin's devices, but only those are
/// admitted that the real device would take.
public enum Emulated {
  /// A streaming chip whose schedule is fixed when a program is compiled. It keeps nothing from
  /// call to call: the host carries the state.
  LPU(TakenOps.STREAMING);

  private final TakenOps taken;

  Emulated(TakenOps taken) {
    this.taken = taken;
  }

  TakenOps taken() {
    return taken;
  }

  /// What clients are told to do whose programs are for something else.
  String instead() {
    return switch (this) {
      case LPU ->
          "compile the network for target lpu; what has loops, as trainings have, runs on cpu, gpu or tpu";
    };
  }

  /// What operators call it: `lpu`.
  public String device() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What clients are told that the devices are: `lpu-emulated`.
  public String kind() {
    return device() + "-emulated";
  }

  /// The one that operators call so.
  public static Optional<Emulated> named(String device) {
    return Arrays.stream(values()).filter(one -> one.device().equals(device)).findFirst();
  }

  /// What operators call them.
  public static List<String> devices() {
    return Arrays.stream(values()).map(Emulated::device).toList();
  }
}
