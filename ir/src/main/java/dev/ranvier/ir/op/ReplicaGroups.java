package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.LongStream;

/// Which devices work together.
///
/// @param ids one row for each group, `tensor<GxSxi64>`; a row of `all_reduce` may be filled up
///   with -1, where groups need not be of one size
/// @param channel over which they talk, where partitions do
/// @param globalDeviceIds whether the ids count all devices of the program
public record ReplicaGroups(Literal ids, Optional<ChannelHandle> channel, boolean globalDeviceIds) {
  /// No program runs on more; a splat of more would cost time before it is refused.
  private static final long MOST_DEVICES = 1 << 20;

  /// Groups of replicas.
  public static ReplicaGroups of(Literal ids) {
    return new ReplicaGroups(ids, Optional.empty(), false);
  }

  static ReplicaGroups read(OpParts parts) {
    return new ReplicaGroups(
        parts.dense("replica_groups"),
        ChannelHandle.read(parts),
        parts.unit("use_global_device_ids"));
  }

  Attributes write(Attributes attributes) {
    attributes.dense("replica_groups", ids).unit("use_global_device_ids", globalDeviceIds);
    ChannelHandle.write(channel, attributes);
    return attributes;
  }

  /// The size of a group, as far as the ids say it.
  long groupSize() {
    return ids.type().dimension(1);
  }

  /// Whether a group has members that the ids do not list: all partitions of each replica.
  private boolean reachesPartitions() {
    return channel.isPresent() && channel.get().handle() > 0 && !globalDeviceIds;
  }

  /// Whether `times` can be the number of devices in a group.
  boolean canBeGroupSize(long times) {
    long size = groupSize();
    return size == 0 || (reachesPartitions() ? times % size == 0 : times == size);
  }

  /// Checks groups that are all of one size.
  ///
  /// @param unique the label of: no device twice
  /// @param range the label of: ids count from 0 without gaps
  /// @param global the label of: global ids need a channel
  void check(String shape, String unique, String range, String global) {
    checkFilled(shape, unique, range, global);
    Check.that(
        LongStream.range(0, ids.type().size()).noneMatch(i -> ids.asLong((int) i) == -1),
        range,
        "expected ids from 0 on, since groups must be of one size, got -1");
  }

  /// Checks groups that may be of several sizes, with -1 where there is no device.
  void checkFilled(String shape, String unique, String range, String global) {
    Check.that(
        ids.type().rank() == 2 && ids.type().element() == ElementType.I64,
        shape,
        "expected replica groups of two dimensions of i64, got %s",
        ids.type());
    Check.that(
        ids.type().size() <= MOST_DEVICES,
        shape,
        "expected at most %d devices, got %s",
        MOST_DEVICES,
        ids.type());
    BitSet seen = new BitSet();
    int count = Math.toIntExact(ids.type().size());
    int listed = 0;
    for (int i = 0; i < count; i++) {
      long id = ids.asLong(i);
      if (id != -1) {
        Check.that(
            id >= 0 && id < count, range, "expected ids from 0 to %d, got %d", count - 1, id);
        Check.that(!seen.get((int) id), unique, "expected each id once, got %d again", id);
        seen.set((int) id);
        listed++;
      }
    }
    Check.that(
        seen.nextClearBit(0) == listed,
        range,
        "expected ids without gaps, got none of %d",
        seen.nextClearBit(0));
    Check.that(
        !globalDeviceIds || (channel.isPresent() && channel.get().handle() > 0),
        global,
        "expected a channel above 0 for global device ids, got %s",
        channel.map(ChannelHandle::toString).orElse("none"));
  }
}
