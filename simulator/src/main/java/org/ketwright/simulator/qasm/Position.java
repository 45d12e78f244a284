package org.ketwright.simulator.qasm;

/**
 * A place in a source text.
 *
 * @param line line, the first is 1
 * @param column column in characters, the first is 1
 */
record Position(int line, int column) {
}
