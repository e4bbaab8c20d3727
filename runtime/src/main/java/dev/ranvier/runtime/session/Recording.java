package dev.ranvier.runtime.session;

import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.HostArray;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run of a simulation recorded.
///
/// @param steps how many steps the run had
/// @param records by name, such as `hidden.spikes`: `[steps, batch, neurons]`, spikes as `ui8`,
///   voltages as `f32`
/// @param counts by name, such as `hidden.spikeCount`: events since the simulation's start, `i32`
/// @param deviceTime how long the device was kept busy
public record Recording(
    int steps, Map<String, HostArray> records, Map<String, HostArray> counts, Duration deviceTime) {
  public Recording {
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// The spikes of a population, `ui8[steps, batch, neurons]`, not 0 where there is one.
  public HostArray spikes(String population) {
    return record(population + ".spikes");
  }

  /// The membrane voltages of a population, `f32[steps, batch, neurons]`.
  public HostArray voltage(String population) {
    return record(population + ".voltage");
  }

  /// @throws WrongArgument if nothing of that name was recorded
  public HostArray record(String name) {
    return find("record", name, records);
  }

  /// @throws WrongArgument if nothing of that name was counted
  public HostArray count(String name) {
    return find("count", name, counts);
  }

  private static HostArray find(String what, String name, Map<String, HostArray> arrays) {
    HostArray found = arrays.get(name);
    if (found == null) {
      throw new WrongArgument(
          "%s \"%s\": there is none such; there are %s"
              .formatted(what, name, PortArrays.listed(arrays.keySet())),
          null);
    }
    return found;
  }
}
