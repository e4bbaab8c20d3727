/// Networks as a user writes them: outside the compiler's own packages, so that declarations have
/// lines here.
@NullMarked
package dev.ranvier.models;

import org.jspecify.annotations.NullMarked;
