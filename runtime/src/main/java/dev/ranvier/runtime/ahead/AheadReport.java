package dev.ranvier.runtime.ahead;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the compiling process tells the one that started it: one of the three.
///
/// @param problem the plugin can't be used
/// @param refusal the plugin's compiler said no
/// @param program what was compiled
record AheadReport(@Nullable String problem, @Nullable Refusal refusal, @Nullable Facts program) {
  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

  /// @param device whether it is the device that the plugin doesn't know, rather than the program
  ///   that it doesn't take
  record Refusal(boolean device, String message, String detail) {}

  /// @param platform the plugin's word for the kind of device
  /// @param seconds what compiling took
  /// @param outputs types of the results
  /// @param memory null if the plugin doesn't say
  /// @param costs as the compiler names them; empty if the plugin doesn't say
  /// @param optimized null if the plugin doesn't show the program
  record Facts(
      String platform,
      String version,
      String name,
      double seconds,
      List<String> outputs,
      @Nullable CompiledMemory memory,
      Map<String, Double> costs,
      @Nullable OptimizedFacts optimized) {}

  static AheadReport problem(String message) {
    return new AheadReport(message, null, null);
  }

  static AheadReport refusal(Refusal refusal) {
    return new AheadReport(null, refusal, null);
  }

  static AheadReport of(Facts program) {
    return new AheadReport(null, null, program);
  }

  String json() {
    return GSON.toJson(this);
  }

  /// @throws JsonSyntaxException if it is cut off
  static AheadReport parse(String json) {
    AheadReport report = GSON.fromJson(json, AheadReport.class);
    if (report == null) {
      throw new JsonSyntaxException("the report is empty");
    }
    return report;
  }
}
