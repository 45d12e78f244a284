package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ketwright.simulator.qasm.Programs.program;
import static org.ketwright.simulator.qasm.Programs.three;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Operation.Apply;

/** What OpenQASM 3 programs mean. */
class Qasm3Test {

    @Test
    void declarationsOfBothStyles() throws QasmException {
        Circuit circuit = three("""
                qubit a; qubit[2] b; qreg c[1]; bit d; bit[2] e; creg f[1];
                cx a, b[1]; cx b[-1], c[0];
                d = measure a; measure b -> e; f[0] = measure c[0]; bit g = measure a; bit[2] i = measure b;
                """);
        assertEquals(new Circuit(4, 7, List.of(cx(0, 2), cx(2, 3), measure(0, 0), measure(1, 1), measure(2, 2),
                measure(3, 3), measure(0, 4), measure(1, 5), measure(2, 6))), circuit);
    }

    @Test
    void everyGateOfStdgatesIsThere() throws QasmException {
        for (Map.Entry<String, Symbol.Native> e : Library.standard(true).entrySet()) {
            Gate gate = e.getValue().gate();
            String angles = gate.parameters() == 0 ? "" : "(" + "0.5, ".repeat(gate.parameters() - 1) + "0.5)";
            String qubits = String.join(", ", List.of("q[2]", "q[0]", "q[1]").subList(0, gate.arity()));
            Apply apply = (Apply) three("qubit[3] q; " + e.getKey() + angles + " " + qubits + ";").operations().get(0);
            assertEquals(gate, apply.gate());
            assertEquals(List.of(2, 0, 1).subList(0, gate.arity()), apply.qubits());
        }
    }

    @Test
    void modifiersBecomeControlsInversesAndPowers() throws QasmException {
        assertSame("qubit[4] q; ctrl(2) @ x q[0], q[1], q[2];", "qubit[4] q; ccx q[0], q[1], q[2];");
        assertSame("qubit[4] q; negctrl @ ctrl @ z q[3], q[1], q[2];",
                "qubit[4] q; x q[3]; ctrl(2) @ z q[3], q[1], q[2]; x q[3];");
        assertSame("qubit[2] q; inv @ rx(0.5) q[0]; inv @ inv @ s q[1]; inv @ t q[0];",
                "qubit[2] q; rx(-0.5) q[0]; s q[1]; tdg q[0];");
        assertSame("qubit[2] q; pow(2) @ s q[0]; pow(-1) @ s q[1]; pow(0) @ x q[0];", "qubit[2] q; z q[0]; sdg q[1];");
        assertSame("qubit[2] q; pow(3) @ cx q[0], q[1]; pow(2) @ h q;", "qubit[2] q; cx q[0], q[1];");
        assertSame("qubit[2] q; qubit r; ctrl @ inv @ pow(2) @ ctrl @ rx(0.4) q[0], q[1], r;",
                "qubit[2] q; qubit r; ctrl(2) @ rx(-0.8) q[0], q[1], r;");
    }

    @Test
    void fractionalPowersOfFixedGatesArePrincipal() throws QasmException {
        assertSame("qubit[2] q; ctrl @ pow(0.5) @ x q[0], q[1];", "qubit[2] q; ctrl @ sx q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ pow(0.5) @ z q[0], q[1];", "qubit[2] q; ctrl @ s q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ pow(-0.5) @ s q[0], q[1];", "qubit[2] q; ctrl @ tdg q[0], q[1];");
        assertSame("qubit[2] q; pow(0.5) @ rz(0.6) q[0]; pow(0.25) @ cp(0.8) q[0], q[1];",
                "qubit[2] q; rz(0.3) q[0]; cp(0.2) q[0], q[1];");
        for (String gate : List.of("x", "y", "z", "h", "sx", "s", "t", "sdg", "tdg", "cx", "cy", "cz", "ch", "swap",
                "ccx",
                "cswap")) {
            int arity = Gate.named(gate).orElseThrow().arity();
            String qubits = String.join(", ", IntStream.rangeClosed(0, arity).mapToObj(i -> "q[" + i + "]").toList());
            String third = "ctrl @ pow(1/3.0) @ " + gate + " " + qubits + "; ";
            assertSame("qubit[4] q; " + third + third + third, "qubit[4] q; ctrl @ " + gate + " " + qubits + ";");
            assertSame("qubit[4] q; pow(-2) @ ctrl @ " + gate + " " + qubits + ";",
                    "qubit[4] q; inv @ ctrl @ " + gate + " " + qubits + "; inv @ ctrl @ " + gate + " " + qubits + ";");
        }
    }

