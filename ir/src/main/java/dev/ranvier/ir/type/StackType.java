package dev.ranvier.ir.type;

/// Queues or projections as they were at the steps of a time loop, one for each step: what a loop
/// records of them, and what a later loop reads back.
///
/// In text: `!ranvier.stack<20, !ranvier.projection<!ranvier.queue<64x480xring[20]>, 4, 120>>`.
///
/// @param size how many steps
/// @param element the type of each
public record StackType(long size, Type element) implements Type {
  public StackType {
    if (size < 1) {
      throw new IllegalArgumentException("stack type: expected at least 1 element, got " + size);
    }
    boolean holds =
        switch (element) {
          case QueueType _, ProjectionType _ -> true;
          case TensorType _, LineType _, StackType _ -> false;
        };
    if (!holds) {
      throw new IllegalArgumentException(
          "stack type: expected elements that are queues or projections, got " + element);
    }
  }

  @Override
  public String toString() {
    return "!ranvier.stack<%d, %s>".formatted(size, element);
  }
}
