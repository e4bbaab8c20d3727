package dev.ranvier.runtime.pjrt;

import java.util.List;

/// A value with a name: an option for a client, or an attribute of a plugin or a device.
public sealed interface PluginValue {
  /// UTF-8 text.
  record Text(String value) implements PluginValue {
    @Override
    public String toString() {
      return value;
    }
  }

  /// A 64-bit integer.
  record Int64(long value) implements PluginValue {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /// Some 64-bit integers: a version `[1, 20, 0]`, or coordinates.
  record Int64List(List<Long> values) implements PluginValue {
    public Int64List {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.toString();
    }
  }

  /// A 32-bit float.
  record Float32(float value) implements PluginValue {
    @Override
    public String toString() {
      return Float.toString(value);
    }
  }

  /// True or false.
  record Bool(boolean value) implements PluginValue {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }
}