    @Test
    void modifiersReachIntoDefinitions() throws QasmException {
        String gate = "gate g(t) a, b { rx(t) a; for int i in [1:2] { rz(i * t) b; } cx a, b; h b; } qubit[4] q; ";
        assertSame(gate + "inv @ g(0.3) q[0], q[1];",
                gate + "h q[1]; cx q[0], q[1]; rz(-0.6) q[1]; rz(-0.3) q[1]; rx(-0.3) q[0];");
        assertSame(gate + "ctrl @ g(0.3) q[2], q[0], q[1];", gate
                + "ctrl @ rx(0.3) q[2], q[0]; ctrl @ rz(0.3) q[2], q[1];"
                + "ctrl @ rz(0.6) q[2], q[1]; ctrl @ cx q[2], q[0], q[1]; ctrl @ h q[2], q[1];");
        assertSame(gate + "pow(-2) @ g(0.3) q[0], q[1];", gate + "inv @ g(0.3) q[0], q[1]; inv @ g(0.3) q[0], q[1];");
    }

    @Test
    void phasesMatterUnderControls() throws QasmException {
        assertSame("qubit[2] q; ctrl @ gphase(0.7) q[0];", "qubit[2] q; p(0.7) q[0];");
        assertSame("qubit[2] q; negctrl @ gphase(0.7) q[0];", "qubit[2] q; x q[0]; p(0.7) q[0]; x q[0];");
        assertSame("gate mx a { U(pi, 0, pi) a; gphase(-pi/2); } qubit[2] q; ctrl @ mx q[0], q[1];",
                "qubit[2] q; cx q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ U(0.3, 0.4, 0.5) q[0], q[1];",
                "qubit[2] q; cu(0.3, 0.4, 0.5, 0.15) q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ u3(0.3, 0.4, 0.5) q[0], q[1];",
                "qubit[2] q; cu(0.3, 0.4, 0.5, -0.45) q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ u2(0.4, 0.5) q[0], q[1];", "qubit[2] q; cu(pi/2, 0.4, 0.5, -0.45) q[0], q[1];");
        assertSame("qubit[2] q; ctrl @ inv @ U(0.3, 0.4, 0.5) q[0], q[1];",
                "qubit[2] q; cu(-0.3, -0.5, -0.4, -0.15) q[0], q[1];");
        assertEquals(List.of(new Apply(Gate.GPHASE, List.of(), List.of(Angle.fixed(0.5)))),
                three("qubit q; gphase(0.5);").operations());
    }

    @Test
    void inputsBecomeParameters() throws QasmException {
        QasmProgram program = program("""
                input float a; input angle[32] b;
                @ketwright.feature
                input float v;
                gate g(t) q { rx(t / 2) q; ry(-t) q; }
                qubit q;
                float c = 2 * b + 0.5;
                rx(a) q; rz(3 * b - 1) q; rz((b + 1) * 2 / 4) q; g(a) q; rx(c) q; rx(v) q; rx(2 * (a * v + b)) q; rx(a + 2 * a) q;
                """);
        assertEquals(List.of("a", "b"), program.inputs());
        assertEquals(List.of("v"), program.features());
        List<Angle> angles = program.circuit().operations().stream().flatMap(Operation::allAngles).toList();
        assertEquals(List.of(Angle.parameter(0), Angle.parameter(1, 3, -1), Angle.parameter(1, 0.5, 0.5),
                Angle.parameter(0, 0.5, 0), Angle.parameter(0, -1, 0), Angle.parameter(1, 2, 0.5), Angle.feature(0),
                new Angle.Weighted(0, 0, 1, 2), Angle.parameter(0, 3, 0)), angles);
    }

