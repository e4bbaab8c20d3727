package dev.ranvier.tests.golden;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.version.NeededVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// What a lowered module is in few lines: enough to see in a difference what has changed.
///
/// @param functions how many it has
/// @param ops how often each op stands in it, whatever it is repeated
/// @param stablehlo the version that it needs
/// @param sha256 of its text without locations
record ModuleDigest(int functions, Map<String, Integer> ops, String stablehlo, String sha256) {
  static ModuleDigest of(Module module) {
    Map<String, Integer> ops = new TreeMap<>();
    module.functions().stream().map(Function::body).forEach(body -> count(body, ops));
    return new ModuleDigest(
        module.functions().size(),
        ops,
        NeededVersion.of(module).version().toString(),
        sha256(Printer.print(module, Printer.Locations.HIDDEN)));
  }

  private static void count(Block block, Map<String, Integer> ops) {
    for (Instruction instruction : block.instructions()) {
      ops.merge(instruction.op().name(), 1, Integer::sum);
      instruction.op().regions().forEach(region -> count(region, ops));
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every Java has SHA-256", problem);
    }
  }

  /// Several lines, in Markdown.
  String text() {
    int all = ops.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder text =
        new StringBuilder(
            "needs StableHLO %s, functions %d, ops %d\n\n".formatted(stablehlo, functions, all));
    text.append("sha256 of the text without locations: ").append(sha256).append("\n\n```\n");
    ops.forEach((name, count) -> text.append("%6d %s\n".formatted(count, name)));
    return text.append("```\n").toString();
  }
}
