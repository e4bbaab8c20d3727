package dev.ranvier.ir.eval;

import java.util.List;

/// Queues as they were at the steps of a loop; queues never change, so that they are shared.
record Stack(List<Queues> rows) implements Datum {
  Stack {
    rows = List.copyOf(rows);
  }
}
