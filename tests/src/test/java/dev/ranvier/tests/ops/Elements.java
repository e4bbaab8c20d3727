package dev.ranvier.tests.ops;

import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Sets of element types in words.
final class Elements {
  private Elements() {}

  /// `any`, `signed integers, floats`, `ui32, ui64`.
  static String words(Set<ElementType> set) {
    return words(set, EnumSet.allOf(ElementType.class));
  }

  /// @param among what "any" means
  static String words(Set<ElementType> set, Set<ElementType> among) {
    if (set.containsAll(among)) {
      return "any";
    }
    List<String> words = new ArrayList<>();
    for (ElementType.Kind kind : ElementType.Kind.values()) {
      Set<ElementType> all =
          among.stream()
              .filter(element -> element.kind() == kind)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(ElementType.class)));
      if (!all.isEmpty() && set.containsAll(all)) {
        words.add(word(kind));
      } else {
        all.stream().filter(set::contains).map(ElementType::spelling).forEach(words::add);
      }
    }
    return String.join(", ", words).replace("signed integers, unsigned integers", "integers");
  }

  private static String word(ElementType.Kind kind) {
    return switch (kind) {
      case BOOLEAN -> "i1";
      case SIGNED -> "signed integers";
      case UNSIGNED -> "unsigned integers";
      case FLOAT -> "floats";
    };
  }
}
