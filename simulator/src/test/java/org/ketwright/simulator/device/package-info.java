/** Tests of devices. */
@NullMarked
package org.ketwright.simulator.device;

import org.jspecify.annotations.NullMarked;
