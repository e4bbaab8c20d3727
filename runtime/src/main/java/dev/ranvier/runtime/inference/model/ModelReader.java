package dev.ranvier.runtime.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.checksum.Sha256;
import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads a model's file: nothing is taken to be as long as it says, nothing is unpacked to disk,
/// and all that is wrong is said at once.
final class ModelReader {
  private static final int MOST_DESCRIPTION_BYTES = 64 << 20;
  private static final int MOST_TEXT_BYTES = 256 << 20;

  /// What fits in one piece on the heap.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final ZipFile zip;
  private final List<String> problems = new ArrayList<>();

  private ModelReader(ZipFile zip) {
    this.zip = zip;
  }

  static String word(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  static ModelFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelFileException(
          "model %s: there is no such file; name one that `ranvier export` wrote".formatted(file));
    }
    try (var zip = new ZipFile(file.toFile())) {
      ModelReader reader = new ModelReader(zip);
      Optional<ModelFile> model = reader.model();
      if (model.isEmpty() || !reader.problems.isEmpty()) {
        throw ModelFileException.of(file, reader.problems);
      }
      return model.get();
    } catch (ZipException problem) {
      throw new ModelFileException(
          "model %s: it is no model file, or a part of it is missing (%s); export it again"
              .formatted(file, problem.getMessage()),
          problem);
    } catch (IOException problem) {
      throw new ModelFileException(
          "model %s: it can't be read (%s)".formatted(file, problem), problem);
    }
  }

  /// Empty, or with problems, if the file is not sound.
  private Optional<ModelFile> model() {
    Optional<JsonNode> root = root();
    if (root.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = root.get();
    String format = json.text("format");
    if (problems.isEmpty() && !format.equals(ModelEntries.FORMAT)) {
      json.problem("format", "expected %s, got %s".formatted(ModelEntries.FORMAT, format));
      return Optional.empty();
    }
    ModelDescription description = description(json);
    List<BatchProgram> programs = json.nodes("programs").stream().map(this::program).toList();
    Map<String, HostArray> parameters = parameters(json);
    ModelFile model = new ModelFile(description, programs, parameters);
    if (problems.isEmpty()) {
      problems.addAll(new ModelChecks(model).problems());
    }
    return Optional.of(model);
  }

  private Optional<JsonNode> root() {
    Optional<byte[]> bytes = bytes(ModelEntries.DESCRIPTION, MOST_DESCRIPTION_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (JsonParser.parseString(new String(bytes.get(), UTF_8)) instanceof JsonObject object) {
        return Optional.of(new JsonNode(object, "", problems));
      }
      problems.add(ModelEntries.DESCRIPTION + ": expected an object");
    } catch (JsonParseException | StackOverflowError problem) {
      String line = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
      problems.add("%s: it is no JSON (%s)".formatted(ModelEntries.DESCRIPTION, line));
    }
    return Optional.empty();
  }

  private static ModelDescription description(JsonNode json) {
    return new ModelDescription(
        json.text("name"),
        json.text("version"),
        json.text("target"),
        json.number("dt_ms"),
        json.integer("steps"),
        json.integer("steps_per_call"),
        json.integer("classes"),
        answer(json.node("answer")),
        json.nodes("lossy").stream()
            .map(
                one ->
                    new ModelDescription.Lossy(
                        one.text("port"), one.text("label"), one.truth("fails")))
            .toList());
  }

  private static Answer answer(JsonNode json) {
    String word = json.text("kind");
    String port = json.text("port");
    for (AnswerKind kind : AnswerKind.values()) {
      if (kind.word().equals(word)) {
        return switch (kind) {
          case VOLTAGE_INTEGRAL ->
              new Answer.VoltageIntegral(port, json.number("tau_ms"), json.number("scale"));
          case VOLTAGE_MAXIMUM -> new Answer.VoltageMaximum(port);
          case SPIKE_COUNT -> new Answer.SpikeCount(port, json.number("scale"));
          case FIRST_SPIKE -> new Answer.FirstSpike(port);
        };
      }
    }
    json.problem("kind", "unknown way to read an answer, \"%s\"".formatted(word));
    return new Answer.FirstSpike(port);
  }

  private BatchProgram program(JsonNode json) {
    return new BatchProgram(
        json.integer("batch"),
        new String(entry(json.node("main"), MOST_TEXT_BYTES), UTF_8),
        new String(entry(json.node("initial"), MOST_TEXT_BYTES), UTF_8),
        json.nodes("inputs").stream().map(ModelReader::port).toList(),
        json.nodes("outputs").stream().map(ModelReader::port).toList());
  }

  private static ModelPort port(JsonNode json) {
    String word = json.text("purpose");
    for (Purpose purpose : Purpose.values()) {
      if (word(purpose).equals(word)) {
        return new ModelPort(json.text("name"), purpose, type(json));
      }
    }
    json.problem("purpose", "unknown purpose \"%s\"".formatted(word));
    return new ModelPort(json.text("name"), Purpose.RECORD, type(json));
  }

  private static ArrayType type(JsonNode json) {
    String spelling = json.text("dtype");
    Optional<DType> dtype = DType.ofSpelling(spelling);
    if (dtype.isEmpty()) {
      json.problem("dtype", "unknown element type \"%s\"".formatted(spelling));
    }
    return new ArrayType(dtype.orElse(DType.U8), json.dims("dims"));
  }

  private Map<String, HostArray> parameters(JsonNode json) {
    Map<String, HostArray> parameters = new LinkedHashMap<>();
    for (JsonNode one : json.nodes("parameters")) {
      int before = problems.size();
      ArrayType type = type(one);
      byte[] data = entry(one.node("data"), MOST_BYTES);
      if (problems.size() > before) {
        continue;
      }
      try {
        parameters.put(one.text("name"), HostArray.ofBytes(type, data));
      } catch (IllegalArgumentException | ArithmeticException problem) {
        one.problem("data", String.valueOf(problem.getMessage()));
      }
    }
    return parameters;
  }

  /// The bytes that an object of `entry`, `bytes` and `sha256` speaks of.
  private byte[] entry(JsonNode json, int most) {
    String name = json.text("entry");
    int length = json.integer("bytes");
    String sha256 = json.text("sha256");
    if (name.isEmpty() || length > most) {
      json.problem("bytes", "expected at most %d, got %d".formatted(most, length));
      return new byte[0];
    }
    byte[] bytes = bytes(name, length).orElse(null);
    if (bytes == null) {
      return new byte[0];
    }
    if (bytes.length != length || !Sha256.of(bytes).equals(sha256)) {
      problems.add("%s: it is damaged: its checksum is another one".formatted(name));
    }
    return bytes;
  }

  /// As zip takes it; Java's [ZipFile] does not look.
  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /// At most so many bytes and one more of an entry, so that one that is too long is seen to be so.
  private Optional<byte[]> bytes(String name, int most) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      problems.add(name + ": it is missing");
      return Optional.empty();
    }
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] bytes = stream.readNBytes(most);
      if (stream.read() >= 0) {
        problems.add("%s: expected at most %d bytes, got more".formatted(name, most));
        return Optional.empty();
      }
      if (crc(bytes) != entry.getCrc()) {
        problems.add(name + ": it is damaged: its checksum is another one");
        return Optional.empty();
      }
      return Optional.of(bytes);
    } catch (IOException problem) {
      problems.add("%s: it is damaged (%s)".formatted(name, problem.getMessage()));
      return Optional.empty();
    }
  }
}
