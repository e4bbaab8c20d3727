package dev.ranvier.ir;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.FunctionType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The rules of calls, for all functions of a module; `Verifier` lists them.
final class CallVerifier {
  private final Map<String, Function> byName;
  private final List<Diagnostic> problems;
  private final Map<String, Set<String>> callees = new LinkedHashMap<>();

  CallVerifier(Map<String, Function> byName, List<Diagnostic> problems) {
    this.byName = byName;
    this.problems = problems;
  }

  /// Checks the calls of one function and remembers whom it calls.
  void verify(Function caller) {
    Set<Block> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Block> open = new ArrayDeque<>();
    open.push(caller.body());
    while (!open.isEmpty()) {
      Block block = open.pop();
      if (seen.add(block)) {
        for (Instruction instruction : block.instructions()) {
          verifyCall(caller, instruction);
          instruction.op().regions().forEach(open::push);
        }
      }
    }
  }

  private void verifyCall(Function caller, Instruction instruction) {
    Op op = instruction.op();
    if (op instanceof CallOp call) {
      verifyCallee(caller, instruction, call.callee());
    } else if (op instanceof CompositeOp composite) {
      verifyCallee(caller, instruction, composite.decomposition());
    }
  }

  private void verifyCallee(Function caller, Instruction instruction, String name) {
    Function callee = byName.get(name);
    if (callee == null) {
      report(
          caller, instruction, "expected a function of the module, got @%s, which is none", name);
      return;
    }
    callees.computeIfAbsent(caller.name(), _ -> new LinkedHashSet<>()).add(name);
    if (BodyVerifier.isEnded(callee.body())) {
      List<Type> operands = instruction.op().operands().stream().map(Value::type).toList();
      FunctionType got = new FunctionType(operands, instruction.op().resultTypes());
      if (!got.equals(callee.type())) {
        report(caller, instruction, "expected @%s of type %s, got %s", name, callee.type(), got);
      }
    }
  }

  private void report(Function caller, Instruction instruction, String message, Object... details) {
    problems.add(
        new Diagnostic(
            instruction.location(),
            "function @%s: %s: %s"
                .formatted(caller.name(), instruction.op().name(), message.formatted(details))));
  }

  /// Follows all calls in depth first order; a call of a function that is still open is a cycle.
  void verifyNoRecursion() {
    Set<String> done = new HashSet<>();
    for (String start : callees.keySet()) {
      if (done.contains(start)) {
        continue;
      }
      SequencedMap<String, Iterator<String>> open = new LinkedHashMap<>();
      open.put(start, calleesOf(start));
      while (!open.isEmpty()) {
        advance(open, done);
      }
    }
  }

  private void advance(SequencedMap<String, Iterator<String>> open, Set<String> done) {
    Map.Entry<String, Iterator<String>> last = open.lastEntry();
    if (!last.getValue().hasNext()) {
      open.remove(last.getKey());
      done.add(last.getKey());
      return;
    }
    String callee = last.getValue().next();
    if (open.containsKey(callee)) {
      reportCycle(new ArrayList<>(open.keySet()), callee);
    } else if (!done.contains(callee)) {
      open.put(callee, calleesOf(callee));
    }
  }

  private Iterator<String> calleesOf(String name) {
    return callees.getOrDefault(name, Set.of()).iterator();
  }

  private void reportCycle(List<String> path, String callee) {
    List<String> cycle = path.subList(path.indexOf(callee), path.size());
    Function function = byName.get(callee);
    if (function != null) {
      problems.add(
          new Diagnostic(
              function.location(),
              "function @%s: expected no recursion, got calls @%s -> @%s"
                  .formatted(callee, String.join(" -> @", cycle), callee)));
    }
  }
}
