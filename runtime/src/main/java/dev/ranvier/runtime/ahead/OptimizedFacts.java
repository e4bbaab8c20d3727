package dev.ranvier.runtime.ahead;

import dev.ranvier.runtime.hlo.Hlo;
import dev.ranvier.runtime.hlo.Hlo.Instruction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is worth knowing of a program as the compiler left it.
///
/// @param opcodes how many instructions there are of each kind
/// @param inLoops how many of those run in each turn of a loop, or more often
/// @param largestLoopCopy elements of the largest array that is copied in a loop; 0 for none
/// @param carried arrays of more than one element that loops carry, those included that no step
///   changes
/// @param onChip how many of them lie in memory beside the device's main one, as the compiler chose
/// @param estimatedCycles the compiler's own guesses at the cycles of the instructions in loops,
///   each counted once, added up. Small loops are overpriced: some 1,850 cycles are charged for
///   each fusion, and what isn't one has no guess.
/// @param estimated how many instructions in loops had a guess
public record OptimizedFacts(
    Map<String, Long> opcodes,
    Map<String, Long> inLoops,
    long largestLoopCopy,
    int carried,
    int onChip,
    long estimatedCycles,
    int estimated) {
  private static final Pattern CYCLES = Pattern.compile("\"estimated_cycles\":\"(\\d+)\"");

  public static OptimizedFacts of(Hlo program) {
    List<Instruction> inside = program.insideLoops();
    List<Long> cycles =
        inside.stream().map(Instruction::config).map(OptimizedFacts::cycles).toList();
    return new OptimizedFacts(
        counted(program.instructions()),
        counted(inside),
        inside.stream()
            .filter(one -> one.opcode().equals("copy") || one.opcode().equals("copy-start"))
            .mapToLong(OptimizedFacts::elements)
            .max()
            .orElse(0),
        (int) carried(program).count(),
        (int) carried(program).filter(space -> space != 0).count(),
        cycles.stream().filter(one -> one >= 0).mapToLong(Long::longValue).sum(),
        (int) cycles.stream().filter(one -> one >= 0).count());
  }

  private static Stream<Long> carried(Hlo program) {
    return program.instructions().stream()
        .filter(one -> one.opcode().equals("while"))
        .flatMap(loop -> loop.spaces().stream());
  }

  private static long elements(Instruction copy) {
    return Math.max(1, copy.elements());
  }

  private static Map<String, Long> counted(List<Instruction> instructions) {
    Map<String, Long> counts = new TreeMap<>();
    instructions.forEach(one -> counts.merge(one.opcode(), 1L, Long::sum));
    return counts;
  }

  private static long cycles(String config) {
    Matcher matcher = CYCLES.matcher(config);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /// How many instructions of a kind run in loops.
  public long inLoops(String opcode) {
    return inLoops.getOrDefault(opcode, 0L);
  }

  /// How many instructions of a kind there are.
  public long all(String opcode) {
    return opcodes.getOrDefault(opcode, 0L);
  }
}
