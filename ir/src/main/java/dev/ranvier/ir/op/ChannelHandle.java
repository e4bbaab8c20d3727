package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which channel devices talk over.
///
/// @param handle the channel's number; 0 for none
/// @param kind what it joins: 0 unknown, 1 device to device, 2 device to host, 3 host to device
public record ChannelHandle(long handle, long kind) {
  static Optional<ChannelHandle> read(OpParts parts) {
    if (parts.find("channel_handle").isEmpty()) {
      return Optional.empty();
    }
    StructFields fields = parts.struct("channel_handle", "channel_handle").onlyOf("handle", "type");
    return Optional.of(new ChannelHandle(fields.integer("handle"), fields.integer("type")));
  }

  static void write(Optional<ChannelHandle> channel, Attributes attributes) {
    channel.ifPresent(given -> attributes.with("channel_handle", given.attribute()));
  }

  private Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("handle", new Attribute.Int(handle, ElementType.I64));
    fields.put("type", new Attribute.Int(kind, ElementType.I64));
    return new Attribute.Struct("channel_handle", fields);
  }
}
