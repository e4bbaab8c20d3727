package dev.ranvier.compiler.train;

import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// One update of one parameter, about to be built.
record Update(
    Formula formula,
    Value parameter,
    Value gradient,
    List<Value> slots,
    Value learningRate,
    Value step) {

  Updated by(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd sgd -> sgd(sgd);
      case Optimizer.Adam adam -> {
        Moments moments = moments(adam);
        yield moved(moments.direction(), moments.kept());
      }
      case Optimizer.AdamW(Optimizer.Adam adam, double decay) -> {
        Moments moments = moments(adam);
        Value shrinking = formula.times(parameter, decay);
        yield moved(formula.builder().add(moments.direction(), shrinking), moments.kept());
      }
      case Optimizer.RmsProp rms -> rmsProp(rms);
    };
  }

  private Updated sgd(Optimizer.Sgd sgd) {
    if (sgd.momentum() == 0) {
      return moved(gradient, List.of());
    }
    var builder = formula.builder();
    Value velocity = builder.add(formula.times(slots.getFirst(), sgd.momentum()), gradient);
    Value direction =
        sgd.nesterov() ? builder.add(gradient, formula.times(velocity, sgd.momentum())) : velocity;
    return moved(direction, List.of(velocity));
  }

  private Updated rmsProp(Optimizer.RmsProp rms) {
    Value square = formula.average(rms.decay(), slots.getFirst(), formula.square(gradient));
    Value scale = formula.plus(formula.sqrt(square), rms.epsilon());
    return moved(formula.builder().divide(gradient, scale), List.of(square));
  }

  private record Moments(Value direction, List<Value> kept) {}

  private Moments moments(Optimizer.Adam adam) {
    var builder = formula.builder();
    Value mean = formula.average(adam.beta1(), slots.get(0), gradient);
    Value square = formula.average(adam.beta2(), slots.get(1), formula.square(gradient));
    Value unbiasedMean = builder.divide(mean, kept(adam.beta1()));
    Value unbiasedSquare = builder.divide(square, kept(adam.beta2()));
    Value scale = formula.plus(formula.sqrt(unbiasedSquare), adam.epsilon());
    return new Moments(builder.divide(unbiasedMean, scale), List.of(mean, square));
  }

  /// `1 - decay^step`, by way of expm1: in f32 the difference itself would lose four digits in the
  /// first updates.
  private Value kept(double decay) {
    TensorType type = parameter.tensorType();
    var builder = formula.builder();
    if (decay == 0) {
      return formula.number(parameter, 1);
    }
    Value number = builder.convert(step, wide(type.element()));
    Value kept =
        builder.negate(formula.exponentialMinusOne(formula.times(number, Math.log(decay))));
    return formula.fill(kept, type);
  }

  /// Numbers of updates need more digits than half precision has.
  private static ElementType wide(ElementType element) {
    return element == ElementType.F64 ? ElementType.F64 : ElementType.F32;
  }

  private Updated moved(Value direction, List<Value> kept) {
    var builder = formula.builder();
    Value rate = formula.fill(learningRate, parameter.tensorType());
    Value moved = builder.subtract(parameter, builder.multiply(rate, direction));
    return new Updated(moved, kept);
  }
}
