package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every mistake has its own message, at its own line and column.
class ParserDiagnosticsTest {
  private static List<String> problems(String text) {
    ParseException thrown =
        catchThrowableOfType(ParseException.class, () -> Parser.parse(text, "t.mlir"));
    assertThat(thrown).as("parsed: %s", text).isNotNull();
    assertThat(thrown.diagnostics()).isNotEmpty();
    return thrown.getMessage().lines().toList();
  }

  private static String inFunction(String op) {
    return "func.func @f(%a: tensor<2xf32>, %p: tensor<i1>) {\n" + op + "\nreturn }";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%0 = stablehlo.abs %b : tensor<2xf32> | 20 | %b: expected a value that is defined before, got none",
        "%0 = stablehlo.abs %a#1 : tensor<2xf32> | 20 | %a#1: expected a value that is defined before, got none",
        "%a = stablehlo.abs %a : tensor<2xf32> | 1 | %a: expected a new name, got one that is taken",
        "%0 = stablehlo.abs %a : tensor<3xf32> | 20 | %a: expected its type tensor<2xf32>, got tensor<3xf32>",
        "%0 = \"stablehlo.abs\"(%a) : (tensor<2xf32>) -> tensor<3xf32> | 6 | stablehlo.abs: expected results of [tensor<2xf32>], got [tensor<3xf32>]",
        "%0 = \"stablehlo.abs\"(%a, %a) : (tensor<2xf32>) -> tensor<2xf32> | 6 | stablehlo.abs: expected types for 2 operands, got 1",
        "%0:2 = stablehlo.abs %a : tensor<2xf32> | 1 | stablehlo.abs: expected names for 1 results, got 2",
        "%0 = stablehlo.fft %a : tensor<2xf32> | 6 | stablehlo.fft: expected an op of the dialect stablehlo that is supported, got another",
        "%0 = \"stablehlo.fft\"(%a) : (tensor<2xf32>) -> tensor<2xf32> | 6 | stablehlo.fft: expected an op of the dialect stablehlo that is supported, got another",
        "%0 = chlo.erf %a : tensor<2xf32> | 6 | chlo.erf: the dialect chlo is not supported; lower the module to stablehlo before",
        "%0 = arith.addf %a : tensor<2xf32> | 6 | arith.addf: expected one of the dialects stablehlo, func and sdy, got arith",
        "%0 = frobnicate %a : tensor<2xf32> | 6 | frobnicate: expected an op with the name of its dialect, got none",
        "%0 = stablehlo.sort %a : tensor<2xf32> | 6 | expected \"stablehlo.sort\" in quotes, as it has the generic form alone, got stablehlo.sort",
        "%0 = stablehlo.not %a : tensor<2xf32> | 6 | not_i1: ",
        "%0 = stablehlo.abs %a : tensor<?xf32> | 32 | expected a static shape, since dynamic ones are not supported, got ?",
        "%0 = stablehlo.abs %a : tensor<2xf7> | 34 | expected an element type of [i1,",
        "%0 = stablehlo.abs %a : !stablehlo.token | 25 | expected a type that is supported or an alias that is defined, got !stablehlo.token",
        "%0 = stablehlo.abs %a : tensor<2xf32, #x> | 37 | expected \">\", since encodings of tensors are not supported, got ,",
        "%0 = stablehlo.abs %a tensor<2xf32> | 23 | expected \":\", got tensor",
        "%0 = stablehlo.abs %a, nothing = 1 : tensor<2xf32> | 24 | expected an operand or an item of stablehlo.abs, got nothing",
        "%0 = stablehlo.constant dense<300> : tensor<i8> | 31 | expected an integer that fits i8, got 300",
        "%0 = stablehlo.constant dense<-1> : tensor<ui8> | 31 | expected an integer that fits ui8, got -1",
        "%0 = stablehlo.constant dense<1> : tensor<f32> | 31 | expected a real number or the bits of one in hexadecimal, got 1",
        "%0 = stablehlo.constant dense<1.5> : tensor<i32> | 31 | expected an integer of type i32, got 1.5",
        "%0 = stablehlo.constant dense<[1, 2]> : tensor<3xi32> | 25 | expected elements for tensor<3xi32>, got a shape of [2]",
        "%0 = stablehlo.constant dense<[1, [2]]> : tensor<2xi32> | 35 | expected lists that hold either numbers or lists, got [",
        "%0 = stablehlo.constant dense<[[1], [2, 3]]> : tensor<2xi32> | 42 | expected lists of one length: 1, not 2, got ]",
        "%0 = stablehlo.constant dense<\"0x00\"> : tensor<2xi32> | 31 | expected 0x and 8 bytes for tensor<2xi32>, got \"0x00\"",
        "%0 = stablehlo.constant dense<> : tensor<2xi32> | 25 | expected 2 elements of tensor<2xi32>, got none",
        "%0 = \"stablehlo.abs\"(%a) {x = #y} : (tensor<2xf32>) -> tensor<2xf32> | 31 | expected an attribute of the dialect stablehlo, a sharding or an alias that is defined, got #y",
        "%0 = \"stablehlo.abs\"(%a) {x = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32> | 6 | stablehlo.abs: attribute \"x\": expected one of [], got one that is not known",
        "%0 = stablehlo.abs %a : tensor<2xf32> loc(#nowhere) | 43 | #nowhere: expected an alias that is defined, got none",
        "%0 = \"stablehlo.if\"(%p) ({ ^a: stablehlo.return ^b: stablehlo.return }, {}) : (tensor<i1>) -> () | 49 | expected an op, since a region has one block here, got ^b",
        "%0 = sdy.sharding_constraint %a <mesh<[]>, [{}]> : tensor<2xf32> | 34 | expected a symbol (@name), got mesh",
        "%0 = sdy.sharding_constraint %a <@m, [{\"x\" \"y\"}]> : tensor<2xf32> | 44 | expected \",\", got \"y\"",
        "%0 = sdy.sharding_constraint %a <@m, [{?, \"x\"}]> : tensor<2xf32> | 41 | expected \"}\", got ,",
        "%0 = sdy.sharding_constraint %a <@m, [{?}p01]> : tensor<2xf32> | 42 | expected a priority such as p1, got p01",
        "%0 = sdy.sharding_constraint %a <@m, [{}p1]> : tensor<2xf32> | 39 | dimension_sharding_c3: ",
        "%0 = sdy.sharding_constraint %a <@m, [{\"x\":(1)1}]> : tensor<2xf32> | 40 | sub_axis_c2: ",
        "%0 = sdy.sharding_constraint %a <@m, [{}], unreduced={\"x\"}, unreduced={\"x\"}> : tensor<2xf32> | 61 | expected replicated={...} or unreduced={...}, each once, got unreduced",
        "%0 = \"sdy.sharding_constraint\"(%a) {sharding = 1} : (tensor<2xf32>) -> tensor<2xf32> | 6 | sdy.sharding_constraint: attribute \"sharding\": expected #sdy.sharding<...>, got Int",
        "%0 = stablehlo.convolution(%a, %a) dim_numbers = [b, 0]x[i, o]->[b, f], | 50 | expected b, f and the spatial dimensions from 0 on, each once, got [b, 0]",
        "%0 = stablehlo.convolution(%a, %a) dim_numbers = [b, f]x[i, i, 0]->[b, f], | 57 | expected i, o and the spatial dimensions from 0 on, each once, got [i, i, 0]",
        "%0 = stablehlo.convolution(%a, %a) dim_numbers = [b, f]x[i, o]->[b, f], window = {step = [1]} | 83 | expected stride, pad, lhs_dilate, rhs_dilate or reverse, got step",
        "%0 = stablehlo.convolution(%a, %a) dim_numbers = [b, f]x[i, o]->[b, f], window = {pad = [[1]]} | 90 | expected a pair such as [0, 1], got [1]",
        "%0 = stablehlo.abs %a : tensor<2xf32> $ | 39 | expected MLIR text, got the character \"$\"",
      })
  void saysWhatIsWrongWhere(String op, int column, String message) {
    assertThat(problems(inFunction(op)).getFirst())
        .startsWith("t.mlir:2:" + column + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "module {} x | t.mlir:1:11: expected the end of the text, got x",
        "module { | t.mlir:1:9: expected \"}\", got the end of the text",
        "module { memref.global @m } | t.mlir:1:10: expected a function or a mesh: func.func @name, sdy.mesh @name, got memref.global",
        "sdy.mesh @m = <[\"x\"=0]> | t.mlir:1:15: mesh_c5: expected axis \"x\" of a size of at least 1, got 0",
        "sdy.mesh @m = <[\"x\"=2], ids=[1, 0]> | t.mlir:1:25: expected \"device_ids\", got ids",
        "\"builtin.module\"() ({ \"sdy.mesh\"() : () -> () }) : () -> () | t.mlir:1:23: sdy.mesh: expected its sym_name and its mesh",
        "func.func @f() | t.mlir:1:15: expected a body of function @f in braces, got the end of the text",
        "func.func @f() {} | t.mlir:1:1: function @f: expected func.return at its end",
        "func.func @f() -> tensor<i1> { return } | t.mlir:1:1: function @f: expected it to return [tensor<i1>], got []",
        "\"builtin.module\"() ({ \"func.func\"() ({ }) : () -> () }) : () -> () | t.mlir:1:23: func.func: expected its name in sym_name",
        "\"builtin.module\"() ({}) : () -> tensor<i1> | t.mlir:1:27: expected no operands and no results: () -> ()",
        "func.func @f() { %0 = stablehlo.constant dense<(1.0, 2.0)> : tensor<complex<f32>> return } | t.mlir:1:48: expected a number, since complex ones are not supported, got (",
        "#a = loc(#a) | t.mlir:1:5: #a: expected an alias that does not contain itself",
        "#a = 1 #a = 2 | t.mlir:1:8: #a: expected one definition, got another one",
        "module @\"a | t.mlir:1:8: expected a quote at the end of a text, got the end of the line",
        "module @\"\\q\" {} | t.mlir:1:8: expected an escape that MLIR knows, got \\q",
        "module @\"\\ff\" {} | t.mlir:1:8: expected a text in UTF-8, got other bytes",
        "module attributes {a = 1, a = 2} {} | t.mlir:1:27: attribute \"a\": expected once",
        "module attributes {a = 99999999999999999999} {} | t.mlir:1:24: expected an integer that fits i64, got 99999999999999999999",
      })
  void saysWhatIsWrongAroundFunctions(String text, String message) {
    assertThat(problems(text)).containsExactly(message);
  }

  @Test
  void goesOnAfterMistakesOfMeaning() {
    String text =
        """
        func.func @f(%a: tensor<2xf32>) -> tensor<2xf32> {
          %0 = stablehlo.abs %x : tensor<2xf32>
          %1 = stablehlo.not %0 : tensor<2xf32>
          %2 = stablehlo.add %1, %y : tensor<2xf32>
          return %2 : tensor<2xf32>
        }
        func.func @g() {
          %0 = stablehlo.iota dim = 3 : tensor<2xi32>
        }
        """;
    assertThat(problems(text))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("t.mlir:2:22: %x: expected a value"),
            second -> assertThat(second).startsWith("t.mlir:3:8: not_i1: "),
            third -> assertThat(third).startsWith("t.mlir:4:26: %y: expected a value"),
            fourth -> assertThat(fourth).startsWith("t.mlir:8:8: iota_c1: "));
  }

  @Test
  void keepsMessagesInOneLineOfBearableLength() {
    assertThat(problems("func.func @\"a\\0Ab\"() {}").getFirst())
        .isEqualTo("t.mlir:1:1: function @a?b: expected func.return at its end");
    String name = "x".repeat(10_000);
    assertThat(problems("func.func @" + name + "() {}").getFirst().length()).isLessThan(600);
  }

  @Test
  void stopsAfterAHundredProblems() {
    String text = inFunction("%0 = stablehlo.abs %b : tensor<2xf32>\n".repeat(300));
    assertThat(problems(text)).hasSize(100);
  }

  @Test
  void doesNotReportTheOpsAroundAMistake() {
    String text =
        inFunction(
            """
            %0 = "stablehlo.if"(%p) ({
              stablehlo.return %nothing : tensor<2xf32>
            }, {
              stablehlo.return %a : tensor<2xf32>
            }) : (tensor<i1>) -> tensor<2xf32>
            """);
    assertThat(problems(text)).hasSize(1);
  }
}
