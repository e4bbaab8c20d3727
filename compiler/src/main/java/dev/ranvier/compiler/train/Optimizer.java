package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// How a parameter moves against its gradient g. In the formulas, θ is the parameter, η the
/// learning rate of this update, t the update's number counted from 1; all operations are element
/// by element and in the parameter's element type.
public sealed interface Optimizer {
  /// What is kept for a parameter from update to update, zeros at first.
  ///
  /// @param parameter of any shape, floats
  List<Slot> slots(TensorType parameter);

  /// Appends one update.
  ///
  /// @param gradient of the parameter's type
  /// @param slots as the last update left them, in the order of [#slots]
  /// @param learningRate a float scalar
  /// @param step the update's number, counted from 1: a scalar, integer or float
  default Updated update(
      Builder builder,
      Value parameter,
      Value gradient,
      List<Value> slots,
      Value learningRate,
      Value step) {
    TensorType type = parameter.tensorType();
    Require.type("gradient of a parameter", type, gradient);
    List<Slot> expected = slots(type);
    if (slots.size() != expected.size()) {
      throw new IllegalArgumentException(
          "%s: expected the slots %s, got %d"
              .formatted(this, expected.stream().map(Slot::name).toList(), slots.size()));
    }
    for (int i = 0; i < slots.size(); i++) {
      Require.type(this + ": slot " + expected.get(i).name(), type, slots.get(i));
    }
    return new Update(new Formula(builder), parameter, gradient, slots, learningRate, step)
        .by(this);
  }

  /// Stochastic gradient descent: θ ← θ - η v with
  ///
  ///     v ← μ v + g
  ///
  /// and, with Nesterov's momentum, θ ← θ - η (g + μ v). Without momentum nothing is kept.
  /// Sources: Polyak 1964; Sutskever, Martens, Dahl & Hinton, ICML 2013, in the form in which η
  /// stands outside of v, so that a schedule acts at once.
  ///
  /// @param momentum μ, in [0, 1)
  record Sgd(double momentum, boolean nesterov) implements Optimizer {
    public Sgd {
      Require.decay("sgd: momentum", momentum);
      if (nesterov && momentum == 0) {
        throw new IllegalArgumentException(
            "sgd: expected a momentum above 0 with Nesterov's, got 0; give one");
      }
    }

    @Override
    public List<Slot> slots(TensorType parameter) {
      return momentum == 0 ? List.of() : List.of(new Slot("momentum", parameter));
    }
  }

  /// Adaptive moments:
  ///
  ///     m ← β1 m + (1 - β1) g,   v ← β2 v + (1 - β2) g²
  ///     θ ← θ - η (m / (1 - β1^t)) / (sqrt(v / (1 - β2^t)) + ε)
  ///
  /// Source: Kingma & Ba, ICLR 2015, algorithm 1.
  ///
  /// @param beta1 in [0, 1)
  /// @param beta2 in [0, 1)
  /// @param epsilon positive
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    public Adam {
      Require.decay("adam: beta1", beta1);
      Require.decay("adam: beta2", beta2);
      Require.positive("adam: epsilon", epsilon);
    }

    @Override
    public List<Slot> slots(TensorType parameter) {
      return List.of(new Slot("mean", parameter), new Slot("square", parameter));
    }
  }

  /// Adam with decoupled weight decay: the update of [Adam], and beside it θ ← θ - η λ θ, of the θ
  /// before the update. Source: Loshchilov & Hutter, ICLR 2019, algorithm 2; its schedule
  /// multiplier and its α are one number here, η, and so λ is multiplied by it too.
  ///
  /// @param decay λ, at least 0
  record AdamW(Adam adam, double decay) implements Optimizer {
    public AdamW {
      Require.notNegative("adamW: weight decay", decay);
    }

    @Override
    public List<Slot> slots(TensorType parameter) {
      return adam.slots(parameter);
    }
  }

  /// Root mean square propagation:
  ///
  ///     v ← ρ v + (1 - ρ) g²,   θ ← θ - η g / (sqrt(v) + ε)
  ///
  /// Source: Tieleman & Hinton, lecture 6.5 of "Neural networks for machine learning", 2012.
  ///
  /// @param decay ρ, in [0, 1)
  /// @param epsilon positive
  record RmsProp(double decay, double epsilon) implements Optimizer {
    public RmsProp {
      Require.decay("rmsProp: decay", decay);
      Require.positive("rmsProp: epsilon", epsilon);
    }

    @Override
    public List<Slot> slots(TensorType parameter) {
      return List.of(new Slot("square", parameter));
    }
  }

  /// Plain gradient descent.
  static Optimizer sgd() {
    return new Sgd(0, false);
  }

  static Optimizer sgd(double momentum) {
    return new Sgd(momentum, false);
  }

  /// With the paper's β1 = 0.9, β2 = 0.999, ε = 1e-8.
  static Optimizer adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /// With the paper's numbers for Adam.
  ///
  /// @param decay λ
  static Optimizer adamW(double decay) {
    return new AdamW(new Adam(0.9, 0.999, 1e-8), decay);
  }

  /// With ρ = 0.9, as in the lecture, and ε = 1e-8.
  static Optimizer rmsProp() {
    return new RmsProp(0.9, 1e-8);
  }
}
