/// Which version of StableHLO a lowered module needs: ops and attributes came one after another,
/// and a plugin knows those of the version that it was built with. A module is stamped with its
/// version before it is printed, and a plugin that has an older one is never shown it.
@NullMarked
package dev.ranvier.ir.version;

import org.jspecify.annotations.NullMarked;
