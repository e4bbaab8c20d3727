/// What has to hold for every example and every device, by the compilers of the devices.
@NullMarked
package dev.ranvier.tests.contract;

import org.jspecify.annotations.NullMarked;