    @Test
    void constantsAndVariablesHaveTypes() throws QasmException {
        Object[][] cases = {{"const int n = 7; rx(n / 2) q;", 3.0}, {"const float n = 7; rx(n / 2) q;", 3.5},
                {"const uint n = 2 ** 5 % 7; rx(n) q;", 4.0}, {"rx(7 / 2) q;", 3.0}, {"rx(7 / 2.0) q;", 3.5},
                {"const bool b = 3 > 2 && !(1 == 2); rx(int(b)) q;", 1.0}, {"rx(float(3) / 2) q;", 1.5},
                {"rx(int(2.9)) q;", 2.0}, {"rx(1 << 3 | 1) q;", 9.0}, {"rx(0xff + 0b11 + 0o7 + 1_000) q;", 1265.0},
                {"rx(-2 ** 2) q;", -4.0}, {"rx(2 ** -1.0) q;", 0.5}, {"rx(π / 2) q;", Math.PI / 2},
                {"rx(tau) q;", Math.TAU}, {"rx(ℇ) q;", Math.E}, {"rx(mod(7, 4)) q;", 3.0},
                {"rx(arcsin(0.3) + arccos(0.3)) q;", Math.asin(0.3) + Math.acos(0.3)}, {"rx(ceiling(0.3)) q;", 1.0},
                {"rx(popcount(\"0110\")) q;", 2.0}, {"const angle[4] a = 1.5; rx(a) q;", 4 * Math.TAU / 16},
                {"const angle a = 7; rx(a) q;", 7.0}, {"int i = 1; i += 2; i = i * 5; rx(i) q;", 15.0},
                {"float f; f = 0.5; rx(f) q;", 0.5}, {"rx(uint[4](rotl(\"0011\", 1))) q;", 6.0},
                {"rx(int(\"0100\"[2])) q;", 1.0}};
        for (Object[] c : cases) {
            assertEquals(List.of(new Apply(Gate.RX, List.of(0), List.of(Angle.fixed((double) c[1])))),
                    three("qubit q; " + c[0]).operations(), (String) c[0]);
        }
    }

    @Test
    void loopsAreUnrolled() throws QasmException {
        assertEquals(three("qubit[4] q; h q[0]; h q[1]; h q[2]; h q[3];"),
                three("qubit[4] q; const int n = 4; for int i in [0:n - 1] h q[i];"));
        assertEquals(three("qubit[4] q; x q[3]; x q[1]; h q[2]; h q[0];"),
                three("qubit[4] q; for int i in [3:-2:0] { x q[i]; } for uint i in {2, 0} { h q[i]; }"));
        assertEquals(three("qubit[4] q; cx q[0], q[1]; cx q[0], q[2]; cx q[1], q[2];"),
                three("qubit[4] q; for int i in [0:2] { for int j in [i + 1:2] { cx q[i], q[j]; } }"));
        assertEquals(three("qubit q; rx(0.5) q; rx(1.5) q;"), three("qubit q; for float f in {0.5, 1.5} rx(f) q;"));
        assertEquals(three("qubit q;"), three("qubit q; for int i in [3:2] x q;"));
    }

