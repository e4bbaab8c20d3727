package dev.ranvier.runtime.pjrt;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The few shapes of native call that the PJRT C API needs, and the passing of text and arrays.
///
/// All its functions take one pointer to a struct; all but two return a pointer to an error, or
/// null. The handles are constants and take the function's address first, so the JIT sees through
/// them.
@SuppressWarnings("restricted")
final class Native {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle POINTER_TO_POINTER =
      LINKER.downcallHandle(FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  private static final MethodHandle POINTER_TO_NOTHING =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  private static final MethodHandle NOTHING_TO_POINTER =
      LINKER.downcallHandle(FunctionDescriptor.of(ValueLayout.ADDRESS));
  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle CALLOC =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("calloc"),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MemorySegment FREE = LINKER.defaultLookup().findOrThrow("free");
  private static final int RTLD_NOW = 2;

  private Native() {}

  static MemorySegment call(MemorySegment function, MemorySegment argument) {
    try {
      return (MemorySegment) POINTER_TO_POINTER.invokeExact(function, argument);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  static void callVoid(MemorySegment function, MemorySegment argument) {
    try {
      POINTER_TO_NOTHING.invokeExact(function, argument);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  static MemorySegment callPlain(MemorySegment function) {
    try {
      return (MemorySegment) NOTHING_TO_POINTER.invokeExact(function);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  /// Zeros of the C library's, which take no memory before they are written to; null if there is
  /// not so much.
  static MemorySegment calloc(long bytes) {
    try {
      return (MemorySegment) CALLOC.invokeExact(Math.max(1L, bytes), 1L);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  static void free(MemorySegment memory) {
    callVoid(FREE, memory);
  }

  /// Why the system's loader refuses a library, in its own words; `SymbolLookup` keeps them to
  /// itself.
  static String whyNotLoaded(String library) {
    var open = LINKER.defaultLookup().find("dlopen");
    var error = LINKER.defaultLookup().find("dlerror");
    if (open.isEmpty() || error.isEmpty()) {
      return "the system's loader refuses it";
    }
    try (Arena arena = Arena.ofConfined()) {
      var handle =
          (MemorySegment) OPEN.invokeExact(open.get(), arena.allocateFrom(library), RTLD_NOW);
      MemorySegment words = handle.address() == 0 ? callPlain(error.get()) : MemorySegment.NULL;
      return words.address() == 0
          ? "the system's loader refuses it"
          : words.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  static MemorySegment text(SegmentAllocator memory, String text) {
    return bytes(memory, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(MemorySegment pointer, long size) {
    byte[] bytes = sized(pointer, size).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A copy whose pointer is good even if there is nothing to copy.
  static MemorySegment bytes(SegmentAllocator memory, byte[] bytes) {
    MemorySegment copy = memory.allocate(Math.max(1, bytes.length), 8);
    MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return copy.asSlice(0, bytes.length);
  }

  static MemorySegment longs(SegmentAllocator memory, List<Long> values) {
    MemorySegment copy = memory.allocate(ValueLayout.JAVA_LONG, Math.max(1, values.size()));
    for (int index = 0; index < values.size(); index++) {
      copy.setAtIndex(ValueLayout.JAVA_LONG, index, values.get(index));
    }
    return copy;
  }

  static MemorySegment pointers(SegmentAllocator memory, int count) {
    return memory.allocate(ValueLayout.ADDRESS, Math.max(1, count));
  }

  /// The memory behind a pointer of the plugin, with the size that the plugin stated.
  static MemorySegment sized(MemorySegment pointer, long bytes) {
    if (pointer.address() == 0 && bytes != 0) {
      throw new IllegalStateException(
          "the plugin returned no memory where it stated " + bytes + " bytes");
    }
    return pointer.reinterpret(bytes);
  }

  private static IllegalStateException unexpected(Throwable problem) {
    if (problem instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a native call failed: " + problem.getMessage(), problem);
  }
}
