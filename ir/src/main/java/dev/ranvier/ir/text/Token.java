package dev.ranvier.ir.text;

/// The kinds of words that MLIR text is made of.
enum Token {
  END("the end of the text"),
  WORD("a word"),
  VALUE("a value (%name)"),
  SYMBOL("a symbol (@name)"),
  HASH("an attribute (#name)"),
  BANG("a type (!name)"),
  CARET("a block (^name)"),
  INTEGER("an integer"),
  REAL("a real number"),
  STRING("a quoted text"),
  ARROW("\"->\""),
  LEFT_PARENTHESIS("\"(\""),
  RIGHT_PARENTHESIS("\")\""),
  LEFT_BRACE("\"{\""),
  RIGHT_BRACE("\"}\""),
  LEFT_BRACKET("\"[\""),
  RIGHT_BRACKET("\"]\""),
  LESS("\"<\""),
  GREATER("\">\""),
  COLON("\":\""),
  COMMA("\",\""),
  EQUALS("\"=\""),
  MINUS("\"-\""),
  PLUS("\"+\""),
  STAR("\"*\""),
  QUESTION("\"?\"");

  private final String words;

  Token(String words) {
    this.words = words;
  }

  /// For messages.
  String words() {
    return words;
  }
}
