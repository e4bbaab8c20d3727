package dev.ranvier.tests.onnx;

import dev.ranvier.compiler.onnx.OnnxModel;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// An op on tensors of random numbers, some of which are special.
///
/// @param more what the ops' names don't tell
/// @param tolerance by how much floats may differ, relative to what is expected; 0 for not by a bit
record OnnxRule(String more, double tolerance, List<TensorType> inputs, Body body) {
  /// What is computed of the inputs.
  interface Body extends BiFunction<Builder, List<Value>, Value> {}

  /// A module of the op. Types that ONNX Runtime's Java does not know come in and go out as `i32`.
  Module module() {
    List<TensorType> outside = inputs.stream().map(OnnxRule::outside).toList();
    Builder out = new Builder(outside, Location.UNKNOWN);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.add(out.convert(out.arguments().get(i), inputs.get(i).element()));
    }
    Value result = body.apply(out, values);
    out.functionReturns(out.convert(result, outside(result.tensorType()).element()));
    Module module = Module.of("rule", Function.of("main", true, out.build(), Location.UNKNOWN));
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    return module;
  }

  private static TensorType outside(TensorType type) {
    return switch (type.element()) {
      case U16, U32 -> type.withElement(ElementType.I32);
      case I1, I8, I16, I32, I64, U8, U64, F8E4M3FN, BF16, F16, F32, F64 -> type;
    };
  }

  static Signature signature(Module module) {
    List<Port> given = new ArrayList<>();
    module
        .function("main")
        .orElseThrow()
        .type()
        .inputs()
        .forEach(
            type -> given.add(new Port("in" + given.size(), Role.PARAMETER, (TensorType) type)));
    List<Port> results = new ArrayList<>();
    module
        .function("main")
        .orElseThrow()
        .type()
        .results()
        .forEach(
            type -> results.add(new Port("out" + results.size(), Role.METRIC, (TensorType) type)));
    return new Signature(given, results);
  }

  static OnnxModel model(Module module) {
    return OnnxModel.of(module, signature(module));
  }

  /// Random bits, small numbers and, of floats, all that is special.
  static Tensor draw(SplittableRandom random, TensorType type) {
    int size = Math.toIntExact(type.size());
    if (type.element().isFloat()) {
      double[] special = {
        0,
        -0.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        1,
        -1,
        1e-40,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.49999997,
        8388609
      };
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] =
            random.nextInt(3) == 0
                ? special[random.nextInt(special.length)]
                : random.nextDouble(-8, 8);
      }
      return Tensor.ofDoubles(type, values);
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextBoolean() ? random.nextInt(40) : random.nextLong();
    }
    return Tensor.ofLongs(type, values);
  }

  @Override
  public String toString() {
    return "%s %s of %s"
        .formatted(
            module().function("main").orElseThrow().body().instructions().stream()
                .map(instruction -> instruction.op().name().replace("stablehlo.", ""))
                .filter(name -> !name.equals("convert") && !name.equals("func.return"))
                .distinct()
                .toList(),
            more,
            inputs);
  }
}
