package dev.ranvier.runtime.ahead;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came of compiling a module for devices that aren't there.
public sealed interface AheadOutcome {
  /// The compiler took it.
  ///
  /// @param platform the plugin's word for the kind of device
  /// @param version the version of the plugin's compiler, in its own words
  /// @param name of the module
  /// @param seconds that compiling took, without the start of the process
  /// @param outputs types of the results
  /// @param memory what a run takes on the device; empty if the plugin doesn't say
  /// @param costs figures by the compiler's names, such as `flops` and `bytes accessed`; the bodies
  ///   of loops are counted once
  /// @param optimized empty if the plugin doesn't show the program
  /// @param price empty if the compiler writes no machine code for people
  /// @param executable for the same version of the same plugin where such devices are
  record Compiled(
      String platform,
      String version,
      String name,
      double seconds,
      List<String> outputs,
      Optional<CompiledMemory> memory,
      Map<String, Double> costs,
      Optional<OptimizedFacts> optimized,
      Optional<BundlePrice> price,
      ByteString executable)
      implements AheadOutcome {
    public Compiled {
      outputs = List.copyOf(outputs);
      costs = Map.copyOf(costs);
    }
  }

  /// The compiler doesn't take the module.
  ///
  /// @param message one line
  /// @param detail all of the compiler's words
  record Refused(String message, String detail) implements AheadOutcome {
    private static final Pattern LINE = Pattern.compile("([\\w$]+\\.java):(\\d+)");

    /// Where in the user's program the op stands, if the compiler says: `Relay.java:31`.
    public Optional<String> javaLine() {
      Matcher matcher = LINE.matcher(detail);
      return matcher.find()
          ? Optional.of(matcher.group(1) + ":" + matcher.group(2))
          : Optional.empty();
    }
  }
}
