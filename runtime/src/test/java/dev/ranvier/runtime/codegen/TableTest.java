package dev.ranvier.runtime.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.codegen.CApi.CStruct;
import dev.ranvier.runtime.pjrt.ApiVersion;
import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayout;
import dev.ranvier.runtime.pjrt.capi.ClientCreateArgs;
import dev.ranvier.runtime.pjrt.capi.ErrorCode;
import dev.ranvier.runtime.pjrt.capi.EventIsReadyArgs;
import dev.ranvier.runtime.pjrt.capi.NamedValueType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static CApi table() throws IOException {
    Path file = Path.of("src/main/pjrt/pjrt-0.104.txt");
    return TableReader.read(file.toString(), Files.readAllLines(file));
  }

  @Test
  void holdsTheWholeApi() throws IOException {
    CApi api = table();
    assertThat(new ApiVersion(api.major(), api.minor())).isEqualTo(ApiVersion.KNOWN);
    assertThat(api.structs()).hasSize(155);
    assertThat(api.enums()).hasSize(7);
    assertThat(ApiFunction.values()).hasSize(135);
  }

  @Test
  void listsFunctionsWithoutGapsUpToTheEndOfTheTable() throws IOException {
    CStruct functions =
        table().structs().stream()
            .filter(s -> s.name().equals("PJRT_Api"))
            .findFirst()
            .orElseThrow();
    long next = 40;
    for (ApiFunction function : ApiFunction.values()) {
      assertThat(function.offset()).as(function.cName()).isEqualTo(next);
      next += 8;
    }
    assertThat(functions.size()).isEqualTo(next);
  }

  @Test
  void allocatesZeroedStructThatStatesItsSizeWithoutPadding() {
    try (Arena arena = Arena.ofConfined()) {
      var arguments =
          EventIsReadyArgs.allocate(
              (bytes, alignment) -> arena.allocate(bytes, alignment).fill((byte) 1));
      assertThat(arguments.segment().byteSize()).isEqualTo(32);
      assertThat(arguments.structSize()).isEqualTo(25);
      assertThat(arguments.event().address()).isZero();
      assertThat(arguments.isReady()).isFalse();
    }
  }

  @Test
  void writesFieldsWhereTheCompilerOfCPutsThem() {
    try (Arena arena = Arena.ofConfined()) {
      var arguments =
          ClientCreateArgs.allocate(arena).numOptions(7).kvTryGetUserArg(arena.allocate(1));
      assertThat(arguments.segment().get(ValueLayout.JAVA_LONG, 24)).isEqualTo(7);
      assertThat(arguments.segment().get(ValueLayout.JAVA_LONG, 80)).isNotZero();
      var layout = BufferMemoryLayout.allocate(arena).type(1);
      layout.tiled().numTiles(3);
      assertThat(layout.segment().get(ValueLayout.JAVA_LONG, 64)).isEqualTo(3);
      assertThat(layout.segment().get(ValueLayout.JAVA_INT, 72)).isEqualTo(1);
    }
  }

  @Test
  void knowsConstantsByTheirNumbers() {
    assertThat(ErrorCode.ofCode(3)).contains(ErrorCode.INVALID_ARGUMENT);
    assertThat(NamedValueType.INT64_LIST.code()).isEqualTo(2);
    assertThat(ErrorCode.ofCode(99)).isEmpty();
  }

  private static CApi read(String... lines) {
    var all = new ArrayList<>(List.of("api 0 1"));
    all.addAll(List.of(lines));
    return TableReader.read("table", all);
  }

  @Test
  void rejectsFieldThatTheRulesOfCPutElsewhere() {
    assertThatThrownBy(() -> read("struct S 16 16", "  0 int a", "  4 ptr b"))
        .hasMessage("S: field b begins at 4 in the table, 8 by the rules of C");
  }

  @Test
  void rejectsWrongSizes() {
    assertThatThrownBy(() -> read("struct S 12 12", "  0 ptr a", "  8 int b"))
        .hasMessage("S: the size is 12 in the table, 16 by the rules of C");
    assertThatThrownBy(() -> read("struct S 16 16", "  0 ptr a", "  8 int b"))
        .hasMessage("S: the last field ends at 16 in the table, 12 by the rules of C");
  }

  @Test
  void acceptsUnionsAndStructsByValue() {
    CApi api =
        read(
            "struct In 16 16",
            "  0 ptr a",
            "  8 long b", //
            "struct Out 24 20",
            "  0 In x",
            "  0 bool y",
            "  16 int z");
    assertThat(api.structs().getLast().fields()).hasSize(3);
  }

  @Test
  void rejectsLinesThatMakeNoSense() {
    assertThatThrownBy(() -> read("strukt S 8 8"))
        .hasMessage("table:2: `strukt` is none of api, enum, struct");
    assertThatThrownBy(() -> read("struct S 8 8", "  0 word a"))
        .hasMessageContaining("table:3: `word` is no kind of field");
    assertThatThrownBy(() -> read("struct S 8")).hasMessage("table:2: too few words");
    assertThatThrownBy(() -> TableReader.read("empty", List.of()))
        .hasMessageContaining("no line `api");
  }
}
