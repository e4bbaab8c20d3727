package dev.ranvier.ir.version;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.NamedMesh;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TensorOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The version of StableHLO that a lowered module needs, and what of it needs that.
///
/// @param version the first that reads all of the module
/// @param what the first thing that needs it: `stablehlo.tan`; empty if nothing but the text itself
///   does
/// @param location of that thing
public record NeededVersion(StablehloVersion version, String what, Location location) {
  /// The attribute of a module that says its version. Of a dialect that no plugin knows; MLIR takes
  /// such attributes of modules, and portable artifacts keep them.
  public static final String STAMP = "ranvier.stablehlo_version";

  private static final NeededVersion OF_TEXT =
      new NeededVersion(FirstVersions.TEXT, "", Location.UNKNOWN);

  /// @throws IllegalArgumentException if the module is not lowered: event ops are of no version
  public static NeededVersion of(Module module) {
    NeededVersion needed = OF_TEXT;
    for (NamedMesh mesh : module.meshes()) {
      var here = new NeededVersion(FirstVersions.OTHER_DIALECTS, "sdy.mesh", mesh.location());
      needed = newer(needed, here);
    }
    for (Function function : module.functions()) {
      needed = newer(needed, of(function.body()));
    }
    return needed;
  }

  private static NeededVersion of(Block block) {
    NeededVersion needed = OF_TEXT;
    for (Instruction instruction : block.instructions()) {
      needed = newer(needed, of(instruction));
      for (Block region : instruction.op().regions()) {
        needed = newer(needed, of(region));
      }
    }
    return needed;
  }

  private static NeededVersion of(Instruction instruction) {
    return switch (instruction.op()) {
      case TensorOp op ->
          new NeededVersion(FirstVersions.of(op), op.name(), instruction.location());
      case EventOp op ->
          throw new IllegalArgumentException(
              "module: expected ops of StableHLO, got %s at %s; lower it first"
                  .formatted(op.name(), instruction.location()));
    };
  }

  private static NeededVersion newer(NeededVersion first, NeededVersion second) {
    return second.version.isNewerThan(first.version) ? second : first;
  }

  /// The module with its version said in [#STAMP].
  public static Module stamped(Module module) {
    Map<String, Attribute> attributes = new LinkedHashMap<>(module.attributes());
    attributes.put(STAMP, new Attribute.Text(of(module).version.toString()));
    return new Module(module.name(), attributes, module.meshes(), module.functions());
  }

  /// What is wrong with the stamp of a module, if it has one: it may say more than is needed, not
  /// less.
  public static List<Diagnostic> stampProblems(Module module) {
    Attribute stamp = module.attributes().get(STAMP);
    if (stamp == null) {
      return List.of();
    }
    NeededVersion needed = of(module);
    Optional<StablehloVersion> said =
        stamp instanceof Attribute.Text(String text)
            ? StablehloVersion.parse(text)
            : Optional.empty();
    if (said.isPresent() && !needed.version.isNewerThan(said.get())) {
      return List.of();
    }
    return List.of(
        new Diagnostic(
            needed.location,
            "attribute %s: expected \"%s\" or newer%s, got %s; correct it, or leave it out"
                .formatted(
                    STAMP,
                    needed.version,
                    needed.what.isEmpty() ? "" : ", which " + needed.what + " needs",
                    said.map(version -> "\"" + version + "\"").orElse("no version"))));
  }

  /// The problem with a module for a plugin that was built with this version; empty if it knows all
  /// of the module.
  ///
  /// @param plugin what it has
  public Optional<Diagnostic> problemWith(StablehloVersion plugin) {
    if (!version.isNewerThan(plugin)) {
      return Optional.empty();
    }
    return Optional.of(
        new Diagnostic(
            location,
            "%s: needs StableHLO %s or newer, the plugin has %s; take a newer plugin, or write it with older ops"
                .formatted(what.isEmpty() ? "text" : what, version, plugin)));
  }
}
