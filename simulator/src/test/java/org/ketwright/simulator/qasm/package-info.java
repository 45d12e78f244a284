@NullMarked
package org.ketwright.simulator.qasm;

import org.jspecify.annotations.NullMarked;
