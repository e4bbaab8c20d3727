package dev.ranvier.runtime.codegen;

import java.util.List;

/// The PJRT C API as the table states it: the version it was taken from, its enums and its structs.
record CApi(int major, int minor, List<CEnum> enums, List<CStruct> structs) {

  /// An enum of the C API and its constants, in the order of the header.
  record CEnum(String name, List<CConstant> constants) {}

  /// A constant of an enum, with the name it has in C.
  record CConstant(String name, int value) {}

  /// A struct: its size with padding, and `used`, the end of its last field, which is what a caller
  /// states in `struct_size`.
  record CStruct(String name, int size, int used, List<CField> fields) {
    boolean statesItsSize() {
      return !fields.isEmpty() && fields.getFirst().name().equals("struct_size");
    }

    List<CField> functions() {
      return fields.stream().filter(field -> field.kind() instanceof CKind.Function).toList();
    }

    int alignment() {
      return fields.stream().mapToInt(field -> field.kind().alignment()).max().orElse(1);
    }
  }

  /// A field: where it begins, what it holds, and whether the plugin writes it.
  record CField(int offset, CKind kind, String name, boolean out) {
    int end() {
      return offset + kind.size();
    }
  }

  /// What a field holds.
  sealed interface CKind {
    int size();

    int alignment();

    /// A pointer, an integer, a boolean or a float; aligned to its own size.
    enum Scalar implements CKind {
      PTR(8),
      LONG(8),
      INT(4),
      FLOAT(4),
      BOOL(1);

      private final int size;

      Scalar(int size) {
        this.size = size;
      }

      @Override
      public int size() {
        return size;
      }

      @Override
      public int alignment() {
        return size;
      }
    }

    /// An entry of the function table.
    record Function() implements CKind {
      @Override
      public int size() {
        return 8;
      }

      @Override
      public int alignment() {
        return 8;
      }
    }

    /// Another struct, held by value.
    record Nested(CStruct struct) implements CKind {
      @Override
      public int size() {
        return struct.size();
      }

      @Override
      public int alignment() {
        return struct.alignment();
      }
    }
  }
}
