package dev.ranvier.models;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Numbers that were computed elsewhere. They lie beside the tests; another folder can be given as
/// the system property `ranvier.oracles`.
public final class Oracles {
  private Oracles() {}

  public static JsonObject read(String file) throws IOException {
    String folder = System.getProperty("ranvier.oracles");
    if (folder != null) {
      return JsonParser.parseString(Files.readString(Path.of(folder, file))).getAsJsonObject();
    }
    try (InputStream stream = Oracles.class.getResourceAsStream("/oracles/" + file)) {
      String text =
          new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    }
  }

  public static List<JsonObject> cases(JsonObject from, String name) {
    return from.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  public static double[] numbers(JsonObject from, String name) {
    return from.getAsJsonArray(name).asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  public static double number(JsonObject from, String name) {
    return from.get(name).getAsDouble();
  }
}