    @Test
    void conditionsOfEveryShape() throws QasmException {
        Object[][] cases = {{"c == 2", 2}, {"c != 2", -2}, {"c < 2", 0, 1}, {"c <= 2", 0, 1, 2}, {"c > 2", 3, 4, 5, 6,
                7},
                {"c >= 5", 5, 6, 7}, {"3 > c", 0, 1, 2}, {"c[1]", 2, 3, 6, 7}, {"!c[1]", 0, 1, 4, 5}, {"c[0] == 0", 0,
                        2, 4, 6},
                {"c[0] == true", 1, 3, 5, 7}, {"c[0] && c[2]", 5, 7}, {"c[0] || c[2]", 1, 3, 4, 5, 6, 7},
                {"c[0] ^ c[1]", 1, 2, 5, 6}, {"c[0] == c[1]", 0, 3, 4, 7}, {"c[0:1] == 3", 3, 7}, {"c[{2, 0}] == 1", 4,
                        6},
                {"int(c) == 6", 6}, {"c", 1, 2, 3, 4, 5, 6, 7}, {"!(c == 1 || c == 2)", 0, 3, 4, 5, 6, 7},
                {"c >= 0", 0, 1, 2, 3, 4, 5, 6, 7}, {"c < 0"}, {"c[0] == 1 && n > 2", 1, 3, 5, 7}, {"c[0] && n < 2"},
                {"uint[3](c) <= 7", 0, 1, 2, 3, 4, 5, 6, 7}, {"c == \"110\"", 6}};
        for (Object[] c : cases) {
            List<Integer> holds = IntStream.range(1, c.length).mapToObj(i -> (Integer) c[i]).toList();
            for (int value = 0; value < 8; value++) {
                StringBuilder program = new StringBuilder("const int n = 3; qubit[4] q; bit[3] c; bit r;\n");
                for (int bit = 0; bit < 3; bit++) {
                    program.append((value >> bit & 1) != 0 ? "x q[" + bit + "]; " : "");
                }
                program.append("c = measure q[0:2]; if (" + c[0] + ") { x q[3]; } else { z q[3]; } r = measure q[3];");
                boolean expected = holds.equals(List.of(-2)) ? value != 2 : holds.contains(value);
                assertEquals(Map.of(value + (expected ? 8L : 0L), 1.0),
                        Branches.distribution(three(program.toString())), c[0] + " for " + value);
            }
        }
    }

    @Test
    void conditionsAreAskedBeforeTheirBranchesRun() throws QasmException {
        Circuit circuit = three(
                "qubit[2] q; bit[2] c; x q; if (c == 0 || c == 3) { c = measure q; } else { reset q; }");
        assertEquals(Map.of(3L, 1.0), Branches.distribution(circuit));
    }

    @Test
    void simpleConditionsStaySimple() throws QasmException {
        assertEquals(List.of(new Operation.Conditional(Condition.set(1), List.of(new Operation.Reset(0)),
                List.of(new Operation.Conditional(new Condition(List.of(0, 1), 2, false), List.of(measure(0, 0)),
                        List.of())))),
                three("qubit q; bit[2] c; if (c[1]) reset q; else if (c != 2) c[0] = measure q;").operations());
        assertEquals(List.of(new Operation.Reset(0)), three("qubit q; if (1 < 2) reset q; else x q;").operations());
    }

    @Test
    void aliasesAndSlices() throws QasmException {
        assertEquals(three("qubit[3] a; qubit[3] b; x a[2]; x b[0]; x b[2]; h a[1]; h a[2]; y b[2]; z a[0];"),
                three("qubit[3] a; qubit[3] b; let some = a[2] ++ b[{0, 2}]; x some; h a[1:2]; let last = some[-1]; y last; z a[:2:1][0];"));
        assertEquals(three("qubit[3] q; x q[2]; x q[1]; x q[0];"), three("qubit[3] q; x q[2:-1:0];"));
        assertEquals(three("qubit[3] q; bit[2] c; c[1] = measure q[0]; if (c[1]) x q[0];"),
                three("qubit[3] q; bit[2] c; let d = c[1]; d = measure q[0]; if (d) x q[0];"));
    }

    @Test
    void delaysBarriersAndNops() throws QasmException {
        assertEquals(List.of(new Operation.Delay(1e-7, List.of(0)), new Operation.Delay(2e-6, List.of(0, 1)),
                new Operation.Delay(3e-6, List.of(1)), new Operation.Delay(0.5, List.of(0)),
                new Operation.Delay(1.5e-3, List.of(0)), new Operation.Wall(List.of(0, 1)),
                new Operation.Wall(List.of(1))),
                three("""
                        qubit[2] q; const duration d = 1us;
                        delay[100ns] q[0]; delay[2 us]; delay[3 * d] q[1]; delay[0.5s] q[0]; delay[1ms + 0.5ms] q[0];
                        barrier; barrier q[1]; nop q; nop;
                        """).operations());
        Circuit circuit = new QasmReader(0.25e-9).parse("OPENQASM 3; qubit q; delay[8dt] q;", "file").circuit();
        assertEquals(List.of(new Operation.Delay(2e-9, List.of(0))), circuit.operations());
        assertThrows(QasmException.class, () -> three("qubit q; delay[8dt] q;"));
    }

