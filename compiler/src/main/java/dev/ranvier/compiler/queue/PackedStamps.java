package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What `StampRegisters` does, with four stamps of 7 bits in a word of 32: all of them are aged,
/// compared and moved at once. Stamp 0 of a word lies in its low byte; the high bit of each byte is
/// free, so that no carry or borrow leaves a byte.
record PackedStamps(QueueType type, QueueUse use, Discipline discipline) implements PerSynapse {
  /// One more than the largest stamp.
  private static final int FULL = 128;

  private static final int LANES = 4;

  private record Word(Value bits, int stamps) {}

  @Override
  public String name() {
    return "packed";
  }

  @Override
  public Optional<String> lacks() {
    return Queues.reach(type) < FULL
        ? Optional.empty()
        : Optional.of("delays of at most %d steps".formatted(FULL - 1));
  }

  private TensorType words() {
    return type.shapedLike(ElementType.U32);
  }

  private int count() {
    return (type.capacity() + LANES - 1) / LANES;
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, count()).mapToObj(w -> new Part("word" + w, words())).toList();
  }

  private List<Word> words(List<Value> parts) {
    return IntStream.range(0, count())
        .mapToObj(w -> new Word(parts.get(w), Math.min(LANES, type.capacity() - w * LANES)))
        .toList();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Bytes bytes = new Bytes(builder, words());
    Value event = sending.stamp(ElementType.U32, FULL);
    Value full = bytes.isNotZero(lastStamp(bytes, parts));
    List<Value> pushed = new ArrayList<>();
    if (discipline == Discipline.SORT) {
      Value left = insert(bytes, parts, event, pushed);
      return new Pushed(pushed, sending.dropped(bytes.isNotZero(left)));
    }
    Value sent = bytes.isNotZero(event);
    Value taken = builder.select(full, bytes.zero(), event);
    if (discipline == Discipline.APPEND) {
      append(bytes, parts, taken, pushed);
    } else {
      insert(bytes, parts, taken, pushed);
    }
    return new Pushed(pushed, sending.dropped(builder.and(full, sent)));
  }

  /// The last stamp of all: 0 as long as there is a free one.
  private Value lastStamp(Bytes bytes, List<Value> parts) {
    Word word = words(parts).getLast();
    return bytes.down(word.bits(), 8L * (word.stamps() - 1));
  }

  /// Puts the event behind all that are not later, and gives the latest, which has no place any
  /// more.
  private Value insert(Bytes bytes, List<Value> parts, Value event, List<Value> pushed) {
    Value left = event;
    for (Word word : words(parts)) {
      Value last = bytes.down(word.bits(), 8L * (word.stamps() - 1));
      Value stay = bytes.notBelow(word.bits(), left);
      Value moved = bytes.up(bytes.without(word.bits(), stay), 8);
      Value placed = bytes.and(bytes.everywhere(left), bytes.firstOutside(stay));
      Value all = bytes.or(bytes.or(bytes.and(word.bits(), stay), placed), moved);
      pushed.add(
          word.stamps() == LANES ? all : bytes.and(all, bytes.number(lowBytes(word.stamps()))));
      left = bytes.smaller(last, left);
    }
    return left;
  }

  /// Puts the event behind the last one of the first word that has a free stamp.
  private void append(Bytes bytes, List<Value> parts, Value event, List<Value> pushed) {
    Value left = event;
    for (Value word : parts) {
      Value place = bytes.firstOutside(bytes.held(word));
      pushed.add(bytes.or(word, bytes.and(bytes.everywhere(left), place)));
      left = parts.size() == 1 ? left : bytes.whereZero(place, left);
    }
  }

  private static long lowBytes(int stamps) {
    return (1L << (8 * stamps)) - 1;
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Bytes bytes = new Bytes(builder, words());
    Value head = bytes.and(parts.getFirst(), bytes.number(FULL - 1L));
    Value due = builder.compare(ComparisonDirection.EQ, head, bytes.number(FULL - 1L));
    List<Value> popped = new ArrayList<>();
    for (int w = 0; w < parts.size(); w++) {
      Value rest = bytes.down(parts.get(w), 8);
      Value next = w + 1 < parts.size() ? bytes.or(rest, bytes.up(parts.get(w + 1), 24)) : rest;
      Value moved = builder.select(due, next, parts.get(w));
      popped.add(use.isOnePerStep() ? bytes.aged(moved) : bytes.agedUntilDue(moved));
    }
    return new Popped(popped, builder.convert(due, ElementType.I32));
  }

  @Override
  public String why() {
    return "%d stamps of 7 bits in %d x 32 bits a queue, all aged and compared at once"
        .formatted(type.capacity(), count());
  }
}
