package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.NamedValue;
import dev.ranvier.runtime.pjrt.capi.NamedValueType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named values to and from arrays of `PJRT_NamedValue`.
final class PluginValues {
  private static final long STRIDE = NamedValue.SIZEOF;

  private PluginValues() {}

  static MemorySegment write(SegmentAllocator memory, Map<String, PluginValue> values) {
    MemorySegment array = memory.allocate(Math.max(1, values.size()) * STRIDE, 8);
    long offset = 0;
    for (var entry : values.entrySet()) {
      var target = new NamedValue(array.asSlice(offset, STRIDE));
      target.structSize(NamedValue.USED);
      MemorySegment name = Native.text(memory, entry.getKey());
      target.name(name).nameSize(name.byteSize());
      write(memory, target, entry.getValue());
      offset += STRIDE;
    }
    return array;
  }

  private static void write(SegmentAllocator memory, NamedValue target, PluginValue value) {
    switch (value) {
      case PluginValue.Text text -> {
        MemorySegment bytes = Native.text(memory, text.value());
        target.type(NamedValueType.STRING.code()).stringValue(bytes).valueSize(bytes.byteSize());
      }
      case PluginValue.Int64 integer ->
          target.type(NamedValueType.INT64.code()).int64Value(integer.value()).valueSize(1);
      case PluginValue.Int64List list -> {
        MemorySegment items = Native.longs(memory, list.values());
        target.type(NamedValueType.INT64_LIST.code()).int64ArrayValue(items);
        target.valueSize(list.values().size());
      }
      case PluginValue.Float32 number ->
          target.type(NamedValueType.FLOAT.code()).floatValue(number.value()).valueSize(1);
      case PluginValue.Bool bool ->
          target.type(NamedValueType.BOOL.code()).boolValue(bool.value()).valueSize(1);
    }
  }

  /// Values of a kind that this version of the API doesn't know are left out.
  static Map<String, PluginValue> read(MemorySegment array, long count) {
    var values = new LinkedHashMap<String, PluginValue>();
    for (long index = 0; index < count; index++) {
      var pointer = MemorySegment.ofAddress(array.address() + index * STRIDE);
      var source = NamedValue.at(pointer);
      String name = Native.text(source.name(), source.nameSize());
      NamedValueType.ofCode(source.type()).ifPresent(type -> values.put(name, read(type, source)));
    }
    return Collections.unmodifiableMap(values);
  }

  private static PluginValue read(NamedValueType type, NamedValue source) {
    return switch (type) {
      case STRING -> new PluginValue.Text(Native.text(source.stringValue(), source.valueSize()));
      case INT64 -> new PluginValue.Int64(source.int64Value());
      case INT64_LIST -> {
        long bytes = source.valueSize() * Long.BYTES;
        long[] items = Native.sized(source.int64ArrayValue(), bytes).toArray(ValueLayout.JAVA_LONG);
        yield new PluginValue.Int64List(Arrays.stream(items).boxed().toList());
      }
      case FLOAT -> new PluginValue.Float32(source.floatValue());
      case BOOL -> new PluginValue.Bool(source.boolValue());
    };
  }
}
