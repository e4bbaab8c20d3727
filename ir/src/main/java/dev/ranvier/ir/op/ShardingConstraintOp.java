package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Hands its operand on, and says how it is to be divided over devices here: Shardy's
/// `sdy.sharding_constraint`. Whether the sharding fits is for the `Verifier` to say.
public record ShardingConstraintOp(Value operand, TensorSharding sharding) implements TensorOp {
  static ShardingConstraintOp read(OpParts parts) {
    Attribute found = parts.get("sharding", "#sdy.sharding<...>");
    if (found instanceof Attribute.Sharding(TensorSharding sharding)) {
      return new ShardingConstraintOp(parts.operand(0), sharding);
    }
    throw parts.mismatch("sharding", "#sdy.sharding<...>", found);
  }

  @Override
  public String name() {
    return "sdy.sharding_constraint";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().with("sharding", new Attribute.Sharding(sharding)).build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(operand.type());
  }
}
