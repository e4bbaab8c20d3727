package dev.ranvier.examples.bench;

import java.util.ArrayList;
import java.util.List;

/// Runs programs in turns, round after round, so that what else the machine does in the meantime
/// falls on all of them alike.
final class Turns {
  /// @param minimum microseconds a step
  /// @param median microseconds a step
  /// @param last what the last run counted
  record Times(double minimum, double median, Loaded.Run last) {}

  private Turns() {}

  /// @param rounds that are counted, after some that are not
  /// @return one for each program, in their order
  static List<Times> of(List<Loaded> programs, int rounds) {
    programs.forEach(Loaded::warmUp);
    List<List<Loaded.Run>> counted =
        programs.stream().<List<Loaded.Run>>map(_ -> new ArrayList<>()).toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < programs.size(); i++) {
        counted.get(i).add(programs.get(i).run());
      }
    }
    return counted.stream().map(Turns::times).toList();
  }

  private static Times times(List<Loaded.Run> runs) {
    double[] sorted = runs.stream().mapToDouble(Loaded.Run::microsPerStep).sorted().toArray();
    return new Times(sorted[0], sorted[sorted.length / 2], runs.getLast());
  }
}
