package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ExecuteOptions;
import dev.ranvier.runtime.pjrt.capi.LoadedExecutableExecuteArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One run of an executable: keeps everything that it uses alive, passes pointers, waits, and wraps
/// results.
final class Execution {
  private static final String FUNCTION = "PJRT_LoadedExecutable_Execute";

  private final LoadedApi api;
  private final Client client;
  private final Handle executable;
  private final List<Shape> outputs;
  private final Set<Integer> kept;
  private final List<Handle> inUse = new ArrayList<>();

  Execution(
      LoadedApi api, Client client, Handle executable, List<Shape> outputs, Set<Integer> kept) {
    this.api = api;
    this.client = client;
    this.executable = executable;
    this.outputs = outputs;
    this.kept = kept;
  }

  List<List<Buffer>> run(List<List<Buffer>> arguments) {
    try (Arena arena = Arena.ofConfined()) {
      int devices = arguments.size();
      int count = arguments.getFirst().size();
      var call = LoadedExecutableExecuteArgs.allocate(arena).executable(use(executable));
      call.options(options(arena));
      call.argumentLists(argumentLists(arena, arguments, count)).numArgs(count);
      call.numDevices(devices);
      MemorySegment results = Native.pointers(arena, devices * outputs.size());
      call.outputLists(lists(arena, results, devices, outputs.size()));
      MemorySegment events = Native.pointers(arena, devices);
      call.deviceCompleteEvents(events);
      api.call(ApiFunction.LOADED_EXECUTABLE_EXECUTE, call.segment());
      return finished(wrapped(results, devices), events);
    } finally {
      inUse.forEach(Handle::release);
    }
  }

  private MemorySegment options(Arena arena) {
    List<Long> indices = kept.stream().sorted().map(Integer::longValue).toList();
    return ExecuteOptions.allocate(arena)
        .nonDonatableInputIndices(Native.longs(arena, indices))
        .numNonDonatableInputIndices(indices.size())
        .segment();
  }

  private MemorySegment use(Handle handle) {
    MemorySegment pointer = handle.acquire();
    inUse.add(handle);
    return pointer;
  }

  private MemorySegment argumentLists(Arena arena, List<List<Buffer>> arguments, int count) {
    MemorySegment pointers = Native.pointers(arena, arguments.size() * count);
    long next = 0;
    for (List<Buffer> ofDevice : arguments) {
      if (ofDevice.size() != count) {
        throw new IllegalArgumentException(
            "execute: %d arguments for one device, %d for another"
                .formatted(count, ofDevice.size()));
      }
      for (Buffer buffer : ofDevice) {
        if (buffer.client() != client) {
          throw new IllegalArgumentException("execute: " + buffer + " belongs to another client");
        }
        pointers.setAtIndex(ValueLayout.ADDRESS, next++, use(buffer.handle()));
      }
    }
    return lists(arena, pointers, arguments.size(), count);
  }

  /// Pointers to the beginnings of equally long parts of an array of pointers.
  private static MemorySegment lists(Arena arena, MemorySegment array, int parts, int length) {
    MemorySegment lists = Native.pointers(arena, parts);
    for (int part = 0; part < parts; part++) {
      long offset = part * (long) length * ValueLayout.ADDRESS.byteSize();
      lists.setAtIndex(ValueLayout.ADDRESS, part, array.asSlice(offset));
    }
    return lists;
  }

  private List<List<Buffer>> wrapped(MemorySegment results, int devices) {
    var all = new ArrayList<List<Buffer>>();
    long next = 0;
    for (int device = 0; device < devices; device++) {
      var ofDevice = new ArrayList<Buffer>();
      for (Shape shape : outputs) {
        MemorySegment pointer = results.getAtIndex(ValueLayout.ADDRESS, next++);
        ofDevice.add(new Buffer(api, client, pointer, shape));
      }
      all.add(List.copyOf(ofDevice));
    }
    return List.copyOf(all);
  }

  /// Waits for all devices, so that no event is left over, then reports the first failure.
  private List<List<Buffer>> finished(List<List<Buffer>> results, MemorySegment events) {
    PjrtException failure = null;
    for (int device = 0; device < results.size(); device++) {
      try {
        api.await(FUNCTION, events.getAtIndex(ValueLayout.ADDRESS, device));
      } catch (PjrtException problem) {
        failure = failure == null ? problem : failure;
      }
    }
    if (failure != null) {
      results.forEach(ofDevice -> ofDevice.forEach(Buffer::close));
      throw failure;
    }
    return results;
  }
}
