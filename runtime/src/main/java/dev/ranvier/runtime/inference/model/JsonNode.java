package dev.ranvier.runtime.inference.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object of `model.json`, read member by member. What is missing or of another kind is noted,
/// with its place, and read as something harmless, so that all problems are found at once.
final class JsonNode {
  private final JsonObject object;
  private final String place;
  private final List<String> problems;

  JsonNode(JsonObject object, String place, List<String> problems) {
    this.object = object;
    this.place = place;
    this.problems = problems;
  }

  String text(String name) {
    JsonPrimitive found = primitive(name);
    return (found != null && found.isString()) ? found.getAsString() : wrong(name, "a text", "");
  }

  boolean truth(String name) {
    JsonPrimitive found = primitive(name);
    return (found != null && found.isBoolean())
        ? found.getAsBoolean()
        : wrong(name, "true or false", false);
  }

  double number(String name) {
    JsonPrimitive found = primitive(name);
    return found != null && found.isNumber() && Double.isFinite(found.getAsDouble())
        ? found.getAsDouble()
        : wrong(name, "a number", 1.0);
  }

  int integer(String name) {
    JsonPrimitive found = primitive(name);
    return found != null && isWhole(found, Integer.MAX_VALUE)
        ? found.getAsInt()
        : wrong(name, "a whole number from 0 on", 1);
  }

  /// Sizes of an array, each at least 0 and below 2^31.
  List<Long> dims(String name) {
    List<Long> dims = new ArrayList<>();
    for (JsonElement element : array(name)) {
      if (element instanceof JsonPrimitive one && isWhole(one, Integer.MAX_VALUE)) {
        dims.add(one.getAsLong());
      } else {
        return wrong(name, "whole numbers from 0 on", List.of());
      }
    }
    return dims;
  }

  JsonNode node(String name) {
    if (object.get(name) instanceof JsonObject found) {
      return new JsonNode(found, place(name), problems);
    }
    return wrong(name, "an object", new JsonNode(new JsonObject(), place(name), new ArrayList<>()));
  }

  List<JsonNode> nodes(String name) {
    List<JsonNode> nodes = new ArrayList<>();
    for (JsonElement element : array(name)) {
      String each = "%s[%d]".formatted(place(name), nodes.size());
      if (element instanceof JsonObject found) {
        nodes.add(new JsonNode(found, each, problems));
      } else {
        return wrong(name, "objects", List.of());
      }
    }
    return nodes;
  }

  void problem(String name, String what) {
    problems.add(place(name) + ": " + what);
  }

  private JsonArray array(String name) {
    return object.get(name) instanceof JsonArray found
        ? found
        : wrong(name, "a list", new JsonArray());
  }

  private @Nullable JsonPrimitive primitive(String name) {
    return object.get(name) instanceof JsonPrimitive found ? found : null;
  }

  private <T> T wrong(String name, String expected, T instead) {
    JsonElement got = object.get(name);
    String said = got == null ? "nothing" : got.toString();
    problem(name, "expected %s, got %s".formatted(expected, shortened(said)));
    return instead;
  }

  private String place(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static boolean isWhole(JsonPrimitive number, long most) {
    if (!number.isNumber()) {
      return false;
    }
    double value = number.getAsDouble();
    return value == Math.rint(value) && value >= 0 && value <= most;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
