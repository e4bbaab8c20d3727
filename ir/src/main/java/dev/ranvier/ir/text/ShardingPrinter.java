package dev.ranvier.ir.text;

import dev.ranvier.ir.op.AxisRef;
import dev.ranvier.ir.op.DimensionSharding;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.op.TensorSharding;
import java.util.List;
import java.util.function.Consumer;

/// Writes meshes and shardings, as the dialect sdy (Shardy) spells them.
final class ShardingPrinter {
  private final StringBuilder out;

  ShardingPrinter(StringBuilder out) {
    this.out = out;
  }

  void mesh(Mesh mesh) {
    out.append("<[");
    list(
        mesh.axes(),
        axis -> {
          Quoting.text(out, axis.name());
          out.append('=').append(axis.size());
        });
    out.append(']');
    if (!mesh.deviceIds().isEmpty()) {
      out.append(", device_ids=").append(mesh.deviceIds());
    }
    out.append('>');
  }

  void shardings(List<TensorSharding> shardings) {
    out.append('[');
    list(shardings, this::sharding);
    out.append(']');
  }

  void sharding(TensorSharding sharding) {
    Quoting.symbol(out.append('<'), sharding.mesh());
    out.append(", [");
    list(sharding.dimensions(), this::dimension);
    out.append(']');
    named(", replicated={", sharding.replicated());
    named(", unreduced={", sharding.unreduced());
    out.append('>');
  }

  private void dimension(DimensionSharding dimension) {
    out.append('{');
    list(dimension.axes(), this::axis);
    if (dimension.isOpen()) {
      out.append(dimension.axes().isEmpty() ? "?" : ", ?");
    }
    out.append('}');
    dimension.priority().ifPresent(priority -> out.append('p').append(priority));
  }

  private void named(String start, List<AxisRef> axes) {
    if (!axes.isEmpty()) {
      out.append(start);
      list(axes, this::axis);
      out.append('}');
    }
  }

  private void axis(AxisRef axis) {
    Quoting.text(out, axis.name());
    axis.part()
        .ifPresent(part -> out.append(":(").append(part.preSize()).append(')').append(part.size()));
  }

  private <T> void list(List<T> values, Consumer<T> write) {
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write.accept(values.get(i));
    }
  }
}
