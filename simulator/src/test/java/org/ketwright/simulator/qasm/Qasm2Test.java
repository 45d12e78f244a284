package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ketwright.simulator.qasm.Programs.two;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Operation.Apply;

/** What OpenQASM 2 programs mean. */
class Qasm2Test {

    @Test
    void registersAreNumberedInTheOrderOfDeclaration() throws QasmException {
        QasmProgram program = new QasmReader().parse("""
                OPENQASM 2.0;
                qreg a[2]; creg m[3]; qreg b[1]; creg n[1];
                CX a[1], b[0]; measure b[0] -> n[0]; reset a;
                """, "file");
        assertEquals(List.of(new QasmProgram.Register("a", 0, 2), new QasmProgram.Register("b", 2, 1)),
                program.qubitRegisters());
        assertEquals(List.of(new QasmProgram.Register("m", 0, 3), new QasmProgram.Register("n", 3, 1)),
                program.bitRegisters());
        assertEquals(new Circuit(3, 4, List.of(new Apply(Gate.CX, List.of(1, 2), List.of()), new Operation.Measure(2,
                3),
                new Operation.Reset(0), new Operation.Reset(1))), program.circuit());
    }

    @Test
    void everyGateOfQelib1IsThere() throws QasmException {
        for (String name : Library.standard(false).keySet()) {
            Gate gate = Gate.named(name).orElseThrow();
            String angles = gate.parameters() == 0 ? "" : "(" + "0.5, ".repeat(gate.parameters() - 1) + "0.5)";
            String qubits = List.of("q[3]", "q[0]", "q[4]", "q[1]", "q[2]").subList(0, gate.arity()).toString();
            Circuit circuit = two("qreg q[5]; " + name + angles + " " + qubits.replace("[q", "q").replace("]]", "]")
                    + ";");
            assertEquals(List.of(new Apply(gate, List.of(3, 0, 4, 1, 2).subList(0, gate.arity()),
                    Collections.nCopies(gate.parameters(), Angle.fixed(0.5)))), circuit.operations(), name);
        }
    }

    @Test
    void gatesAreBroadcast() throws QasmException {
        assertEquals(two(
                "qreg a[2]; qreg b[2]; cx a[0], b[0]; cx a[1], b[1]; ccx a[0], b[0], a[1]; ccx a[0], b[1], a[1];"
                        + "h b[0]; h b[1];"), two("qreg a[2]; qreg b[2]; cx a, b; ccx a[0], b, a[1]; h b;"));
    }

    @Test
    void expressionsAreReal() throws QasmException {
        Object[][] cases = {{"1/2", 0.5}, {"pi", Math.PI}, {"-pi/4", -Math.PI / 4}, {"2^3^2", 512.0}, {"-2^2", -4.0},
                {"2*3+4", 10.0}, {"2+3*4", 14.0}, {"(2+3)*4", 20.0}, {"10-4-3", 3.0}, {"8/4/2", 1.0}, {"sin(0.3)", Math
                        .sin(0.3)},
                {"cos(0.3)", Math.cos(0.3)}, {"tan(0.3)", Math.tan(0.3)}, {"exp(0.3)", Math.exp(0.3)},
                {"ln(0.3)", Math.log(0.3)}, {"sqrt(0.3)", Math.sqrt(0.3)}, {"1e-3", 1e-3}, {".5", 0.5}, {"5.", 5.0},
                {"2^-1", 0.5}, {"+1", 1.0}, {"--1", 1.0}, {"2E2", 200.0}};
        for (Object[] c : cases) {
            Circuit circuit = two("qreg q[1]; rx(" + c[0] + ") q[0];");
            assertEquals(Circuit.on(1).rx(0, Angle.fixed((double) c[1])).build(), circuit, (String) c[0]);
        }
    }

    @Test
    void gatesAreExpandedWithTheirArguments() throws QasmException {
        Circuit circuit = two("""
                gate inner(a, b) x, y { rz(a - b) y; cx y, x; barrier x, y; }
                gate outer(t) p, q { inner(2*t, t^2) q, p; U(0, 0, t) p; }
                qreg q[2];
                outer(0.5) q[0], q[1];
                """);
        assertEquals(new Circuit(2, 0, List.of(new Apply(Gate.RZ, List.of(0), List.of(Angle.fixed(0.75))),
                new Apply(Gate.CX, List.of(0, 1), List.of()), new Operation.Wall(List.of(1, 0)),
                new Apply(Gate.U, List.of(0), List.of(Angle.fixed(0), Angle.fixed(0), Angle.fixed(0.5))))), circuit);
    }

    @Test
    void namesOfAGateBelongToItAlone() throws QasmException {
        assertEquals(two("qreg q[1]; rx(0.5) q[0]; x q[0];"),
                two("gate g(q) x { rx(q) x; } qreg q[1]; g(0.5) q[0]; x q[0];"));
    }

