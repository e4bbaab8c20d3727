/// What is decided before anything is built: the wirings of sparse projections, and where the
/// events of each projection are kept.
@NullMarked
package dev.ranvier.compiler.plan;

import org.jspecify.annotations.NullMarked;
