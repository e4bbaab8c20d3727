package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces values of some types by several, their parts: in blocks, and in the arguments and
/// results of functions, whose ports become a port for each part.
abstract class PartsRewriter extends Rewriter {
  /// @param name what the part is called in ports: `word0`
  record Part(String name, Type type) {}

  /// What values of a type become; empty for those that stay as they are.
  protected abstract Optional<List<Part>> partsOf(Type type);

  @Override
  protected final List<Type> typesFor(Type type) {
    return partsOf(type)
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
      partsOf(types.get(i))
          .ifPresentOrElse(
              parts ->
                  parts.forEach(part -> widened.add(PortAttributes.ofPart(whole, part.name()))),
              () -> widened.add(whole));
    }
    return widened;
  }
}
