package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.pass.LowerTimeLoops;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sequences of pushes and pops with the right answers, from `queues.json` (another folder can be
/// given as the system property `ranvier.oracles`).
///
/// There, an event may be sent before the pop of its step, so a ring reaches one step further than
/// its argument. Cases that send further than that wrap around in the reference; here they are
/// refused, by the DSL and by the evaluator, and so left out.
class QueueOracleTest {
  private static final Map<String, String> KINDS = Map.of("Ring", "ring", "FIFORing", "fifo");

  /// @param pushes for each step, after its pop, the steps of arrival
  /// @param pops by step, what is expected; empty where the case does not pop
  record Case(String name, QueueType type, List<List<Integer>> pushes, Map<Integer, Integer> pops) {
    int steps() {
      return pushes.size();
    }

    int mostPushes() {
      return Math.max(1, pushes.stream().mapToInt(List::size).max().orElse(1));
    }

    int longestDelay() {
      int longest = 1;
      for (int step = 0; step < steps(); step++) {
        for (int arrival : pushes.get(step)) {
          longest = Math.max(longest, arrival - step);
        }
      }
      return longest;
    }

    boolean isWithinReach() {
      return type.kind().equals("fifo") || longestDelay() <= type.capacity();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (JsonElement element : oracle().getAsJsonArray("cases")) {
      JsonObject object = element.getAsJsonObject();
      if (KINDS.containsKey(object.get("queue").getAsString())) {
        cases.add(read(object));
      }
    }
    return cases;
  }

  static Stream<Case> casesWithinReach() throws IOException {
    return cases().stream().filter(Case::isWithinReach);
  }

  private static JsonObject oracle() throws IOException {
    String folder = System.getProperty("ranvier.oracles");
    if (folder != null) {
      return JsonParser.parseString(Files.readString(Path.of(folder, "queues.json")))
          .getAsJsonObject();
    }
    try (InputStream stream = QueueOracleTest.class.getResourceAsStream("/oracles/queues.json")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    }
  }

  /// What is sent before the first pop at step `f` is sent after the pop of step `f - 1`.
  private static Case read(JsonObject object) {
    String kind = Objects.requireNonNull(KINDS.get(object.get("queue").getAsString()));
    int argument = object.get("arg").getAsInt();
    int capacity = kind.equals("ring") ? argument + 1 : argument;
    List<Integer> expected = new ArrayList<>();
    object.getAsJsonArray("pops").forEach(pop -> expected.add((int) pop.getAsDouble()));
    List<List<Integer>> pushes = new ArrayList<>();
    Map<Integer, Integer> pops = new java.util.HashMap<>();
    int now = Math.max(0, firstPop(object) - 1);
    for (JsonElement element : object.getAsJsonArray("ops")) {
      JsonArray op = element.getAsJsonArray();
      int step = op.get(1).getAsInt();
      if (op.get(0).getAsString().equals("pop")) {
        now = step;
        pops.put(step, expected.get(pops.size()));
      }
      while (pushes.size() <= now) {
        pushes.add(new ArrayList<>());
      }
      if (op.get(0).getAsString().equals("enq")) {
        pushes.get(now).add(step);
      }
    }
    String name = "%s(%d) %s".formatted(kind, argument, object.get("seq").getAsString());
    return new Case(name, new QueueType(kind, capacity, List.of(1L)), pushes, pops);
  }

  private static int firstPop(JsonObject object) {
    for (JsonElement element : object.getAsJsonArray("ops")) {
      JsonArray op = element.getAsJsonArray();
      if (op.get(0).getAsString().equals("pop")) {
        return op.get(1).getAsInt();
      }
    }
    throw new IllegalArgumentException("a case without pops");
  }

  private static List<Tensor> arguments(Case example) {
    TensorType type = TensorType.of(ElementType.I1, example.steps(), example.mostPushes(), 1);
    boolean[] masks = new boolean[(int) type.size()];
    int[] delays = new int[masks.length];
    java.util.Arrays.fill(delays, 1);
    for (int step = 0; step < example.steps(); step++) {
      List<Integer> pushes = example.pushes().get(step);
      for (int p = 0; p < pushes.size(); p++) {
        masks[step * example.mostPushes() + p] = true;
        delays[step * example.mostPushes() + p] = pushes.get(p) - step;
      }
    }
    return List.of(
        Tensor.ofBooleans(type, masks), Tensor.ofInts(type.withElement(ElementType.I32), delays));
  }

  private static void assertPops(Case example, Module module) {
    int[] arrived = Evaluator.evaluate(module, "main", arguments(example)).getFirst().toInts();
    example
        .pops()
        .forEach(
            (step, events) ->
                assertThat(arrived[step]).as("%s, pop %d", example, step).isEqualTo(events));
  }

  @ParameterizedTest
  @MethodSource("casesWithinReach")
  void popsWhatTheOracleSays(Case example) {
    Module event = QueuePrograms.varying(example.type(), example.steps(), example.mostPushes());
    assertPops(example, event);
    assertPops(example, LowerTimeLoops.run(LowerQueues.run(event, Targets.cpu())));
  }

  @org.junit.jupiter.api.Test
  void leavesOutOnlyRingsThatAreSentTooFar() throws IOException {
    assertThat(cases().stream().filter(one -> !one.isWithinReach()).map(Case::name))
        .allMatch(name -> name.startsWith("ring") && name.contains("overflow"));
    assertThat(casesWithinReach()).hasSizeGreaterThanOrEqualTo(10);
  }
}
