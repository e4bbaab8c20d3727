package dev.ranvier.runtime.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.checksum.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a model's file.
final class ModelWriter {
  /// The same for all, so that the same model gives the same bytes; the first that zip can tell.
  private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ModelFile model;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private ModelWriter(ModelFile model) {
    this.model = model;
  }

  static void write(ModelFile model, Path file) {
    List<String> problems = new ModelChecks(model).problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "model %s: %s".formatted(model.description().name(), problems));
    }
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
    try {
      Files.createDirectories(target.getParent());
      new ModelWriter(model).writeTo(unfinished);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException problem) {
      throw new ModelFileException(
          "model %s: it can't be written (%s); make room, or name another folder"
              .formatted(file, problem),
          problem);
    }
  }

  private void writeTo(Path file) throws IOException {
    JsonObject description = description();
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      String text = new GsonBuilder().setPrettyPrinting().create().toJson(description);
      put(zip, ModelEntries.DESCRIPTION, text.getBytes(UTF_8));
      for (var entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(WRITTEN);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private JsonObject description() {
    ModelDescription of = model.description();
    var json = new JsonObject();
    json.addProperty("format", ModelEntries.FORMAT);
    json.addProperty("name", of.name());
    json.addProperty("version", of.version());
    json.addProperty("target", of.target());
    json.addProperty("dt_ms", of.dtMs());
    json.addProperty("steps", of.steps());
    json.addProperty("steps_per_call", of.stepsPerCall());
    json.addProperty("classes", of.classes());
    json.add("answer", answer(of.answer()));
    var lossy = new JsonArray();
    for (ModelDescription.Lossy one : of.lossy()) {
      var each = new JsonObject();
      each.addProperty("port", one.port());
      each.addProperty("label", one.label());
      each.addProperty("fails", one.fails());
      lossy.add(each);
    }
    json.add("lossy", lossy);
    var programs = new JsonArray();
    model.programs().forEach(program -> programs.add(program(program)));
    json.add("programs", programs);
    json.add("parameters", parameters());
    return json;
  }

  private static JsonObject answer(Answer answer) {
    var json = new JsonObject();
    json.addProperty("kind", AnswerKind.of(answer).word());
    json.addProperty("port", answer.port());
    switch (answer) {
      case Answer.VoltageIntegral integral -> {
        json.addProperty("tau_ms", integral.tauMs());
        json.addProperty("scale", integral.scale());
      }
      case Answer.SpikeCount count -> json.addProperty("scale", count.scale());
      case Answer.VoltageMaximum _, Answer.FirstSpike _ -> {}
    }
    return json;
  }

  private JsonObject program(BatchProgram program) {
    var json = new JsonObject();
    json.addProperty("batch", program.batch());
    json.add("main", entry(ModelEntries.main(program.batch()), program.main().getBytes(UTF_8)));
    json.add(
        "initial", entry(ModelEntries.initial(program.batch()), program.initial().getBytes(UTF_8)));
    json.add("inputs", ports(program.inputs()));
    json.add("outputs", ports(program.outputs()));
    return json;
  }

  private static JsonArray ports(List<ModelPort> ports) {
    var json = new JsonArray();
    for (ModelPort port : ports) {
      JsonObject one = type(port.type());
      one.addProperty("name", port.name());
      one.addProperty("purpose", ModelReader.word(port.purpose()));
      json.add(one);
    }
    return json;
  }

  private JsonArray parameters() {
    var json = new JsonArray();
    for (var parameter : model.parameters().entrySet()) {
      HostArray array = parameter.getValue();
      JsonObject one = type(array.type());
      one.addProperty("name", parameter.getKey());
      one.add("data", entry(ModelEntries.parameter(json.size()), array.bytes()));
      json.add(one);
    }
    return json;
  }

  private static JsonObject type(dev.ranvier.runtime.array.ArrayType type) {
    var json = new JsonObject();
    json.addProperty("dtype", type.dtype().spelling());
    var dims = new JsonArray();
    type.dims().forEach(dims::add);
    json.add("dims", dims);
    return json;
  }

  private JsonObject entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    var json = new JsonObject();
    json.addProperty("entry", name);
    json.addProperty("bytes", bytes.length);
    json.addProperty("sha256", Sha256.of(bytes));
    return json;
  }
}
