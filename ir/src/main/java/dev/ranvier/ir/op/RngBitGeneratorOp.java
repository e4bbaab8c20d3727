package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Random bits, and the state to draw the next ones from. Results: the state, then the bits.
///
/// @param initialState `ui64`, one-dimensional
/// @param type the type of the bits
public record RngBitGeneratorOp(RngAlgorithm algorithm, Value initialState, TensorType type)
    implements TensorOp {
  public RngBitGeneratorOp {
    TensorType state = initialState.tensorType();
    Check.that(
        state.rank() == 1 && state.element() == ElementType.U64,
        "rng_bit_generator_i2",
        "expected a state of one dimension of ui64, got %s",
        state);
    Check.that(
        switch (algorithm) {
          case DEFAULT -> true;
          case THREE_FRY -> state.dimension(0) == 2;
          case PHILOX -> state.dimension(0) == 2 || state.dimension(0) == 3;
        },
        "rng_bit_generator_c2",
        "expected a state of the size that %s takes, got %s",
        algorithm,
        state);
    Check.that(
        !type.element().isBoolean(),
        "rng_bit_generator_o2",
        "expected bits as integers or floats, got %s",
        type);
  }

  static RngBitGeneratorOp read(OpParts parts) {
    return new RngBitGeneratorOp(
        parts.enumerated("rng_algorithm", "rng_algorithm", RngAlgorithm.values()),
        parts.operand(0),
        parts.declared(1));
  }

  @Override
  public String name() {
    return "stablehlo.rng_bit_generator";
  }

  @Override
  public List<Value> operands() {
    return List.of(initialState);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().enumerated("rng_algorithm", "rng_algorithm", algorithm).build();
  }

  /// rng_bit_generator_c1.
  @Override
  public List<Type> resultTypes() {
    return List.of(initialState.type(), type);
  }
}
