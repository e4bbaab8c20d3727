package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import java.util.ArrayList;
import java.util.List;

/// One thing that is answered of each sample.
///
/// @param each the type of one sample's part
public record AnswerTensor(String name, ArrayType each) {
  /// `i32`: the class, -1 for none.
  public static final AnswerTensor CLASS = new AnswerTensor("class", ArrayType.of(DType.I32));

  /// `f32`: the time of the first spike in ms; the end of the run where there is none.
  public static final AnswerTensor FIRST_SPIKE =
      new AnswerTensor("first_spike_ms", ArrayType.of(DType.F32));

  static List<AnswerTensor> logits(int classes) {
    return List.of(CLASS, new AnswerTensor("logits", ArrayType.of(DType.F32, classes)));
  }

  static List<AnswerTensor> firstSpike() {
    return List.of(CLASS, FIRST_SPIKE);
  }

  /// The type for so many samples: they come first.
  public ArrayType of(int samples) {
    List<Long> dims = new ArrayList<>(List.of((long) samples));
    dims.addAll(each.dims());
    return new ArrayType(each.dtype(), dims);
  }

  @Override
  public String toString() {
    return name + " " + each;
  }
}
