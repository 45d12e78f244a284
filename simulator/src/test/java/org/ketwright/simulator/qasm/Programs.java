package org.ketwright.simulator.qasm;

import org.ketwright.simulator.Circuit;

/** Short ways to read programs. */
final class Programs {
    private Programs() {
    }

    /** The circuit of an OpenQASM 2 program without its first two lines. */
    static Circuit two(String body) throws QasmException {
        return new QasmReader().parse("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n" + body, "test").circuit();
    }

    /** The circuit of an OpenQASM 3 program without its first two lines. */
    static Circuit three(String body) throws QasmException {
        return program(body).circuit();
    }

    /** An OpenQASM 3 program without its first two lines. */
    static QasmProgram program(String body) throws QasmException {
        return new QasmReader().parse("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + body, "test");
    }
}
