/// The command line: {@link dev.ranvier.examples.cli.Main} and one class a command. Exit codes: 0
/// done, 1 failed, 2 wrong usage. Errors are one line that says what to do; `--verbose` adds the
/// stack trace.
@NullMarked
package dev.ranvier.examples.cli;

import org.jspecify.annotations.NullMarked;
