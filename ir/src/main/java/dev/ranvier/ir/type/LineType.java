package dev.ranvier.ir.type;

/// Cotangents of what arrives through a projection in the steps after the present one, before
/// lowering: what the projection is when time runs backwards.
///
/// In text: `!ranvier.line<!ranvier.projection<!ranvier.queue<64x480xring[20]>, 4, 120>>`.
///
/// @param projection the one that is differentiated
public record LineType(ProjectionType projection) implements Type {
  @Override
  public String toString() {
    return "!ranvier.line<%s>".formatted(projection);
  }
}
