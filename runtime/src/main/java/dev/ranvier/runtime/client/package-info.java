/// The typed client of a runtime, near or far: connect, or start one of one's own ("embedded"),
/// then compile, upload, execute, download. What can be checked without the server is checked
/// before anything is sent.
@NullMarked
package dev.ranvier.runtime.client;

import org.jspecify.annotations.NullMarked;