    @Test
    void anAnnotationMakesABarrierANamedPoint() throws QasmException {
        Circuit circuit = three("qubit[2] q; h q[0];\n@ketwright.snapshot  one \nbarrier q;\nx q[1];"
                + "\n@ketwright.snapshot _2\n@other.tool x\nbarrier q[1];");
        assertEquals(List.of(new Operation.Wall(List.of(0, 1), "one"), new Operation.Wall(List.of(1), "_2")),
                circuit.operations().stream().filter(o -> o instanceof Operation.Wall).toList());
        String written = QasmWriter.write(circuit);
        assertTrue(written.contains("OPENQASM 3.0;") && written.contains(
                "@ketwright.snapshot one\nbarrier q[0], q[1];"),
                written);
        assertEquals(circuit, new QasmReader(1e-9).parse(written, "again").circuit());
        for (String wrong : List.of("@ketwright.snapshot\nbarrier q;", "@ketwright.snapshot 2x\nbarrier q;",
                "@ketwright.snapshot a b\nbarrier q;", "@ketwright.snapshot a\nh q[0];",
                "gate g x { \n@ketwright.snapshot a\nbarrier x; } g q[0];")) {
            QasmException e = assertThrows(QasmException.class, () -> three("qubit[2] q;\n" + wrong));
            assertTrue(String.valueOf(e.getMessage()).contains("@ketwright.snapshot"), e.getMessage());
        }
    }

    @Test
    void directivesAreIgnoredWithAWarning() throws QasmException {
        QasmProgram program = program(
                "pragma vendor.thing 1 { \" \n#pragma other\n@note whatever ;\nqubit q;\n@a.b\n@c\nx q;");
        assertEquals(1, program.circuit().operations().size());
        assertEquals(5, program.warnings().size());
        assertTrue(program.warnings().get(0).startsWith("test:3:1: the pragma"), program.warnings().toString());
        assertTrue(program.warnings().get(2).startsWith("test:5:1: the annotation"), program.warnings().toString());
    }

    @Test
    void quotientsOfIntegersAreWarnedOf() throws QasmException {
        QasmProgram program = program("qubit q;\nrx(3/4*pi) q;");
        assertTrue(program.warnings().get(0).startsWith("test:4:5: the quotient"), program.warnings().toString());
    }

    @Test
    void blocksHaveNamesOfTheirOwn() throws QasmException {
        assertEquals(three("qubit q; rx(2) q; rx(1) q;"),
                three("qubit q; int n = 1; { int n = 2; rx(n) q; } rx(n) q; end; x q;"));
    }

    @Test
    void theVersionMayBeAnyOfThirdOnes() throws QasmException {
        for (String version : List.of("3", "3.0", "3.1", "3.2")) {
            assertEquals(QasmVersion.THREE, new QasmReader().parse("/* c */ OPENQASM " + version
                    + "; qubit q; /* * / */",
                    "file").version());
        }
    }

    @Test
    void outputsAreBits() throws QasmException {
        assertEquals(new Circuit(1, 2, List.of(measure(0, 1))), three("qubit q; output bit[2] c; c[1] = measure q;"));
    }

    private static void assertSame(String a, String b) throws QasmException {
        String prepare = "for int i in [0:1] { ry(0.7 + i) q[i]; rz(0.3 + i) q[i]; } cx q[0], q[1]; ry(0.4) q[0]; ";
        Circuit first = three(prepared(a, prepare));
        Circuit second = three(prepared(b, prepare));
        double distance = GoldenQasmTest.distanceUpToPhase(Branches.state(first), Branches.state(second));
        assertTrue(distance < 1e-13, () -> a + " differs from " + b + " by " + distance);
    }

    /** The program with some gates after its last declaration. */
    private static String prepared(String program, String gates) {
        int at = program.indexOf(';', program.lastIndexOf("qubit")) + 1;
        return program.substring(0, at) + gates + program.substring(at);
    }

    private static Operation cx(int control, int target) {
        return new Apply(Gate.CX, List.of(control, target), List.of());
    }

    private static Operation measure(int qubit, int clbit) {
        return new Operation.Measure(qubit, clbit);
    }
}
