package dev.ranvier.examples.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One line of the protocol, as an object whose members are read by name.
record Request(JsonObject members) {
  /// Given back with the answer, whatever it is.
  Optional<JsonElement> id() {
    return Optional.ofNullable(members.get("id"));
  }

  String text(String name) {
    return primitive(name, "a text").getAsString();
  }

  int integer(String name) {
    double number = number(name);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(name, "an integer");
    }
    return (int) number;
  }

  /// An integer of at least 1.
  int count(String name) {
    int count = integer(name);
    if (count < 1) {
      throw wrong(name, "an integer of at least 1");
    }
    return count;
  }

  double number(String name) {
    JsonPrimitive value = primitive(name, "a number");
    if (!value.isNumber()) {
      throw wrong(name, "a number");
    }
    return value.getAsDouble();
  }

  /// What lies, little-endian, in the file that a member names.
  Tensor tensor(String name, ElementType element, long... dimensions) throws IOException {
    Path file = Path.of(text(name));
    TensorType type = TensorType.of(element, dimensions);
    long expected = type.size() * (element.bits() / 8);
    long size = Files.size(file);
    if (size != expected) {
      throw new BenchFailed(
          "\"%s\": file %s: expected %d bytes, got %d".formatted(name, file, expected, size));
    }
    return Tensor.ofBytes(type, Files.readAllBytes(file));
  }

  private JsonPrimitive primitive(String name, String expected) {
    if (members.get(name) instanceof JsonPrimitive value) {
      return value;
    }
    throw wrong(name, expected);
  }

  private BenchFailed wrong(String name, String expected) {
    return new BenchFailed(
        "\"%s\": expected %s, got %s".formatted(name, expected, members.get(name)));
  }
}
