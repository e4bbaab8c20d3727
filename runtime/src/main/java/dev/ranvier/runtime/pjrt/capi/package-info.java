/// The PJRT C API as Java sees it, generated at build time from `src/main/pjrt`: a record of
/// accessors per struct, [ApiFunction] for the places in the function table, and the enums. Offsets
/// and sizes only; what the calls mean is in [dev.ranvier.runtime.pjrt].
@NullMarked
package dev.ranvier.runtime.pjrt.capi;

import org.jspecify.annotations.NullMarked;
