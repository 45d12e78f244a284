package org.ketwright.simulator.qasm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.qasm.Symbol.ImpliedPhase;
import org.ketwright.simulator.qasm.Symbol.Native;

/** The gates that a version of the language and its standard file define, as gates of the catalogue. */
final class Library {
    /** The standard file of OpenQASM 2. */
    static final String QELIB1 = "qelib1.inc";
    /** The standard file of OpenQASM 3. */
    static final String STDGATES = "stdgates.inc";

    /** Gates of qelib1.inc in arXiv:1707.03429. */
    private static final Set<String> QELIB1_FIRST = Set.of("u3", "u2", "u1", "cx", "id", "x", "y", "z", "h", "s", "sdg",
            "t", "tdg", "rx", "ry", "rz", "cz", "cy", "ch", "ccx", "crz", "cu1", "cu3");
    /** Gates that qelib1.inc gained later; programs written before define them themselves. */
    private static final Set<String> QELIB1_LATER = Set.of("u0", "u", "p", "sx", "sxdg", "swap", "cswap", "crx", "cry",
            "cp", "csx", "cu", "rxx", "rzz", "rccx", "rc3x", "c3x", "c3sqrtx", "c4x");
    private static final Set<String> STDGATES_NAMES = Set.of("p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx",
            "rx",
            "ry", "rz", "cx", "cy", "cz", "cp", "crx", "cry", "crz", "ch", "swap", "ccx", "cswap", "cu", "CX", "phase",
            "cphase", "id", "u1", "u2", "u3");

    private Library() {
    }

    /** The gates that need no file. */
    static Map<String, Native> builtIn(boolean third) {
        return third
                ? Map.of("U", new Native(Gate.U, ImpliedPhase.HALF_THETA), "gphase",
                        new Native(Gate.GPHASE, ImpliedPhase.NONE))
                : Map.of("U", new Native(Gate.U, ImpliedPhase.NONE), "CX", new Native(Gate.CX, ImpliedPhase.NONE));
    }

    /** The gates of the standard file. */
    static Map<String, Native> standard(boolean third) {
        Map<String, Native> gates = new TreeMap<>();
        for (Set<String> names : third ? List.of(STDGATES_NAMES) : List.of(QELIB1_FIRST, QELIB1_LATER)) {
            for (String name : names) {
                boolean phase = third && (name.equals("u2") || name.equals("u3"));
                gates.put(name, new Native(Gate.named(name).orElseThrow(),
                        phase ? ImpliedPhase.MINUS_HALF_PHI_LAMBDA : ImpliedPhase.NONE));
            }
        }
        return gates;
    }

    /** Whether a program may define the gate itself, although the standard file has it. */
    static boolean mayBeRedefined(String name, boolean third) {
        return !third && QELIB1_LATER.contains(name);
    }
}
