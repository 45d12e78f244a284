/** Devices: what was calibrated, how circuits are fitted to it, and the noise that follows. */
@NullMarked
package org.ketwright.simulator.device;

import org.jspecify.annotations.NullMarked;
