package dev.ranvier.compiler.precision;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Makes every `f64` an `f32`, for targets without doubles: sums of a step are rounded as they are
/// taken, so that a spike may come in another step than on targets that have doubles.
public final class SingleFloats extends Rewriter {
  private SingleFloats() {}

  public static Module run(Module module) {
    return new SingleFloats().rewrite(module);
  }

  @Override
  protected List<Type> typesFor(Type type) {
    return List.of(isDouble(type) ? ((TensorType) type).withElement(ElementType.F32) : type);
  }

  private static boolean isDouble(Type type) {
    return type instanceof TensorType tensor && tensor.element() == ElementType.F64;
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    switch (instruction.op()) {
      case ConstantOp constant when isDouble(constant.value().type()) ->
          replace(instruction.result(0), List.of(out.constant(single(constant.value()))));
      case ConvertOp convert
          when typesFor(convert.type()).equals(typesFor(convert.operand().type())) ->
          replace(instruction.result(0), List.<Value>of(one(convert.operand())));
      case DotGeneralOp dot when isDouble(dot.lhs().type()) -> {
        Value product = out.dotGeneralInFull(one(dot.lhs()), one(dot.rhs()), dot.dimensions());
        replace(instruction.result(0), List.of(product));
      }
      default -> copy(instruction, out);
    }
  }

  private static Literal single(Literal value) {
    TensorType type = value.type().withElement(ElementType.F32);
    if (value.isSplat()) {
      return Literal.splat(type, value.asDouble(0));
    }
    double[] numbers = new double[Math.toIntExact(type.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value.asDouble(i);
    }
    return Literal.of(type, numbers);
  }
}
