package dev.ranvier.ir.op;

import java.util.Map;

/// Trait: a function of one float, element by element, that devices only come near to.
public sealed interface Transcendental extends UnaryElementwise
    permits CbrtOp,
        CosineOp,
        ExponentialMinusOneOp,
        ExponentialOp,
        LogOp,
        LogPlusOneOp,
        LogisticOp,
        RsqrtOp,
        SineOp,
        SqrtOp,
        TanOp,
        TanhOp {
  /// How near.
  ResultAccuracy accuracy();

  /// The default accuracy goes without saying: plugins of an older StableHLO do not know it.
  @Override
  default Map<String, Attribute> attributes() {
    return accuracy().equals(ResultAccuracy.DEFAULT)
        ? Map.of()
        : Map.of(ResultAccuracy.NAME, accuracy().attribute());
  }
}
