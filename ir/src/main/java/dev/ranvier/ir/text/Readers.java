package dev.ranvier.ir.text;

/// The parsers of what ops are made of, for one text.
record Readers(
    Aliases aliases, TypeParser types, AttributeParser attributes, LocationParser locations) {

  static Readers of(Source source, Cursor cursor) {
    Aliases aliases = new Aliases(source, cursor);
    TypeParser types = new TypeParser(cursor, aliases);
    return new Readers(
        aliases,
        types,
        new AttributeParser(cursor, aliases, types),
        new LocationParser(cursor, aliases));
  }
}
