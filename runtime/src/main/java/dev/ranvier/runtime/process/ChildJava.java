package dev.ranvier.runtime.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The command line of another JVM: this one's, with its class path, and native access.
public final class ChildJava {
  private ChildJava() {}

  /// @param options of the JVM, as to its memory
  /// @param arguments of the main class
  public static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    Collections.addAll(
        command,
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
    command.addAll(arguments);
    return command;
  }
}
