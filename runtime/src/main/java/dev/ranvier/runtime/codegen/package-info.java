/// Build time only: reads the table of the PJRT C API (`src/main/pjrt`), checks it against the
/// layout rules of C, and writes one accessor record per struct, the function table and the enums
/// into [dev.ranvier.runtime.pjrt.capi]. Nothing here is needed, or shipped, at run time.
@NullMarked
package dev.ranvier.runtime.codegen;

import org.jspecify.annotations.NullMarked;
