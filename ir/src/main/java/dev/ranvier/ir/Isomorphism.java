package dev.ranvier.ir;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether two modules are the same but for the identity of their values: the same ops in the same
/// order, with the same attributes, each fed by what stands in the same place. This is what it
/// means that a printed module is read back.
public final class Isomorphism {
  /// Whether it matters where the user wrote a thing.
  public enum Locations {
    IGNORED,
    COMPARED
  }

  /// Two blocks that are walked side by side, as far as `next`.
  private static final class Frame {
    private final Block left;
    private final Block right;
    private int next;

    Frame(Block left, Block right) {
      this.left = left;
      this.right = right;
    }
  }

  private final Locations locations;
  private final IdentityHashMap<Value, Value> counterparts = new IdentityHashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private String function = "";
  private int index;
  private Optional<Instruction> instruction = Optional.empty();
  private Optional<String> difference = Optional.empty();

  private Isomorphism(Locations locations) {
    this.locations = locations;
  }

  /// Whether two modules are the same, wherever they come from.
  public static boolean areSame(Module left, Module right) {
    return firstDifference(left, right, Locations.IGNORED).isEmpty();
  }

  /// The first difference in one line, wherever the modules come from.
  public static Optional<String> firstDifference(Module left, Module right) {
    return firstDifference(left, right, Locations.IGNORED);
  }

  /// The first difference in one line; empty if there is none.
  public static Optional<String> firstDifference(Module left, Module right, Locations locations) {
    Isomorphism walk = new Isomorphism(locations);
    walk.compareModules(left, right);
    return walk.difference;
  }

  private void compareModules(Module left, Module right) {
    compare("the name", left.name(), right.name());
    compare("attributes", left.attributes(), right.attributes());
    compareMeshes(left.meshes(), right.meshes());
    compare("the functions", names(left), names(right));
    for (int i = 0; difference.isEmpty() && i < left.functions().size(); i++) {
      compareFunctions(left.functions().get(i), right.functions().get(i));
    }
  }

  private void compareMeshes(List<NamedMesh> left, List<NamedMesh> right) {
    compare("the number of meshes", left.size(), right.size());
    for (int i = 0; difference.isEmpty() && i < left.size(); i++) {
      NamedMesh one = left.get(i);
      NamedMesh other = right.get(i);
      compare("the name of a mesh", one.name(), other.name());
      compare("mesh @" + one.name(), one.mesh(), other.mesh());
      compareAttributes(
          "annotation of mesh @" + one.name(), one.annotations(), other.annotations());
      compareLocations(one.location(), other.location());
    }
  }

  private static List<String> names(Module module) {
    return module.functions().stream().map(Function::name).toList();
  }

  private void compareFunctions(Function left, Function right) {
    function = left.name();
    instruction = Optional.empty();
    compare("public", left.isPublic(), right.isPublic());
    compare("attributes of arguments", left.argumentAttributes(), right.argumentAttributes());
    compare("attributes of results", left.resultAttributes(), right.resultAttributes());
    compareLocations(left.location(), right.location());
    enter(left.body(), right.body());
    while (difference.isEmpty() && !open.isEmpty()) {
      Frame frame = open.peek();
      if (frame.next == frame.left.instructions().size()) {
        open.pop();
      } else {
        index = frame.next++;
        Instruction one = frame.left.instructions().get(index);
        instruction = Optional.of(one);
        compareInstructions(one, frame.right.instructions().get(index));
      }
    }
  }

  private void enter(Block left, Block right) {
    compare("arguments", left.argumentTypes(), right.argumentTypes());
    compare("the number of ops", left.instructions().size(), right.instructions().size());
    if (difference.isEmpty()) {
      for (int i = 0; i < left.arguments().size(); i++) {
        counterparts.put(left.arguments().get(i), right.arguments().get(i));
        compareLocations(left.arguments().get(i).location(), right.arguments().get(i).location());
      }
      open.push(new Frame(left, right));
    }
  }

  private void compareInstructions(Instruction left, Instruction right) {
    compare("the op", left.op().name(), right.op().name());
    compareAttributes("attribute", left.op().attributes(), right.op().attributes());
    compareAttributes("annotation", left.annotations(), right.annotations());
    compareLocations(left.location(), right.location());
    compareOperands(left.op().operands(), right.op().operands());
    compare("results", left.op().resultTypes(), right.op().resultTypes());
    List<Block> regions = left.op().regions();
    List<Block> others = right.op().regions();
    compare("the number of regions", regions.size(), others.size());
    if (difference.isEmpty()) {
      for (int i = 0; i < left.results().size(); i++) {
        counterparts.put(left.result(i), right.result(i));
      }
      for (int i = regions.size() - 1; difference.isEmpty() && i >= 0; i--) {
        enter(regions.get(i), others.get(i));
      }
    }
  }

  private void compareAttributes(
      String what, Map<String, Attribute> left, Map<String, Attribute> right) {
    compare(what + "s", left.keySet(), right.keySet());
    for (Map.Entry<String, Attribute> entry : left.entrySet()) {
      Attribute other = right.get(entry.getKey());
      if (other != null && !other.equals(entry.getValue())) {
        compare(what + " " + entry.getKey(), entry.getValue(), other);
      }
    }
  }

  private void compareOperands(List<Value> left, List<Value> right) {
    compare("the number of operands", left.size(), right.size());
    for (int i = 0; difference.isEmpty() && i < left.size(); i++) {
      if (counterparts.get(left.get(i)) != right.get(i)) {
        difference =
            Optional.of(
                place()
                    + ": operand "
                    + i
                    + ": expected the counterpart of "
                    + left.get(i)
                    + ", got "
                    + right.get(i));
      }
    }
  }

  private void compareLocations(Location left, Location right) {
    if (locations == Locations.COMPARED) {
      compare("location", left, right);
    }
  }

  /// Where the walk is: the module, a function, or an op in it.
  private String place() {
    if (function.isEmpty()) {
      return "module";
    }
    return "function @"
        + function
        + instruction.map(one -> ": op " + index + " (" + one.op().name() + ")").orElse("");
  }

  private void compare(String what, Object left, Object right) {
    if (difference.isEmpty() && !left.equals(right)) {
      difference = Optional.of("%s: %s: expected %s, got %s".formatted(place(), what, left, right));
    }
  }
}
