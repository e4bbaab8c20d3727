package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// By which ways a derivative goes through a spike that is sent. None of them changes what is sent;
/// each is a tensor of `f32` beside it, through which alone the derivative flows.
public enum Payload {
  /// The spikes as numbers, `[batch, source]`: a surrogate's derivative, of every neuron in every
  /// step, whether it spikes or not.
  VALUES,
  /// How much later than its step a spike was, in ms, `[batch, source]`: a derivative only where
  /// there is a spike.
  TIMES,
  /// The delays in ms before they were rounded to steps, of the shape of the weights.
  LATENCIES;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private TensorType typeFor(ProjectionType projection, Synapses synapses) {
    return switch (this) {
      case VALUES, TIMES -> projection.perSource(ElementType.F32);
      case LATENCIES -> synapses.weights().tensorType();
    };
  }

  static void check(
      String label, Map<Payload, Value> payload, ProjectionType type, Synapses synapses) {
    payload.forEach(
        (way, value) ->
            Check.that(
                value.type().equals(way.typeFor(type, synapses)),
                label,
                "expected %s of %s, got %s",
                way.text(),
                way.typeFor(type, synapses),
                value.type()));
  }

  /// Operands from `first` on, in the order of the list in attribute "payload".
  static Map<Payload, Value> read(OpParts parts, int first) {
    Map<Payload, Value> payload = new EnumMap<>(Payload.class);
    int next = first;
    for (Payload way : listed(parts, "payload")) {
      payload.put(way, parts.operand(next++));
    }
    return payload;
  }

  /// A list of ways in their order, each at most once; none where there is no such attribute.
  static List<Payload> listed(OpParts parts, String attribute) {
    List<Payload> ways = new ArrayList<>();
    if (parts.find(attribute).isEmpty()) {
      return ways;
    }
    for (Attribute element : parts.array(attribute)) {
      Payload way = of(parts, attribute, element);
      if (!ways.isEmpty() && ways.getLast().compareTo(way) >= 0) {
        throw parts.mismatch(attribute, "values, times and latencies in this order", element);
      }
      ways.add(way);
    }
    return ways;
  }

  private static Payload of(OpParts parts, String attribute, Attribute element) {
    for (Payload way : values()) {
      if (element instanceof Attribute.Text(String text) && text.equals(way.text())) {
        return way;
      }
    }
    throw parts.mismatch(attribute, "a list of values, times and latencies", element);
  }

  static Map<String, Attribute> list(String attribute, Collection<Payload> ways) {
    List<Attribute> texts = new ArrayList<>();
    ways.forEach(way -> texts.add(new Attribute.Text(way.text())));
    return texts.isEmpty() ? Map.of() : Map.of(attribute, new Attribute.Array(texts));
  }
}
