/// Runs compiled modules on PJRT plugins: the plugins themselves (`pjrt`, `plugin`), the service in
/// front of them (`server`, with a `worker` process for each device set and `admission` before it),
/// its `client`, and sessions that run whole programs. Here stands only what a caller catches:
/// [RuntimeFailure].
@NullMarked
package dev.ranvier.runtime;

import org.jspecify.annotations.NullMarked;
