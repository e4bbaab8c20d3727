package dev.ranvier.examples.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  byte[] bytes(String name, long count) throws IOException {
    Path file = Path.of(text(name));
    long size = Files.size(file);
    if (size != count) {
      throw new BenchFailed(
          "%s: file %s: expected %d bytes, got %d".formatted(name, file, count, size));
    }
    return Files.readAllBytes(file);
  }

  int[] ints(String name, long count) throws IOException {
    int[] values = new int[Math.toIntExact(count)];
    littleEndian(bytes(name, 4 * count)).asIntBuffer().get(values);
    return values;
  }

  float[] floats(String name, long count) throws IOException {
    float[] values = new float[Math.toIntExact(count)];
    littleEndian(bytes(name, 4 * count)).asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
