package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An op as far as it has been read, in its generic or its pretty form.
final class OpText {
  /// A use of a value.
  ///
  /// @param name with the `%`
  /// @param index which result, 0 for a value that is alone
  record Use(String name, int index, int offset) {}

  final String name;
  final int offset;
  final List<Use> operands = new ArrayList<>();
  final Map<String, Attribute> attributes = new LinkedHashMap<>();
  final List<Block> regions = new ArrayList<>();
  List<Type> operandTypes = List.of();
  List<Type> resultTypes = List.of();

  OpText(String name, int offset) {
    this.name = name;
    this.offset = offset;
  }
}
