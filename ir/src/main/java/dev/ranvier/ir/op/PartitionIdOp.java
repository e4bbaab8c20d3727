package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// The number of the partition that runs the program, `ui32`.
public record PartitionIdOp() implements TensorOp {
  @Override
  public String name() {
    return "stablehlo.partition_id";
  }

  @Override
  public List<Value> operands() {
    return List.of();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(TensorType.scalar(ElementType.U32));
  }
}
