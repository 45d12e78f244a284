package org.ketwright.simulator.qasm;

/** Counts what a program makes its reader do, and stops it at the limits. */
final class Effort {
    private final Source source;
    private long steps;
    private long operations;

    Effort(Source source) {
        this.source = source;
    }

    /** Some statements, rounds or expansions more. */
    void steps(Position position, long more) throws QasmException {
        steps += more;
        if (steps > Limits.STEPS) {
            throw source.error(position, "loops and gates expand to at most " + Limits.STEPS
                    + " steps but this program needs more");
        }
    }

    /** Some operations of the circuit more. */
    void operations(Position position, long more) throws QasmException {
        operations += more;
        if (operations > Limits.OPERATIONS) {
            throw source.error(position, "a circuit has at most " + Limits.OPERATIONS
                    + " operations but this program has more");
        }
    }

    /** How many operations there were. */
    long operations() {
        return operations;
    }
}
