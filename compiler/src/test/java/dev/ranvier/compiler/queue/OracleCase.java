package dev.ranvier.compiler.queue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.compiler.queue.QueuePrograms.Form;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.QueueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A sequence of pushes and pops with the right answers, from `queues.json`; another folder can be
/// given as the system property `ranvier.oracles`.
///
/// There, events are sent before the pop of their step, as well as after it: what is sent before
/// the pop of step s is sent here after that of step s - 1. So a ring of delay d, which has d + 1
/// slots there, reaches d + 1 steps here; likewise 32 bits.
///
/// @param first the step of the first pop here
/// @param pushes for each step from `first` on, after its pop, the steps of arrival
/// @param pops by step, what is expected
/// @param outside why the case is none of ours, if it is not
record OracleCase(
    String name,
    QueueType type,
    int first,
    List<List<Integer>> pushes,
    Map<Integer, Integer> pops,
    Optional<String> outside) {
  static final String TOO_FAR =
      "sent further than there are slots: wraps around there, dropped here";
  static final String PAST =
      "sent for a step whose slot has passed: a lap late there, at once here";
  static final String LEAPS = "pops that are not one for each step";

  static List<OracleCase> all() throws IOException {
    List<OracleCase> cases = new ArrayList<>();
    for (JsonElement element : oracle().getAsJsonArray("cases")) {
      cases.add(read(element.getAsJsonObject()));
    }
    return cases;
  }

  private static JsonObject oracle() throws IOException {
    String folder = System.getProperty("ranvier.oracles");
    if (folder != null) {
      return JsonParser.parseString(Files.readString(Path.of(folder, "queues.json")))
          .getAsJsonObject();
    }
    try (InputStream stream = OracleCase.class.getResourceAsStream("/oracles/queues.json")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    }
  }

  private static QueueType type(String queue, JsonElement argument) {
    int size = argument.isJsonNull() ? 0 : argument.getAsInt();
    return switch (queue) {
      case "DoNothing" -> typeOf(new DoNothing(), 0);
      case "SingleSpike" -> typeOf(new SingleSpike(), 1);
      case "SingleSpikeKeep" -> typeOf(new SingleSpikeKeep(), 1);
      case "Ring" -> typeOf(new Ring(), size + 1);
      case "FIFORing" -> typeOf(new Fifo(size), size);
      case "LossyRing" -> typeOf(new LossyRing(size), size);
      case "SortedArray" -> typeOf(new Sorted(size), size);
      case "BinaryHeap" -> typeOf(new Heap(size), size);
      case "BGPQ1" -> typeOf(new BatchedHeap(8), 8);
      case "BitArray32" -> typeOf(new Bits(32), 32);
      default -> throw new IllegalArgumentException("an unknown queue: " + queue);
    };
  }

  private static QueueType typeOf(Queue queue, int capacity) {
    return new QueueType(queue.kind(), capacity, List.of(1L));
  }

  private static OracleCase read(JsonObject object) {
    QueueType type = type(object.get("queue").getAsString(), object.get("arg"));
    List<Integer> expected = new ArrayList<>();
    object.getAsJsonArray("pops").forEach(pop -> expected.add((int) pop.getAsDouble()));
    int first = firstPop(object) - 1;
    List<List<Integer>> pushes = new ArrayList<>(List.of(new ArrayList<>()));
    Map<Integer, Integer> pops = new HashMap<>();
    boolean leaps = false;
    for (JsonElement element : object.getAsJsonArray("ops")) {
      JsonArray op = element.getAsJsonArray();
      int step = op.get(1).getAsInt();
      if (op.get(0).getAsString().equals("enq")) {
        pushes.getLast().add(step);
      } else {
        leaps |= step != first + pushes.size();
        pops.put(step, expected.get(pops.size()));
        pushes.add(new ArrayList<>());
      }
    }
    QueueType reaching = reaching(type, first, pushes);
    String name = type + " " + object.get("seq").getAsString();
    Optional<String> outside = leaps ? Optional.of(LEAPS) : outside(type, first, pushes);
    return new OracleCase(name, reaching, first, pushes, pops, outside);
  }

  /// No further than the case needs, so that lowerings of short delays are tried, too.
  private static QueueType reaching(QueueType type, int first, List<List<Integer>> pushes) {
    int longest = 1;
    for (int i = 0; i < pushes.size(); i++) {
      for (int arrival : pushes.get(i)) {
        longest = Math.max(longest, arrival - first - i);
      }
    }
    return hasSlotForEachStep(type) ? type : type.withReach(longest);
  }

  private static boolean hasSlotForEachStep(QueueType type) {
    return switch (Queues.of(type)) {
      case Ring _, Bits _ -> true;
      case DoNothing _, SingleSpike _, SingleSpikeKeep _, LossyRing _ -> false;
      case Fifo _, Sorted _, Heap _, BatchedHeap _ -> false;
    };
  }

  private static int firstPop(JsonObject object) {
    for (JsonElement element : object.getAsJsonArray("ops")) {
      JsonArray op = element.getAsJsonArray();
      if (op.get(0).getAsString().equals("pop")) {
        return op.get(1).getAsInt();
      }
    }
    return 0;
  }

  /// Rings and bits have a slot for each step, which the reference finds whatever the step is.
  private static Optional<String> outside(QueueType type, int first, List<List<Integer>> pushes) {
    boolean hasSlots = hasSlotForEachStep(type) || Queues.of(type) instanceof LossyRing;
    for (int i = 0; hasSlots && i < pushes.size(); i++) {
      for (int arrival : pushes.get(i)) {
        int delay = arrival - first - i;
        if (delay < 1) {
          return Optional.of(PAST);
        }
        if (delay > Queues.reach(type)) {
          return Optional.of(TOO_FAR);
        }
      }
    }
    return Optional.empty();
  }

  QueuePrograms program() {
    int most = pushes.stream().mapToInt(List::size).max().orElse(1);
    return new QueuePrograms(type, Form.VARYING, pushes.size(), Math.max(1, most), false);
  }

  List<Tensor> arguments() {
    QueuePrograms program = program();
    boolean[] masks = new boolean[(int) program.maskType().size()];
    int[] delays = new int[masks.length];
    for (int i = 0; i < pushes.size(); i++) {
      for (int p = 0; p < pushes.get(i).size(); p++) {
        masks[i * program.pushes() + p] = true;
        delays[i * program.pushes() + p] = pushes.get(i).get(p) - first - i;
      }
    }
    return QueueRuns.arguments(
        first,
        Tensor.ofBooleans(program.maskType(), masks),
        Tensor.ofInts(program.delayType(), delays));
  }

  @Override
  public String toString() {
    return name;
  }
}
