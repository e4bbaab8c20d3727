package dev.ranvier.examples.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers one line for each line that it is asked: `load` compiles a case and puts what it needs
/// on the device, `run` runs it once and says how long that took and what came out, `free` forgets
/// it. An answer is an object with the `id` of the question; what went wrong stands under `error`.
public final class LineServer implements AutoCloseable {
  private final Supplier<Device> opening;
  private final Map<JsonElement, Loaded> loaded = new HashMap<>();
  private Optional<Device> opened = Optional.empty();
  private Optional<Path> file = Optional.empty();

  /// @param device opened by the first `load`, so that a plugin that is missing is told as an error
  public LineServer(Supplier<Device> device) {
    this.opening = device;
  }

  /// Answers until there are no more lines.
  public void serve(BufferedReader in, PrintWriter out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        out.println(answer(line));
        out.flush();
      }
    }
  }

  JsonObject answer(String line) {
    JsonElement id = JsonNull.INSTANCE;
    try {
      Request request = new Request(parsed(line));
      id = request.id().orElse(JsonNull.INSTANCE);
      return answer(request, id);
    } catch (IOException | RuntimeException | OutOfMemoryError problem) {
      JsonObject failed = of(id);
      failed.addProperty("error", oneLine(problem));
      return failed;
    }
  }

  private static JsonObject parsed(String line) {
    try {
      if (JsonParser.parseString(line) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException problem) {
      throw new BenchFailed("line: expected a JSON object, got " + line);
    }
    throw new BenchFailed("line: expected a JSON object, got " + line);
  }

  private JsonObject answer(Request request, JsonElement id) throws IOException {
    String op = request.text("op");
    return switch (op) {
      case "load" -> load(request, id);
      case "run" -> run(id);
      case "free" -> free(id);
      default -> throw new BenchFailed("op \"%s\": expected load, run or free".formatted(op));
    };
  }

  private JsonObject load(Request request, JsonElement id) throws IOException {
    free(id);
    Device device = opened.orElseGet(opening);
    opened = Optional.of(device);
    long start = System.nanoTime();
    Loaded program = device.load(Cases.of(request, device.target()));
    double seconds = (System.nanoTime() - start) / 1e9;
    loaded.put(id, program);
    program.warmUp();
    JsonObject answer = of(id);
    answer.addProperty("compile_s", seconds);
    return answer;
  }

  private JsonObject run(JsonElement id) throws IOException {
    Loaded program = loaded.get(id);
    if (program == null) {
      throw new BenchFailed("id %s: nothing is loaded under it".formatted(id));
    }
    Loaded.Run run = program.run();
    JsonObject answer = of(id);
    answer.addProperty("us_per_step", run.microsPerStep());
    var out = new JsonArray(run.counts().size());
    for (Number count : run.counts()) {
      out.add(new JsonPrimitive(count));
    }
    answer.add("out", out);
    if (run.gradient().isPresent()) {
      answer.addProperty("grad", written(run.gradient().get()).toString());
    }
    return answer;
  }

  /// One file, written anew by each run that has a gradient.
  private Path written(byte[] gradient) throws IOException {
    if (file.isEmpty()) {
      Path made = Files.createTempFile("gradient", ".f32");
      made.toFile().deleteOnExit();
      file = Optional.of(made);
    }
    return Files.write(file.get(), gradient);
  }

  private JsonObject free(JsonElement id) {
    Loaded program = loaded.remove(id);
    if (program != null) {
      program.close();
    }
    return of(id);
  }

  private static JsonObject of(JsonElement id) {
    JsonObject answer = new JsonObject();
    answer.add("id", id);
    return answer;
  }

  private static String oneLine(Throwable problem) {
    String message = Objects.requireNonNullElse(problem.getMessage(), "").strip();
    String first = message.lines().findFirst().orElse("");
    return problem instanceof BenchFailed
        ? first
        : problem.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first);
  }

  @Override
  public void close() {
    loaded.values().forEach(Loaded::close);
    opened.ifPresent(Device::close);
  }
}
