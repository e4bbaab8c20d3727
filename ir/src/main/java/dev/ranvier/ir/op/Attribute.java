package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compile-time constant of an op. The printer and the parser know these forms and no others.
public sealed interface Attribute {
  /// `true`.
  record Bool(boolean value) implements Attribute {}

  /// There or not there: `unit`, or its name alone.
  record Unit() implements Attribute {}

  /// `3 : i64`.
  record Int(long value, ElementType type) implements Attribute {}

  /// `1.0 : f32`; printed so that it reads back to the same bits.
  record Real(double value, ElementType type) implements Attribute {}

  /// `"text"`.
  record Text(String value) implements Attribute {}

  /// `array<i64: 1, 2>`.
  record Ints(List<Long> values) implements Attribute {
    public Ints {
      values = List.copyOf(values);
    }
  }

  /// `array<i1: true, false>`.
  record Bools(List<Boolean> values) implements Attribute {
    public Bools {
      values = List.copyOf(values);
    }
  }

  /// `dense<...> : tensor<...>`.
  record Dense(Literal value) implements Attribute {}

  /// `@name`.
  record Symbol(String name) implements Attribute {}

  /// A type as an attribute: `tensor<2xf32>`.
  record OfType(Type type) implements Attribute {}

  /// `[a, b]`.
  record Array(List<Attribute> values) implements Attribute {
    public Array {
      values = List.copyOf(values);
    }
  }

  /// `{a = 1 : i64}`, in the order of the map.
  record Dictionary(Map<String, Attribute> entries) implements Attribute {
    public Dictionary {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /// A word alone, where a field of a `Struct` has one: `tf32`.
  record Word(String word) implements Attribute {}

  /// `#stablehlo<comparison_direction LT>`.
  record Enumerated(String mnemonic, String value) implements Attribute {}

  /// `#stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>`.
  record Convolution(ConvolutionDimensionNumbers numbers) implements Attribute {}

  /// `#sdy.mesh<["x"=2]>`.
  record OfMesh(Mesh mesh) implements Attribute {}

  /// `#sdy.sharding<@mesh, [{"x"}, {}]>`: how a value is divided over devices.
  record Sharding(TensorSharding sharding) implements Attribute {}

  /// `#sdy.sharding_per_value<[<@mesh, [{"x"}]>]>`: the same for each of several values.
  record ShardingPerValue(List<TensorSharding> shardings) implements Attribute {
    public ShardingPerValue {
      shardings = List.copyOf(shardings);
    }
  }

  /// `#stablehlo.dot<lhs_contracting_dimensions = [1]>`: fields are printed bare, in the order of
  /// the map; empty lists are not printed.
  record Struct(String mnemonic, Map<String, Attribute> fields) implements Attribute {
    public Struct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
