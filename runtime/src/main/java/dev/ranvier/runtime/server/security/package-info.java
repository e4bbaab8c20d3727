/// Who calls, and what they may do: certificates and keys of the listener, tokens and client
/// certificates that become a [dev.ranvier.runtime.server.security.Caller], and the one table that
/// says which role each call needs. Stands before every service: a call that is refused here never
/// reaches one.
@NullMarked
package dev.ranvier.runtime.server.security;

import org.jspecify.annotations.NullMarked;
