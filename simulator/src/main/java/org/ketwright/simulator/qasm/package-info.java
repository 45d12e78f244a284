/** OpenQASM 2 and 3: programs read into circuits, circuits written as programs. */
@NullMarked
package org.ketwright.simulator.qasm;

import org.jspecify.annotations.NullMarked;
