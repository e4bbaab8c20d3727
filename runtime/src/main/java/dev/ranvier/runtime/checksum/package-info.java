/// Checksums of what is kept in files and of what is sent. Depends on nothing.
@NullMarked
package dev.ranvier.runtime.checksum;

import org.jspecify.annotations.NullMarked;
