package dev.ranvier.runtime.pjrt;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A native object and its life. The plugin crashes on an object that is freed twice, used after it
/// was freed, or outlives its client; so an object is freed when it was closed *and* nobody uses it
/// any more, and an object that was made from another one counts as a use of that one.
final class Handle {
  private final Supplier<String> name;
  private final MemorySegment address;
  private final Consumer<MemorySegment> free;
  private final @Nullable Handle parent;
  private final Set<Handle> children = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// One for the owner until it closes, one for every use in progress and every child.
  private final AtomicInteger uses = new AtomicInteger(1);

  Handle(
      Supplier<String> name,
      MemorySegment address,
      @Nullable Handle parent,
      Consumer<MemorySegment> free) {
    if (address.address() == 0) {
      throw new IllegalStateException(name.get() + ": the plugin returned no object");
    }
    this.name = name;
    this.address = address;
    this.free = free;
    this.parent = parent;
    if (parent != null) {
      parent.adopt(this);
    }
  }

  /// Whoever makes a child has this object in use, so it isn't freed meanwhile.
  private void adopt(Handle child) {
    uses.incrementAndGet();
    children.add(child);
    if (closed.get()) {
      child.close();
    }
  }

  /// Begins a use; every call has its [#release].
  MemorySegment acquire() {
    int before;
    do {
      before = uses.get();
      if (closed.get() || before == 0) {
        throw afterClose();
      }
    } while (!uses.compareAndSet(before, before + 1));
    return address;
  }

  /// Ends a use; the last one of a closed object frees it.
  void release() {
    if (uses.decrementAndGet() > 0) {
      return;
    }
    try {
      free.accept(address);
    } finally {
      if (parent != null) {
        parent.children.remove(this);
        parent.release();
      }
    }
  }

  boolean isClosed() {
    return closed.get();
  }

  /// Closes what was made from this object, then the object itself.
  void close() {
    if (closed.compareAndSet(false, true)) {
      children.forEach(Handle::close);
      release();
    }
  }

  private IllegalStateException afterClose() {
    return new IllegalStateException(name.get() + " is closed");
  }
}
