package dev.ranvier.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;

/// What `--json` prints: a record's components, in order.
final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  static void print(PrintWriter out, Object record) {
    out.println(GSON.toJson(record));
  }
}
