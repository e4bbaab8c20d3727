package dev.ranvier.runtime.session;

import dev.ranvier.runtime.array.HostArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that a simulation needs to go on, on this runtime or another: with the same program,
/// parameters and inputs, what follows has the same bits.
///
/// @param stepsDone since the initial state
/// @param state by the names of its ports, such as `hidden.voltage`; counts are part of it
public record SimulationState(long stepsDone, Map<String, HostArray> state) {
  public SimulationState {
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
  }
}
