package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Calls a function of the module. That there is one of these types is the verifier's question.
///
/// @param callee its name, without the `@`
public record CallOp(String callee, List<Value> operands, List<Type> resultTypes)
    implements TensorOp {
  public CallOp {
    operands = List.copyOf(operands);
    resultTypes = List.copyOf(resultTypes);
  }

  static CallOp read(OpParts parts) {
    return new CallOp(parts.symbol("callee"), parts.operands(), parts.resultTypes());
  }

  @Override
  public String name() {
    return "func.call";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().with("callee", new Attribute.Symbol(callee)).build();
  }
}
