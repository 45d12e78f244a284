package org.ketwright.simulator.qasm;

import org.ketwright.simulator.Circuit;

/** How large a program may be; what exceeds a limit is refused before memory is taken for it. */
final class Limits {
    /** Bytes of a file. */
    static final long FILE_BYTES = 256L << 20;
    /** Qubits of all registers together. */
    static final int QUBITS = Circuit.MAX_WIDTH;
    /** Classical bits of all registers together. */
    static final int BITS = Circuit.MAX_WIDTH;
    /** Operations of the circuit, after gates are expanded and loops unrolled. */
    static final int OPERATIONS = 4_000_000;
    /** Statements carried out, gate definitions expanded and loop rounds made, together. */
    static final long STEPS = 10_000_000;
    /** Parentheses, blocks and branches inside each other. */
    static final int NESTING = 100;
    /** Gate definitions that use each other. */
    static final int GATE_NESTING = 100;
    /** Names, numbers and operators of one expression. */
    static final int EXPRESSION_NODES = 2_000;
    /** Characters of a name. */
    static final int NAME_LENGTH = 200;
    /** Control qubits added by one modifier. */
    static final int CONTROLS = 64;
    /** Questions about measured bits that one condition asks. */
    static final int CONDITION_QUESTIONS = 64;
    /** Warnings kept. */
    static final int WARNINGS = 100;

    private Limits() {
    }
}
