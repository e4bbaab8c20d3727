package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces values of some types by several, their parts: in blocks, and in the arguments and
/// results of functions, whose ports become a port for each part.
public abstract class PartsRewriter extends Rewriter {
  /// @param name what the part is called in ports: `word0`
  public record Part(String name, Type type) {}

  /// What values of a type become; empty for those that stay as they are. Stacks are not asked for.
  protected abstract Optional<List<Part>> partsOf(Type type);

  /// As `partsOf`; a stack of values becomes a stack of each of their parts.
  private Optional<List<Part>> allPartsOf(Type type) {
    return type instanceof StackType stack
        ? partsOf(stack.element())
            .map(parts -> parts.stream().map(part -> stacked(part, stack.size())).toList())
        : partsOf(type);
  }

  private static Part stacked(Part part, long size) {
    Type type =
        part.type() instanceof TensorType tensor
            ? tensor.stacked(size)
            : new StackType(size, part.type());
    return new Part(part.name(), type);
  }

  @Override
  protected final List<Type> typesFor(Type type) {
    return allPartsOf(type)
        .map(parts -> parts.stream().map(Part::type).toList())
        .orElseGet(() -> List.of(type));
  }

  @Override
  protected final Function rewrite(Function function) {
    return new Function(
        function.name(),
        function.isPublic(),
        rewrite(function.body()),
        widened(function.type().inputs(), function.argumentAttributes()),
        widened(function.type().results(), function.resultAttributes()),
        function.location());
  }

  private List<Map<String, Attribute>> widened(
      List<Type> types, List<Map<String, Attribute>> attributes) {
    List<Map<String, Attribute>> widened = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Map<String, Attribute> whole = attributes.get(i);
      allPartsOf(types.get(i))
          .ifPresentOrElse(
              parts ->
                  parts.forEach(part -> widened.add(PortAttributes.ofPart(whole, part.name()))),
              () -> widened.add(whole));
    }
    return widened;
  }
}
