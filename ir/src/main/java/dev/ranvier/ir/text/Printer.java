package dev.ranvier.ir.text;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.NamedMesh;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a module as StableHLO text: meshes and functions in MLIR's pretty form, ops in its
/// generic form, so that no op needs a case of its own here. `Parser` reads all of it back. The
/// same module always gives the same text.
public final class Printer {
  /// Whether the text says where each op comes from.
  public enum Locations {
    SHOWN,
    HIDDEN
  }

  private final StringBuilder out = new StringBuilder();
  private final AttributePrinter attributes = new AttributePrinter(out);
  private final Locations locations;
  private ValueNames names = new ValueNames();
  private int depth;

  private Printer(Locations locations) {
    this.locations = locations;
  }

  /// The module's text, with `loc("file":line:column)` after every op.
  public static String print(Module module) {
    return print(module, Locations.SHOWN);
  }

  public static String print(Module module, Locations locations) {
    Printer printer = new Printer(locations);
    printer.module(module);
    return printer.out.toString();
  }

  private void module(Module module) {
    out.append("module");
    if (!module.name().isEmpty()) {
      Quoting.symbol(out.append(' '), module.name());
    }
    if (!module.attributes().isEmpty()) {
      out.append(" attributes ");
      attributes.dictionary(module.attributes());
    }
    out.append(" {\n");
    depth++;
    module.meshes().forEach(this::mesh);
    module.functions().forEach(this::function);
    depth--;
    out.append("}\n");
  }

  private void mesh(NamedMesh mesh) {
    Quoting.symbol(indent().append("sdy.mesh "), mesh.name());
    out.append(" = ");
    attributes.shardings().mesh(mesh.mesh());
    said(mesh.annotations());
    location(mesh.location());
    out.append('\n');
  }

  private void function(Function function) {
    names = new ValueNames();
    indent().append("func.func ").append(function.isPublic() ? "public " : "private ");
    Quoting.symbol(out, function.name());
    out.append('(');
    List<BlockArgument> arguments = function.body().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      argument(arguments.get(i), said(function.argumentAttributes(), i));
    }
    out.append(')');
    results(function);
    out.append(" {\n");
    instructions(function.body());
    indent().append('}');
    location(function.location());
    out.append('\n');
  }

  private void argument(BlockArgument argument, Map<String, Attribute> said) {
    out.append(names.define(argument)).append(": ").append(argument.type());
    said(said);
    location(argument.location());
  }

  private void results(Function function) {
    List<Type> types = function.body().yieldedTypes();
    if (types.isEmpty()) {
      return;
    }
    boolean bare = types.size() == 1 && said(function.resultAttributes(), 0).isEmpty();
    out.append(bare ? " -> " : " -> (");
    for (int i = 0; i < types.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(types.get(i));
      said(said(function.resultAttributes(), i));
    }
    out.append(bare ? "" : ")");
  }

  private static Map<String, Attribute> said(List<Map<String, Attribute>> all, int index) {
    return index < all.size() ? all.get(index) : Map.of();
  }

  private void said(Map<String, Attribute> said) {
    if (!said.isEmpty()) {
      out.append(' ');
      attributes.dictionary(said);
    }
  }

  private void instructions(Block block) {
    depth++;
    for (Instruction instruction : block.instructions()) {
      indent();
      instruction(instruction);
      out.append('\n');
    }
    depth--;
  }

  private void instruction(Instruction instruction) {
    if (!instruction.results().isEmpty()) {
      out.append(names.define(instruction)).append(" = ");
    }
    Op op = instruction.op();
    out.append('"').append(op.name()).append("\"(");
    List<Value> operands = op.operands();
    for (int i = 0; i < operands.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(names.of(operands.get(i)));
    }
    out.append(')');
    regions(op.regions());
    said(attributes(instruction));
    signature(operands, instruction);
    location(instruction.location());
  }

  /// The op's own attributes, then those of other dialects.
  private static Map<String, Attribute> attributes(Instruction instruction) {
    if (instruction.annotations().isEmpty()) {
      return instruction.op().attributes();
    }
    Map<String, Attribute> all = new LinkedHashMap<>(instruction.op().attributes());
    all.putAll(instruction.annotations());
    return all;
  }

  private void regions(List<Block> regions) {
    for (int i = 0; i < regions.size(); i++) {
      out.append(i == 0 ? " ({\n" : "}, {\n");
      region(regions.get(i));
      indent();
    }
    out.append(regions.isEmpty() ? "" : "})");
  }

  private void region(Block block) {
    if (!block.arguments().isEmpty()) {
      indent().append("^bb0(");
      for (int i = 0; i < block.arguments().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        argument(block.arguments().get(i), Map.of());
      }
      out.append("):\n");
    }
    instructions(block);
  }

  private void signature(List<Value> operands, Instruction instruction) {
    out.append(" : (");
    for (int i = 0; i < operands.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(operands.get(i).type());
    }
    int count = instruction.results().size();
    out.append(count == 1 ? ") -> " : ") -> (");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ", ").append(instruction.result(i).type());
    }
    out.append(count == 1 ? "" : ")");
  }

  private void location(Location location) {
    if (locations == Locations.HIDDEN) {
      return;
    }
    if (!location.isKnown()) {
      out.append(" loc(unknown)");
      return;
    }
    Quoting.text(out.append(" loc("), location.file());
    out.append(':').append(location.line()).append(':').append(Math.max(0, location.column()));
    out.append(')');
  }

  private StringBuilder indent() {
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
    return out;
  }
}
