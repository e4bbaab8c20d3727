package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Arithmetic on lists of dimension numbers, counted from 0, outermost first.
final class Axes {
  private Axes() {}

  static boolean within(List<Long> axes, long rank) {
    return axes.stream().allMatch(axis -> axis >= 0 && axis < rank);
  }

  static boolean unique(List<Long> axes) {
    return new HashSet<>(axes).size() == axes.size();
  }

  static boolean sorted(List<Long> axes) {
    for (int i = 1; i < axes.size(); i++) {
      if (axes.get(i - 1) > axes.get(i)) {
        return false;
      }
    }
    return true;
  }

  static List<Long> concatenated(List<Long> first, List<Long> second) {
    List<Long> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /// The sizes of `type` along `axes`, in their order.
  static List<Long> sizes(TensorType type, List<Long> axes) {
    return axes.stream().map(axis -> type.dimension(axis.intValue())).toList();
  }

  /// What remains of `sizes` when those at `axes` are taken out.
  static List<Long> without(List<Long> sizes, List<Long> axes) {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      if (!axes.contains((long) i)) {
        kept.add(sizes.get(i));
      }
    }
    return kept;
  }

  /// `sizes` with another size at one axis.
  static List<Long> with(List<Long> sizes, long axis, long size) {
    List<Long> changed = new ArrayList<>(sizes);
    changed.set((int) axis, size);
    return changed;
  }

  /// Puts `placed` at `axes` (ascending) and `others` into the gaps.
  static List<Long> combine(List<Long> others, List<Long> axes, List<Long> placed) {
    List<Long> combined = new ArrayList<>();
    int other = 0;
    for (int i = 0; i < others.size() + placed.size(); i++) {
      int place = axes.indexOf((long) i);
      combined.add(place >= 0 ? placed.get(place) : others.get(other++));
    }
    return combined;
  }

  static boolean notAbove(List<Long> sizes, List<Long> bounds) {
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) < 0 || sizes.get(i) > bounds.get(i)) {
        return false;
      }
    }
    return true;
  }
}
