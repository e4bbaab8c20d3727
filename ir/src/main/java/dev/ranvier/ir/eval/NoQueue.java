package dev.ranvier.ir.eval;

/// Holds nothing: all that is pushed is dropped.
record NoQueue() implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    return new Pushed(this, 1);
  }

  @Override
  public Popped pop(int now) {
    return new Popped(this, 0);
  }
}
