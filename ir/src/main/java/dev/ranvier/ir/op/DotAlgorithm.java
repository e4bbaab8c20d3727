package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a device is to compute a `dot_general`, where its precision alone says too little.
///
/// @param lhs what the elements of lhs are rounded to
/// @param accumulation in what the products are summed
/// @param lhsComponents into how many summands of that format an element of lhs is taken apart
/// @param operations how many products of summands are taken
/// @param allowsImprecision whether some sums may be taken in less
public record DotAlgorithm(
    Format lhs,
    Format rhs,
    Format accumulation,
    long lhsComponents,
    long rhsComponents,
    long operations,
    boolean allowsImprecision) {
  /// Formats of floats, which need not be element types of tensors.
  public enum Format {
    F8E3M4("f8E3M4"),
    F8E4M3("f8E4M3"),
    F8E4M3FN("f8E4M3FN"),
    F8E5M2("f8E5M2"),
    F8E4M3FNUZ("f8E4M3FNUZ"),
    F8E4M3B11FNUZ("f8E4M3B11FNUZ"),
    F8E5M2FNUZ("f8E5M2FNUZ"),
    BF16("bf16"),
    F16("f16"),
    /// 8 bits of exponent as `f32`, 10 of mantissa as `f16`.
    TF32("tf32"),
    F32("f32"),
    F64("f64");

    private final String spelling;

    Format(String spelling) {
      this.spelling = spelling;
    }

    private boolean isOf8Bits() {
      return compareTo(BF16) < 0;
    }

    @Override
    public String toString() {
      return spelling;
    }
  }

  /// Formats of both operands, format of the sums, operations.
  private record Known(Format operands, Format accumulation, long operations) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(Format.F16, Format.F16, 1),
          new Known(Format.F16, Format.F32, 1),
          new Known(Format.BF16, Format.BF16, 1),
          new Known(Format.BF16, Format.F32, 1),
          new Known(Format.BF16, Format.F32, 3),
          new Known(Format.BF16, Format.F32, 6),
          new Known(Format.BF16, Format.F32, 9),
          new Known(Format.TF32, Format.F32, 1),
          new Known(Format.TF32, Format.F32, 3),
          new Known(Format.F32, Format.F32, 1),
          new Known(Format.F64, Format.F64, 1));

  static final String NAME = "algorithm";
  private static final String MNEMONIC = "dot_algorithm";

  public DotAlgorithm {
    Check.that(
        lhsComponents > 0,
        "dot_general_c22",
        "expected at least one component of lhs, got %d",
        lhsComponents);
    Check.that(
        rhsComponents > 0,
        "dot_general_c23",
        "expected at least one component of rhs, got %d",
        rhsComponents);
    Check.that(
        operations > 0, "dot_general_c24", "expected at least one operation, got %d", operations);
    Check.that(
        isKnown(lhs, rhs, accumulation, operations, allowsImprecision)
            && lhsComponents == 1
            && rhsComponents == 1,
        "dot_general_i8",
        "expected an algorithm that some device has, got %s by %s, %d by %d components,"
            + " %d operations, summed %s in %s",
        lhs,
        rhs,
        lhsComponents,
        rhsComponents,
        operations,
        allowsImprecision ? "imprecisely" : "precisely",
        accumulation);
  }

  /// Operands rounded to a format and multiplied once, with sums in another.
  public static DotAlgorithm of(Format operands, Format accumulation) {
    return new DotAlgorithm(operands, operands, accumulation, 1, 1, 1, false);
  }

  private static boolean isKnown(
      Format lhs, Format rhs, Format accumulation, long operations, boolean allowsImprecision) {
    if (lhs.isOf8Bits() && rhs.isOf8Bits()) {
      return accumulation == Format.F32 && operations == 1;
    }
    return !allowsImprecision
        && lhs == rhs
        && KNOWN.contains(new Known(lhs, accumulation, operations));
  }

  static DotAlgorithm read(OpParts parts) {
    StructFields fields =
        parts
            .struct(NAME, MNEMONIC)
            .onlyOf(
                "lhs_precision_type",
                "rhs_precision_type",
                "accumulation_type",
                "lhs_component_count",
                "rhs_component_count",
                "num_primitive_operations",
                "allow_imprecise_accumulation");
    return new DotAlgorithm(
        fields.word("lhs_precision_type", Format.values()),
        fields.word("rhs_precision_type", Format.values()),
        fields.word("accumulation_type", Format.values()),
        fields.integer("lhs_component_count"),
        fields.integer("rhs_component_count"),
        fields.integer("num_primitive_operations"),
        fields.bool("allow_imprecise_accumulation"));
  }

  Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("lhs_precision_type", new Attribute.Word(lhs.toString()));
    fields.put("rhs_precision_type", new Attribute.Word(rhs.toString()));
    fields.put("accumulation_type", new Attribute.Word(accumulation.toString()));
    fields.put("lhs_component_count", new Attribute.Int(lhsComponents, ElementType.I64));
    fields.put("rhs_component_count", new Attribute.Int(rhsComponents, ElementType.I64));
    fields.put("num_primitive_operations", new Attribute.Int(operations, ElementType.I64));
    fields.put("allow_imprecise_accumulation", new Attribute.Bool(allowsImprecision));
    return new Attribute.Struct(MNEMONIC, fields);
  }

  /// For messages: as JAX calls it, `bf16_bf16_f32_x6`.
  @Override
  public String toString() {
    String times = operations == 1 ? "" : "_x" + operations;
    return "%s_%s_%s%s".formatted(lhs, rhs, accumulation, times).toLowerCase(Locale.ROOT);
  }
}
