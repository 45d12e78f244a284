package org.ketwright.simulator.qasm;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Gate;

/**
 * How gates of the catalogue that a standard file lacks are defined in a program. The writer writes these definitions
 * into the programs that use the gates, so that every reader understands them; our reader knows the text and takes the
 * gate as the one of the catalogue.
 */
final class Definitions {

    /**
     * A gate as a program defines it.
     *
     * @param name its name there
     * @param text what follows the word "gate"
     * @param needs gates whose definitions come first
     */
    record Definition(String name, String text, Gate... needs) {
    }

    private static final Map<Gate, Definition> VERSION_2 = new EnumMap<>(Map.ofEntries(
            define(Gate.ROT, "rot", "(a, b, c) q { rz(a) q; ry(b) q; rz(c) q; }"),
            define(Gate.CS, "cs", " a, b { cu1(pi/2) a, b; }"),
            define(Gate.CSDG, "csdg", " a, b { cu1(-pi/2) a, b; }"),
            define(Gate.CSXDG, "csxdg", " a, b { h b; cu1(-pi/2) a, b; h b; }"),
            define(Gate.ISWAP, "iswap", " a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"),
            define(Gate.ISWAPDG, "iswapdg", " a, b { h b; cx b, a; cx a, b; h a; sdg b; sdg a; }"),
            define(Gate.ECR, "ecr", " a, b { rzx(pi/4) a, b; x a; rzx(-pi/4) a, b; }", Gate.RZX),
            define(Gate.RYY, "ryy",
                    "(t) a, b { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(t) b; cx a, b; rx(-pi/2) a; rx(-pi/2) b; }"),
            define(Gate.RZX, "rzx", "(t) a, b { h b; cx a, b; rz(t) b; cx a, b; h b; }"),
            define(Gate.CCZ, "ccz", " a, b, c { h c; ccx a, b, c; h c; }"),
            define(Gate.C3SXDG, "c3sxdg", " a, b, c, d { c3sqrtx a, b, c, d; c3x a, b, c, d; }"),
            define(Gate.RC3XDG, "rc3xdg", " a, b, c, d { h d; t d; cx c, d; tdg d; h d; t d; cx b, d; tdg d; cx a, d; "
                    + "t d; cx b, d; tdg d; cx a, d; h d; t d; cx c, d; tdg d; h d; }")));

    private static final Map<Gate, Definition> VERSION_3 = new EnumMap<>(Map.ofEntries(
            define(Gate.U0, "u0", "(t) a { id a; }"),
            define(Gate.SXDG, "sxdg", " a { inv @ sx a; }"),
            define(Gate.U, "u", "(t, p, l) a { gphase(-t/2); U(t, p, l) a; }"),
            define(Gate.U2, "u2p", "(p, l) a { gphase(-pi/4); U(pi/2, p, l) a; }"),
            define(Gate.ROT, "rot", "(a, b, c) q { rz(a) q; ry(b) q; rz(c) q; }"),
            define(Gate.CS, "cs", " a, b { ctrl @ s a, b; }"),
            define(Gate.CSDG, "csdg", " a, b { ctrl @ sdg a, b; }"),
            define(Gate.CSX, "csx", " a, b { ctrl @ sx a, b; }"),
            define(Gate.CSXDG, "csxdg", " a, b { ctrl @ inv @ sx a, b; }"),
            define(Gate.CU3, "cu3", "(t, p, l) a, b { cu(t, p, l, 0) a, b; }"),
            define(Gate.ISWAP, "iswap", " a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"),
            define(Gate.ISWAPDG, "iswapdg", " a, b { h b; cx b, a; cx a, b; h a; sdg b; sdg a; }"),
            define(Gate.ECR, "ecr", " a, b { rzx(pi/4) a, b; x a; rzx(-pi/4) a, b; }", Gate.RZX),
            define(Gate.RXX, "rxx", "(t) a, b { h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; }"),
            define(Gate.RYY, "ryy",
                    "(t) a, b { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(t) b; cx a, b; rx(-pi/2) a; rx(-pi/2) b; }"),
            define(Gate.RZZ, "rzz", "(t) a, b { cx a, b; rz(t) b; cx a, b; }"),
            define(Gate.RZX, "rzx", "(t) a, b { h b; cx a, b; rz(t) b; cx a, b; h b; }"),
            define(Gate.CCZ, "ccz", " a, b, c { ctrl(2) @ z a, b, c; }"),
            define(Gate.RCCX, "rccx", " a, b, c { h c; t c; cx b, c; tdg c; cx a, c; t c; cx b, c; tdg c; h c; }"),
            define(Gate.C3X, "c3x", " a, b, c, d { ctrl(3) @ x a, b, c, d; }"),
            define(Gate.C3SX, "c3sx", " a, b, c, d { ctrl(3) @ sx a, b, c, d; }"),
            define(Gate.C3SXDG, "c3sxdg", " a, b, c, d { ctrl(3) @ inv @ sx a, b, c, d; }"),
            define(Gate.RC3X, "rc3x", " a, b, c, d { h d; t d; cx c, d; tdg d; h d; cx a, d; t d; cx b, d; tdg d; "
                    + "cx a, d; t d; cx b, d; tdg d; h d; t d; cx c, d; tdg d; h d; }"),
            define(Gate.RC3XDG, "rc3xdg", " a, b, c, d { h d; t d; cx c, d; tdg d; h d; t d; cx b, d; tdg d; cx a, d; "
                    + "t d; cx b, d; tdg d; cx a, d; h d; t d; cx c, d; tdg d; h d; }"),
            define(Gate.C4X, "c4x", " a, b, c, d, e { ctrl(4) @ x a, b, c, d, e; }")));

    private Definitions() {
    }

    private static Map.Entry<Gate, Definition> define(Gate gate, String name, String rest, Gate... needs) {
        return Map.entry(gate, new Definition(name, name + rest, needs));
    }

    /** The definition of a gate, or null if programs need or can have none. */
    static @Nullable Definition of(Gate gate, boolean third) {
        return (third ? VERSION_3 : VERSION_2).get(gate);
    }

    /** The gate that a definition defines in our own words, or null if the words are others. */
    static @Nullable Gate recognized(Statement.GateDefinition definition, boolean third) throws QasmException {
        for (Map.Entry<Gate, Definition> entry : (third ? VERSION_3 : VERSION_2).entrySet()) {
            if (entry.getValue().name().equals(definition.name().text())) {
                return tokens(entry.getValue().text()).equals(definition.text()) ? entry.getKey() : null;
            }
        }
        return null;
    }

    private static String tokens(String text) throws QasmException {
        Lexer lexer = new Lexer(new Source("definition"), text);
        StringBuilder joined = new StringBuilder();
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            joined.append(joined.isEmpty() ? "" : " ").append(token.text());
        }
        return joined.toString();
    }
}
