/// Arrays in host memory and what they are: the words that client, server and worker share.
@NullMarked
package dev.ranvier.runtime.array;

import org.jspecify.annotations.NullMarked;