    @Test
    void gatesThatQelib1GainedLaterMayBeDefinedByTheProgram() throws QasmException {
        Circuit circuit = two("gate swap a, b { cx a, b; cx b, a; cx a, b; } qreg q[2]; swap q[0], q[1];");
        assertEquals(3, circuit.operations().size());
        Circuit before = new QasmReader().parse("OPENQASM 2.0; gate p(t) a { U(0, 0, t) a; } include \"qelib1.inc\"; "
                + "qreg q[1]; p(1) q[0];", "file").circuit();
        assertEquals(Gate.U, ((Apply) before.operations().get(0)).gate());
    }

    @Test
    void conditionsCompareWholeRegisters() throws QasmException {
        Circuit circuit = two("qreg q[2]; creg a[1]; creg c[2]; if (c == 2) x q; if (a==1) measure q[0] -> c[1];");
        Condition two = Condition.equal(2, List.of(1, 2));
        assertEquals(List.of(
                new Operation.Conditional(two, List.of(new Apply(Gate.X, List.of(0), List.of()),
                        new Apply(Gate.X, List.of(1), List.of())), List.of()),
                new Operation.Conditional(Condition.set(0), List.of(new Operation.Measure(0, 2)), List.of())),
                circuit.operations());
    }

    @Test
    void aValueThatCannotBeIsWarnedOf() throws QasmException {
        QasmProgram program = new QasmReader().parse("OPENQASM 2.0;\nqreg q[1]; creg c[2];\nif (c == 4) U(0,0,0) q[0];",
                "file");
        assertEquals(1, program.warnings().size());
        assertTrue(program.warnings().get(0).startsWith("file:3:7: "), program.warnings().toString());
    }

    @Test
    void aProgramWithoutItsVersionIsReadOnRequestWithAWarning() throws QasmException {
        String body = "include \"qelib1.inc\";\nqreg q[2]; creg c[2]; cx q[0], q[1]; measure q -> c;";
        QasmReader lenient = new QasmReader(1e-9).assumingVersion2();
        QasmProgram named = lenient.parse("OPENQASM 2.0;\n" + body, "file");
        assertEquals(List.of(), named.warnings());
        for (String start : List.of("", "// a comment\n\n ", "\ufeff", ";")) {
            QasmException e = assertThrows(QasmException.class, () -> new QasmReader().parse(start + body, "file"));
            assertTrue(e.problem().startsWith("expected \"OPENQASM 2.0;\" or"), e.problem());
        }
        QasmProgram unnamed = lenient.parse("// a comment\n\n " + body, "file");
        assertEquals(QasmVersion.TWO, unnamed.version());
        assertEquals(named.circuit(), unnamed.circuit());
        assertEquals(named.bitRegisters(), unnamed.bitRegisters());
        assertEquals(List.of("file:3:2: the program does not begin with \"OPENQASM 2.0;\"; it is read as OpenQASM 2.0"),
                unnamed.warnings());
        for (String start : List.of("qreg q[1];", "creg c[1]; qreg q[1];", "gate g a { } qreg q[1];",
                "opaque g a; qreg q[1];")) {
            assertEquals(1, lenient.parse(start, "file").warnings().size(), start);
        }
    }

    @Test
    void whatDoesNotBeginLikeVersion2IsRefusedWithoutItsVersion() {
        QasmReader lenient = new QasmReader().assumingVersion2();
        for (String text : List.of("", "qubit q;", "h q[0];", "{\"qreg\": 1}", "\"include\" x;",
                "Include \"qelib1.inc\";",
                "3.0;", "OPENQASM;", "OPENQASM 4.0;", "; OPENQASM 2.0;")) {
            QasmException e = assertThrows(QasmException.class, () -> lenient.parse(text, "file"), text);
            assertFalse(e.problem().contains("is read as"), e.problem());
        }
        QasmException e = assertThrows(QasmException.class,
                () -> lenient.parse("include \"stdgates.inc\";\nqubit q;", "file"));
        assertEquals("1:1", e.line() + ":" + e.column());
        assertTrue(e.problem().endsWith("is read as OpenQASM 2.0, since it does not name its version"), e.problem());
    }

    @Test
    void commentsLineEndsAndTheByteOrderMarkDoNotMatter() throws QasmException {
        Circuit circuit = new QasmReader().parse(
                "\ufeff// first\r\nOPENQASM 2.0;//\r\nqreg q[1];;U(0,0,0)\t\r\nq[0];// last",
                "file").circuit();
        assertEquals(1, circuit.operations().size());
    }

    @Test
    void opaqueGatesMayBeDeclared() throws QasmException {
        assertEquals(0, two("opaque magic(a, b) x, y; opaque other x; qreg q[1];").operations().size());
    }
}
