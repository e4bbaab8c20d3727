package dev.ranvier.tests.ops;

import dev.ranvier.compiler.autodiff.GradientRule;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was found out of one op: every choice of types that it was built with.
///
/// @param operands how many operands it was tried with
/// @param variants the ops built, by the types of their operands and results
record OpRow(String name, int operands, Map<List<Type>, List<Op>> variants) {
  private static final List<String> LETTERS = List.of("T", "U", "V", "W", "X", "Y", "Z");

  /// @param samples of one op; those of as many places as the first are tried
  static OpRow of(String name, Collection<Sample> samples) {
    Sample first = samples.iterator().next();
    Set<Tried> tried = new LinkedHashSet<>();
    Map<List<Type>, List<Op>> variants = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (sample.places().size() == first.places().size() && tried.add(Tried.of(sample))) {
        for (Op op : sample.variants()) {
          variants.computeIfAbsent(elements(op), _ -> new ArrayList<>()).add(op);
        }
      }
    }
    return new OpRow(name, first.op().operands().size(), variants);
  }

  /// What makes one sample as good as another.
  private record Tried(List<Type> elements, Map<String, Attribute> attributes) {
    static Tried of(Sample sample) {
      return new Tried(scalars(sample.places()), sample.op().attributes());
    }
  }

  /// The types of operands and results as scalars, so that shapes make no difference.
  private static List<Type> elements(Op op) {
    List<Type> types = new ArrayList<>();
    op.operands().stream().map(Value::type).forEach(types::add);
    types.addAll(op.resultTypes());
    return scalars(types);
  }

  private static List<Type> scalars(List<Type> types) {
    return types.stream()
        .map(type -> type instanceof TensorType tensor ? TensorType.scalar(tensor.element()) : type)
        .toList();
  }

  private int places() {
    return variants.keySet().iterator().next().size();
  }

  /// The element types seen at a place; none where there are queues.
  private Set<ElementType> seen(int place, Predicate<Op> where) {
    Set<ElementType> seen = EnumSet.noneOf(ElementType.class);
    variants.forEach(
        (types, ops) -> {
          if (types.get(place) instanceof TensorType tensor && ops.stream().anyMatch(where)) {
            seen.add(tensor.element());
          }
        });
    return seen;
  }

  private Set<ElementType> seen(int place) {
    return seen(place, _ -> true);
  }

  private boolean areTied(int left, int right) {
    return variants.keySet().stream().allMatch(types -> types.get(left).equals(types.get(right)));
  }

  private boolean areOfOneKind(int left, int right) {
    return variants.keySet().stream()
        .allMatch(
            types ->
                types.get(left) instanceof TensorType one
                    && types.get(right) instanceof TensorType other
                    && one.element().kind() == other.element().kind());
  }

  /// The first of the places that always have the same type as this one.
  private int leader(int place) {
    return IntStream.range(0, place)
        .filter(other -> areTied(other, place))
        .findFirst()
        .orElse(place);
  }

  /// The places that are led by none other and have a choice of types.
  private List<Integer> leaders() {
    return IntStream.range(0, places())
        .filter(place -> leader(place) == place && seen(place).size() > 1)
        .boxed()
        .toList();
  }

  private String spelled(int place) {
    Set<ElementType> seen = seen(place);
    return switch (seen.size()) {
      case 0 -> word(variants.keySet().iterator().next().get(place));
      case 1 -> seen.iterator().next().spelling();
      default -> LETTERS.get(leaders().indexOf(leader(place)));
    };
  }

  private static String word(Type type) {
    return switch (type) {
      case QueueType _ -> "queues";
      case ProjectionType _ -> "projection";
      case LineType _ -> "line";
      case StackType _ -> "stack";
      case TensorType _ -> "tensor";
    };
  }

  /// `T, T -> i1`.
  String signature() {
    return spelled(0, operands) + " -> " + spelled(operands, places());
  }

  private String spelled(int from, int to) {
    return from == to
        ? "()"
        : IntStream.range(from, to).mapToObj(this::spelled).collect(Collectors.joining(", "));
  }

  /// `T: any`.
  String choices() {
    List<Integer> leaders = leaders();
    List<String> choices = new ArrayList<>();
    for (int i = 0; i < leaders.size(); i++) {
      int place = leaders.get(i);
      String choice = LETTERS.get(i) + ": " + Elements.words(seen(place));
      if (i > 0 && areOfOneKind(leaders.getFirst(), place)) {
        choice += " of the kind of " + LETTERS.getFirst();
      }
      choices.add(choice);
    }
    return String.join("; ", choices);
  }

  /// The element types that a target takes in one op or another.
  Set<ElementType> taken(Target target) {
    Set<ElementType> taken = EnumSet.noneOf(ElementType.class);
    for (int place = 0; place < places(); place++) {
      taken.addAll(seen(place, op -> op instanceof TensorOp tensor && target.takes(tensor)));
    }
    return taken;
  }

  /// Whether a target takes the op, of the element types that it knows at all.
  String takenBy(Target target, Set<ElementType> known) {
    return asked(op -> op instanceof TensorOp tensor && target.takes(tensor), known);
  }

  boolean isEvent() {
    return variants.values().stream().flatMap(List::stream).anyMatch(EventOp.class::isInstance);
  }

  String evaluated() {
    return asked(Trial::runs, EnumSet.allOf(ElementType.class));
  }

  private String asked(Predicate<Op> question, Set<ElementType> known) {
    Map<Boolean, Set<ElementType>> answers = new LinkedHashMap<>();
    variants.forEach(
        (types, ops) -> {
          if (types.stream().allMatch(type -> isKnown(type, known))) {
            Set<ElementType> each =
                answers.computeIfAbsent(
                    ops.stream().anyMatch(question), _ -> EnumSet.noneOf(ElementType.class));
            types.forEach(type -> addTo(each, type));
          }
        });
    if (answers.size() < 2) {
      return answers.containsKey(true) ? "yes" : "no";
    }
    Set<ElementType> refused = EnumSet.copyOf(Objects.requireNonNull(answers.get(false)));
    Set<ElementType> always = EnumSet.copyOf(Objects.requireNonNull(answers.get(true)));
    always.removeAll(refused);
    return "of " + Elements.words(always, known);
  }

  private static void addTo(Set<ElementType> elements, Type type) {
    if (type instanceof TensorType tensor) {
      elements.add(tensor.element());
    }
  }

  private static boolean isKnown(Type type, Set<ElementType> known) {
    return switch (type) {
      case TensorType tensor -> known.contains(tensor.element());
      case QueueType _, ProjectionType _, LineType _, StackType _ -> true;
    };
  }

  /// The rule of a variant that has one, if there is any.
  GradientRule gradient() {
    return variants.values().stream()
        .flatMap(List::stream)
        .map(GradientRule::of)
        .filter(rule -> rule != GradientRule.NONE_BY_NATURE)
        .findFirst()
        .orElse(GradientRule.NONE_BY_NATURE);
  }
}
