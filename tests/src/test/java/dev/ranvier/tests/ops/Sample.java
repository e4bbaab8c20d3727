package dev.ranvier.tests.ops;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An op as it stands in a text, and the same op with other element types.
///
/// Its places are all that has a type: operands, results, what regions take and give, dense
/// attributes; in this order.
record Sample(Op op) {
  List<Type> places() {
    List<Type> types = new ArrayList<>();
    op.operands().forEach(operand -> types.add(operand.type()));
    types.addAll(op.resultTypes());
    for (Block region : op.regions()) {
      types.addAll(region.argumentTypes());
      types.addAll(region.yieldedTypes());
    }
    for (Attribute attribute : op.attributes().values()) {
      if (attribute instanceof Attribute.Dense(Literal value)) {
        types.add(value.type());
      }
    }
    return types;
  }

  /// The op itself, and every well-typed one that is it with one element type at some of its
  /// places.
  List<Op> variants() {
    List<Type> places = places();
    if (places.size() > 16) {
      throw new IllegalStateException(op.name() + ": expected at most 16 places, got " + places);
    }
    int fixed = placesWithoutElements(places);
    List<Op> found = new ArrayList<>(build(places).stream().toList());
    for (ElementType element : ElementType.values()) {
      for (int chosen = 1; chosen < 1 << places.size(); chosen++) {
        if ((chosen & fixed) != 0) {
          continue;
        }
        build(changed(places, chosen, element)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static int placesWithoutElements(List<Type> places) {
    int fixed = 0;
    for (int i = 0; i < places.size(); i++) {
      fixed |= places.get(i) instanceof TensorType ? 0 : 1 << i;
    }
    return fixed;
  }

  private static List<Type> changed(List<Type> places, int chosen, ElementType element) {
    List<Type> changed = new ArrayList<>(places);
    for (int i = 0; i < changed.size(); i++) {
      if ((chosen >> i & 1) != 0) {
        changed.set(i, ((TensorType) changed.get(i)).withElement(element));
      }
    }
    return changed;
  }

  private Optional<Op> build(List<Type> types) {
    Iterator<Type> next = types.iterator();
    List<Value> operands = op.operands().stream().<Value>map(_ -> argument(next.next())).toList();
    List<Type> results = op.resultTypes().stream().map(_ -> next.next()).toList();
    List<Block> regions = op.regions().stream().map(region -> region(region, next)).toList();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    op.attributes().forEach((name, given) -> attributes.put(name, attribute(given, next)));
    try {
      return Optional.of(
          OpTable.read(new OpParts(op.name(), operands, attributes, regions, results)));
    } catch (IllTypedException refused) {
      return Optional.empty();
    }
  }

  private static BlockArgument argument(Type type) {
    return new BlockArgument(type, Location.UNKNOWN);
  }

  /// A region of the same places, which hands over zeros and empty queues.
  private static Block region(Block like, Iterator<Type> next) {
    List<BlockArgument> arguments =
        like.arguments().stream().map(_ -> argument(next.next())).toList();
    List<Instruction> body = new ArrayList<>();
    for (int i = 0; i < like.yieldedTypes().size(); i++) {
      body.add(new Instruction(source(next.next()), Location.UNKNOWN));
    }
    List<Value> given = body.stream().<Value>map(each -> each.result(0)).toList();
    body.add(new Instruction(new ReturnOp(given), Location.UNKNOWN));
    return new Block(arguments, body);
  }

  /// An op that gives a value of a type out of nothing.
  static Op source(Type type) {
    return switch (type) {
      case TensorType tensor -> new ConstantOp(Literal.splat(tensor, 0L));
      case QueueType queues -> new QueueCreateOp(queues);
      case ProjectionType projection -> new ProjectionCreateOp(projection);
      case LineType line -> new LineCreateOp(line);
      case StackType stack ->
          throw new IllegalArgumentException("only a time loop gives a stack, got " + stack);
    };
  }

  private static Attribute attribute(Attribute given, Iterator<Type> next) {
    if (!(given instanceof Attribute.Dense(Literal value))) {
      return given;
    }
    TensorType type = (TensorType) next.next();
    return type.equals(value.type()) ? given : new Attribute.Dense(Literal.splat(type, 0L));
  }
}
