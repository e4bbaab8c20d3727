package dev.ranvier.ir.text;

/// What a text may ask of the parser. Whatever exceeds a limit is a diagnostic at the place where
/// it does, before memory is taken for it.
///
/// @param characters of the text as a whole
/// @param operations in all functions together
/// @param regionNesting how deep regions stand in each other
/// @param attributeNesting how deep lists, dictionaries and locations stand in each other, and how
///   long a chain of aliases is
/// @param attributeParts single values in all attributes together, aliases counted at each use
/// @param rank dimensions of one tensor
/// @param elements of one tensor, or in one tensor of queues
/// @param constantBytes in host memory, of all constants together that are not splats
public record Limits(
    long characters,
    int operations,
    int regionNesting,
    int attributeNesting,
    long attributeParts,
    int rank,
    long elements,
    long constantBytes) {

  /// For text that the reader's own user wrote.
  public static final Limits GENEROUS =
      new Limits(1L << 30, 10_000_000, 200, 100, 100_000_000, 64, 1L << 48, 1L << 32);

  /// For text that came over the network.
  public static final Limits ADMISSION =
      new Limits(1L << 26, 1_000_000, 64, 32, 1_000_000, 16, 1L << 34, 1L << 28);
}
