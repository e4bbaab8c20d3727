package dev.ranvier.runtime.codegen;

import dev.ranvier.runtime.codegen.CApi.CField;
import dev.ranvier.runtime.codegen.CApi.CStruct;

/// The rules by which a C compiler lays out a struct, applied to what the table states: each field
/// begins at the next multiple of its alignment (or where the field before it does, in a union),
/// and the whole is padded to the strictest alignment. A slip in the table is found here, not in a
/// crash.
final class LayoutRules {
  private LayoutRules() {}

  static void check(CStruct struct) {
    int begin = 0;
    int end = 0;
    for (CField field : struct.fields()) {
      boolean union = field.offset() == begin && end > 0;
      int expected = union ? begin : aligned(end, field.kind().alignment());
      if (field.offset() != expected) {
        throw wrong(struct, "field " + field.name() + " begins at", field.offset(), expected);
      }
      begin = field.offset();
      end = Math.max(end, field.end());
    }
    if (struct.used() != end) {
      throw wrong(struct, "the last field ends at", struct.used(), end);
    }
    if (struct.size() != aligned(end, struct.alignment())) {
      throw wrong(struct, "the size is", struct.size(), aligned(end, struct.alignment()));
    }
  }

  private static int aligned(int offset, int alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }

  private static IllegalArgumentException wrong(CStruct in, String what, int stated, int expected) {
    return new IllegalArgumentException(
        in.name()
            + ": "
            + what
            + " "
            + stated
            + " in the table, "
            + expected
            + " by the rules of C");
  }
}
