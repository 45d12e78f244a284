package org.ketwright.simulator.qasm;

import java.util.Set;

/** The words that no program may use as names. */
final class Keywords {
    private static final Set<String> VERSION_2 = Set.of("OPENQASM", "include", "qreg", "creg", "gate", "opaque",
            "measure",
            "reset", "barrier", "if", "pi", "sin", "cos", "tan", "exp", "ln", "sqrt", "U", "CX");
    private static final Set<String> VERSION_3 = Set.of("OPENQASM", "include", "defcalgrammar", "def", "cal", "defcal",
            "gate", "extern", "box", "let", "break", "continue", "if", "else", "end", "return", "for", "while", "in",
            "switch", "case", "default", "nop", "pragma", "input", "output", "const", "readonly", "mutable", "qreg",
            "qubit", "creg", "bool", "bit", "int", "uint", "float", "angle", "complex", "array", "void", "duration",
            "stretch", "gphase", "inv", "pow", "ctrl", "negctrl", "durationof", "delay", "reset", "measure", "barrier",
            "true", "false", "opaque");

    private Keywords() {
    }

    /** Whether the word cannot be a name. */
    static boolean isReserved(String word, boolean third) {
        return third ? VERSION_3.contains(word) : VERSION_2.contains(word) && !isConstantOrFunction(word);
    }

    /** Whether the word cannot be declared as a name. */
    static boolean cannotBeDeclared(String word, boolean third) {
        return (third ? VERSION_3 : VERSION_2).contains(word);
    }

    /** Whether an expression of OpenQASM 2 may contain the word. */
    private static boolean isConstantOrFunction(String word) {
        return Functions.VERSION_2.contains(word) || word.equals("pi");
    }
}
