/// Event queues: what each kind promises, and how it is lowered to tensors. `Queues` is the list.
@NullMarked
package dev.ranvier.compiler.queue;

import org.jspecify.annotations.NullMarked;
