package dev.ranvier.runtime.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON header of a checkpoint's file, as safetensors lays it out: `__metadata__` and, for each
/// array, its type and from where to where it lies in the bytes after the header.
///
/// @param model the model's description
/// @param entries in the order of their bytes
record CheckpointHeader(String model, TrainingState state, List<Entry> entries) {
  static final String CHECKSUM = "sha256";
  static final String NO_CHECKSUM = "0".repeat(64);

  private static final String METADATA = "__metadata__";
  private static final String FORMAT = "ranvier.checkpoint/1";
  private static final String SEED = "seed.";

  /// One array.
  ///
  /// @param begin of its bytes, from the header's end
  record Entry(String name, ArrayType type, long begin) {
    long end() {
      return begin + type.bytes();
    }
  }

  /// Lays arrays out without gaps, wider elements first, so that each begins where its elements are
  /// aligned.
  static CheckpointHeader of(String model, TrainingState state, Map<String, ArrayType> arrays) {
    var ordered = new ArrayList<>(new TreeMap<>(arrays).entrySet());
    ordered.sort(Comparator.comparingInt(array -> -array.getValue().dtype().bytes()));
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (var array : ordered) {
      var entry = new Entry(array.getKey(), array.getValue(), begin);
      entries.add(entry);
      begin = entry.end();
    }
    return new CheckpointHeader(model, state, entries);
  }

  /// The header's bytes, filled with spaces to a multiple of 8, the checksum still zeros.
  byte[] bytes() {
    var json = new JsonObject();
    json.add(METADATA, metadata());
    for (Entry entry : entries) {
      json.add(entry.name(), json(entry));
    }
    String text = json.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject metadata() {
    var metadata = new JsonObject();
    metadata.addProperty(CHECKSUM, NO_CHECKSUM);
    metadata.addProperty("format", FORMAT);
    metadata.addProperty("update", Long.toString(state.update()));
    metadata.addProperty("epoch", Integer.toString(state.epoch()));
    metadata.addProperty("best_metric", Double.toString(state.bestMetric()));
    metadata.addProperty("epochs_since_best", Integer.toString(state.epochsSinceBest()));
    new TreeMap<>(state.seeds())
        .forEach((name, seed) -> metadata.addProperty(SEED + name, Long.toString(seed)));
    metadata.addProperty("model", model);
    return metadata;
  }

  private static JsonObject json(Entry entry) {
    var shape = new JsonArray();
    entry.type().dims().forEach(shape::add);
    var offsets = new JsonArray();
    offsets.add(entry.begin());
    offsets.add(entry.end());
    var json = new JsonObject();
    json.addProperty("dtype", spelling(entry.type().dtype()));
    json.add("shape", shape);
    json.add("data_offsets", offsets);
    return json;
  }

  /// @throws RuntimeException of several kinds if the text is not such a header
  static CheckpointHeader parse(String text) {
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    JsonObject metadata = json.getAsJsonObject(METADATA);
    String format = metadata.get("format").getAsString();
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("expected the format " + FORMAT + ", got " + format);
    }
    List<Entry> entries = new ArrayList<>();
    for (var member : json.entrySet()) {
      if (!member.getKey().equals(METADATA)) {
        entries.add(entry(member.getKey(), member.getValue().getAsJsonObject()));
      }
    }
    return new CheckpointHeader(metadata.get("model").getAsString(), state(metadata), entries);
  }

  private static TrainingState state(JsonObject metadata) {
    Map<String, Long> seeds = new LinkedHashMap<>();
    for (var member : metadata.entrySet()) {
      if (member.getKey().startsWith(SEED)) {
        seeds.put(member.getKey().substring(SEED.length()), member.getValue().getAsLong());
      }
    }
    return new TrainingState(
        metadata.get("update").getAsLong(),
        metadata.get("epoch").getAsInt(),
        Double.parseDouble(metadata.get("best_metric").getAsString()),
        metadata.get("epochs_since_best").getAsInt(),
        seeds);
  }

  private static Entry entry(String name, JsonObject json) {
    List<Long> dims =
        json.getAsJsonArray("shape").asList().stream().map(JsonElement::getAsLong).toList();
    var type = new ArrayType(dtype(json.get("dtype").getAsString()), dims);
    var entry = new Entry(name, type, json.getAsJsonArray("data_offsets").get(0).getAsLong());
    long end = json.getAsJsonArray("data_offsets").get(1).getAsLong();
    if (entry.begin() < 0 || entry.end() != end) {
      throw new IllegalArgumentException(
          "array %s: expected %d bytes of %s, got %d to %d"
              .formatted(name, type.bytes(), type, entry.begin(), end));
    }
    return entry;
  }

  private static DType dtype(String spelling) {
    for (DType dtype : DType.values()) {
      if (spelling(dtype).equals(spelling)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("unknown element type " + spelling);
  }

  private static String spelling(DType dtype) {
    return switch (dtype) {
      case I1 -> "BOOL";
      case I8 -> "I8";
      case I16 -> "I16";
      case I32 -> "I32";
      case I64 -> "I64";
      case U8 -> "U8";
      case U16 -> "U16";
      case U32 -> "U32";
      case U64 -> "U64";
      case F8E4M3FN -> "F8_E4M3";
      case BF16 -> "BF16";
      case F16 -> "F16";
      case F32 -> "F32";
      case F64 -> "F64";
    };
  }
}
