package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.array.DType;
import java.util.List;

/// How what a population did is read as an answer. The training's readout says which; here stands
/// what is needed of it to infer. Sums are taken in `f64`, step after step, and rounded once, so
/// that an answer depends on its own sample only.
public sealed interface Answer {
  /// The recorded port that is read, `[steps, batch, classes]`.
  String port();

  /// What the port's elements are.
  DType element();

  /// What is answered, a sample each.
  List<AnswerTensor> tensors(int classes);

  /// Whether later steps can't change the answer of a sample that is known.
  boolean endsEarly();

  /// The class of the largest of some numbers, to which all steps add.
  sealed interface OfLogits extends Answer {
    @Override
    default List<AnswerTensor> tensors(int classes) {
      return AnswerTensor.logits(classes);
    }

    @Override
    default boolean endsEarly() {
      return false;
    }
  }

  /// The class of the largest logit, `scale · sum_k exp(-t_k / tau) V_k dt / (1 ms)`, `t_k = k dt`.
  record VoltageIntegral(String port, double tauMs, double scale) implements OfLogits {
    @Override
    public DType element() {
      return DType.F32;
    }
  }

  /// The class of the largest logit, `max_k V_k`.
  record VoltageMaximum(String port) implements OfLogits {
    @Override
    public DType element() {
      return DType.F32;
    }
  }

  /// The class of the largest logit, `scale` times the number of spikes.
  record SpikeCount(String port, double scale) implements OfLogits {
    @Override
    public DType element() {
      return DType.U8;
    }
  }

  /// The class of the neuron that spikes first, of several in one step the first; -1 if none does.
  record FirstSpike(String port) implements Answer {
    @Override
    public DType element() {
      return DType.U8;
    }

    @Override
    public List<AnswerTensor> tensors(int classes) {
      return AnswerTensor.firstSpike();
    }

    @Override
    public boolean endsEarly() {
      return true;
    }
  }
}
