package dev.ranvier.ir.eval;

import java.util.ArrayList;
import java.util.List;

/// Lists of steps at which events arrive.
final class Arrivals {
  private Arrivals() {}

  /// Whether an event for step `arrival` is due in step `now`, or was before.
  static boolean isDue(int arrival, int now) {
    return arrival - now <= 0;
  }

  static List<Integer> appended(List<Integer> steps, int step) {
    List<Integer> changed = new ArrayList<>(steps);
    changed.add(step);
    return List.copyOf(changed);
  }

  /// Puts a step behind all that are not later.
  static List<Integer> inserted(List<Integer> steps, int step) {
    int place = 0;
    while (place < steps.size() && steps.get(place) - step <= 0) {
      place++;
    }
    List<Integer> changed = new ArrayList<>(steps);
    changed.add(place, step);
    return List.copyOf(changed);
  }

  static List<Integer> without(List<Integer> steps, int place) {
    List<Integer> changed = new ArrayList<>(steps.subList(0, place));
    changed.addAll(steps.subList(place + 1, steps.size()));
    return List.copyOf(changed);
  }

  static List<Integer> withoutFirst(List<Integer> steps) {
    return without(steps, 0);
  }
}
