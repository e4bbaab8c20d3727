package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends a tensor from device to device; who is sent nothing gets zeros.
///
/// @param pairs one row for each way, from and to: `tensor<Nx2xi64>`
public record CollectivePermuteOp(Value operand, Literal pairs, Optional<ChannelHandle> channel)
    implements TensorOp {
  public CollectivePermuteOp {
    Check.that(
        pairs.type().rank() == 2
            && pairs.type().element() == ElementType.I64
            && pairs.type().dimension(1) == 2,
        "collective_permute_c1",
        "expected pairs of tensor<Nx2xi64>, got %s",
        pairs.type());
    checkUnique(pairs, 0, "collective_permute_c2", "source");
    checkUnique(pairs, 1, "collective_permute_c3", "target");
  }

  private static void checkUnique(Literal pairs, int column, String label, String what) {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < Math.toIntExact(pairs.type().dimension(0)); i++) {
      long id = pairs.asLong(2 * i + column);
      Check.that(id >= 0, "collective_permute_c4", "expected devices from 0 on, got %d", id);
      Check.that(seen.add(id), label, "expected each %s once, got %d again", what, id);
    }
  }

  static CollectivePermuteOp read(OpParts parts) {
    return new CollectivePermuteOp(
        parts.operand(0), parts.dense("source_target_pairs"), ChannelHandle.read(parts));
  }

  @Override
  public String name() {
    return "stablehlo.collective_permute";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes = new Attributes().dense("source_target_pairs", pairs);
    ChannelHandle.write(channel, attributes);
    return attributes.build();
  }

  /// collective_permute_c5.
  @Override
  public List<Type> resultTypes() {
    return List.of(operand.type());
  }
}
