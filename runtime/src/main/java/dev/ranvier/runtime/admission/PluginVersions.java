package dev.ranvier.runtime.admission;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.text.ParseException;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.version.NeededVersion;
import dev.ranvier.ir.version.StablehloVersion;
import java.util.List;
import java.util.Optional;

/// Holds modules against the StableHLO that a plugin was built with: a plugin that is shown an op
/// which it does not know says little of it.
public final class PluginVersions {
  private PluginVersions() {}

  /// What is too new for the plugin; at most one.
  ///
  /// @param stablehlo the plugin's version; empty if it does not say, and then nothing is
  static List<Diagnostic> problems(Module module, Optional<String> stablehlo) {
    return stablehlo
        .flatMap(StablehloVersion::parse)
        .flatMap(plugin -> NeededVersion.of(module).problemWith(plugin))
        .stream()
        .toList();
  }

  /// The same of text that goes to a plugin without being admitted. Text that does not parse is for
  /// the plugin to judge.
  ///
  /// @return one line, with the op and its Java line
  public static Optional<String> problem(String text, Optional<String> stablehlo) {
    try {
      Module module = Parser.parse(text, "module");
      return problems(module, stablehlo).stream().map(Diagnostic::toString).findFirst();
    } catch (ParseException _) {
      return Optional.empty();
    }
  }
}
