package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, where and in which words. */
class QasmErrorsTest {
    private final List<String> wrong = new ArrayList<>();

    @Test
    void version2() {
        refused("", 1, 1, "\"OPENQASM 2.0;\" or \"OPENQASM 3.0;\"");
        refused("OPENQASM 4.0;", 1, 10, "\"4.0\"");
        refused("OPENQASM 2.0", 1, 13, "the end of the file");
        two("qreg q[2]\nh q[0];", 4, 1, "expected \";\"");
        two("qreg q[2]; foo q[0];", 3, 12, "gate \"foo\" is not defined");
        two("qreg q[2]; cxx q[0], q[1];", 3, 12, "the nearest known name is");
        two("qreg q[2]; h r[0];", 3, 14, "nearest known name is \"q\"");
        two("qreg q[2]; h q[2];", 3, 16, "lies in 0 to 1 but was 2");
        two("qreg q[2]; h q[-1];", 3, 16, "an integer of 0 or more");
        two("qreg q[2]; h q[1.0];", 3, 16, "an integer of 0 or more");
        two("qreg q[2]; cx q[1], q[1];", 3, 21, "qubit 1 is given twice");
        two("qreg q[2]; cx q, q[1];", 3, 18, "qubit 1 is given twice");
        two("qreg q[2]; cx q[0];", 3, 12, "acts on 2 qubits but 1 was given");
        two("qreg q[1]; u3(0.1, 0.2) q[0];", 3, 12, "takes 3 angles but 2 were given");
        two("qreg q[1]; h(0.1) q[0];", 3, 12, "takes 0 angles but 1 was given");
        two("qreg q[0];", 3, 1, "at least one qubit");
        two("qreg q[1000000000];", 3, 1, "at most 1048576 qubits");
        two("qreg q[99999999999999999999];", 3, 8, "at most 9223372036854775807");
        two("qreg q[700000]; qreg r[700000];", 3, 17, "700000 more than 700000");
        two("qreg q[1]; creg c[1073741824];", 3, 12, "at most 1048576 bits");
        two("qreg q[2]; qreg q[1];", 3, 17, "is already a quantum register");
        two("qreg h[2];", 3, 6, "is already a gate");
        two("qreg pi[2];", 3, 6, "a word of the language");
        two("qreg Q[2];", 3, 6, "begins with a lower-case letter");
        two("qreg a[2]; qreg b[3]; cx a, b;", 3, 29, "2 and 3 qubits");
        two("qreg q[2]; creg c[1]; measure q -> c;", 3, 23, "2 qubits and 1 bits");
        two("qreg q[1]; creg c[1]; measure c -> c;", 3, 31, "a classical register was given");
        two("qreg q[1]; measure q -> q;", 3, 25, "a quantum register was given");
        two("qreg q[1]; creg c[1]; h c[0];", 3, 25, "a qubit is needed");
        two("qreg q[1]; rx(1/0) q[0];", 3, 16, "divided by 0");
        two("qreg q[1]; rx(sqrt(-1)) q[0];", 3, 15, "is not a number");
        two("qreg q[1]; rx(ln(0)) q[0];", 3, 15, "is infinite");
        two("qreg q[1]; rx(1e999) q[0];", 3, 15, "a number is at most");
        two("qreg q[1]; rx(10^400) q[0];", 3, 17, "is infinite");
        two("qreg q[1]; rx(inf) q[0];", 3, 15, "\"inf\" is not defined");
        two("qreg q[1]; rx(nan) q[0];", 3, 15, "\"nan\" is not defined");
        two("qreg q[1]; rx(arcsin(1)) q[0];", 3, 15, "function \"arcsin\" is not defined");
        two("qreg q[1]; rx(sin(1, 2)) q[0];", 3, 15, "takes 1 value but 2 were given");
        two("qreg q[1]; rx(1 +) q[0];", 3, 18, "expected an expression");
        two("qreg q[1]; rx(1 q[0];", 3, 17, "after an expression");
        two("gate g(a) x { rx(b) x; }", 3, 18, "the name \"b\" is not defined");
        two("gate g x { cx x, w; }", 3, 18, "the qubit \"w\" is not defined");
        two("gate g x { cx x, x; }", 3, 18, "is given twice");
        two("gate g x { g x; }", 3, 12, "must not use itself");
        two("gate g x { k x; } gate k x { g x; }", 3, 12, "gate \"k\" is not defined");
        two("gate g x { h x[0]; }", 3, 14, "have no index");
        two("gate g x { measure x; }", 3, 12, "expected a gate");
        two("gate g x, x { }", 3, 11, "is already a qubit");
        two("gate g(a, a) x { }", 3, 11, "is already a constant");
        two("gate g x { h x;", 3, 16, "after the body of a gate");
        two("gate h x { }", 3, 6, "is already a gate");
        two("gate g x { } gate g x { }", 3, 19, "is already a gate");
        two("qreg q[1]; gate g x { h q; }", 3, 25, "\"q\" is not defined");
        two("opaque o x; qreg q[1]; o q[0];", 3, 24, "opaque gate \"o\" is not supported");
        two("qreg q[1]; creg c[1]; if (c == 1) barrier q;", 3, 35, "a gate, a measurement or a reset");
        two("qreg q[1]; if (q == 1) h q;", 3, 16, "a value is needed but \"q\" is a quantum register");
        two("qreg q[1]; creg c[1]; if (c[0] == 1) h q;", 3, 28, "expected \"==\"");
        two("include \"other.inc\";", 3, 1, "files are not read");
        two("include \"qelib1.inc\";", 3, 1, "already a gate");
        two("include \"../../etc/passwd\";", 3, 1, "files are not read");
        two("include \"open;\n", 3, 9, "must end on the line");
        two("qreg q[1]; /* no */ h q;", 3, 12, "no block comments");
        two("qreg q[1]; h q; OPENQASM 2.0;", 3, 17, "given once");
        two("qreg q[1]; h q, ;", 3, 17, "the name of a register");
        two("qreg q[1]; \u0000", 3, 12, "\"\\u0000\"");
        two("qreg q[1]; 5 q;", 3, 12, "expected a statement");
        two("qreg q[1]; rx(5x) q;", 3, 15, "must not begin with a digit");
        two("h" + "h".repeat(300) + " q;", 3, 1, "at most 200 characters");
        two("", 3, 1, "at least one qubit");
        two("// nothing\n", 4, 1, "at least one qubit");
    }

    @Test
    void version3() {
        three("def f() { }", 3, 1, "\"def\" is not supported");
        three("qubit q; while (true) { x q; }", 3, 10, "\"while\" is not supported");
        three("qubit q; switch (1) { }", 3, 10, "\"switch\" is not supported");
        three("extern f(int) -> int;", 3, 1, "\"extern\" is not supported");
        three("cal { }", 3, 1, "\"cal\" is not supported");
        three("defcal x $0 { }", 3, 1, "\"defcal\" is not supported");
        three("defcalgrammar \"openpulse\";", 3, 1, "\"defcalgrammar\" is not supported");
        three("qubit q; box { x q; }", 3, 10, "\"box\" is not supported");
        three("array[int, 3] a;", 3, 1, "\"array\" is not supported");
        three("complex z;", 3, 1, "\"complex\" is not supported");
        three("stretch s;", 3, 1, "\"stretch\" is not supported");
        three("x $0;", 3, 3, "physical qubits are not supported");
        three("qubit q; rx(2im) q;", 3, 13, "complex numbers are not supported");
        three("qubit q; rx(durationof({x q;})) q;", 3, 13, "\"durationof\" in an expression is not supported");
        three("qubit q; measure q;", 3, 10, "whose result goes nowhere is not supported");
        three("input int n;", 3, 7, "no float or angle is not supported");
        three("output float f;", 3, 8, "no bit is not supported");
        three("qubit q; for int i in [0:1] { break; }", 3, 31, "\"break\" is not supported");
        three("qubit q; x[100ns] q;", 3, 10, "a gate with a duration is not supported");
        three("qubit q; rx(1)[100ns] q;", 3, 15, "a gate with a duration is not supported");
        three("qubit q; if (true) { qubit r; }", 3, 22, "qubits are declared outside blocks");
        three("qubit q; if (true) { gate g a { } }", 3, 22, "gates are declared outside blocks");
        three("qubit q; { input float a; }", 3, 12, "inputs are declared outside blocks");
        three("qubit q; x q[0];", 3, 12, "a single qubit has no index");
        three("qubit[2] q; x q[2];", 3, 17, "lies in 0 to 1 but was 2");
        three("qubit[2] q; x q[-3];", 3, 17, "lies in 0 to 1 but was -3");
        three("qubit[2] q; x q[{0, 0}];", 3, 21, "names 0 twice");
        three("qubit[2] q; x q[0:0:1];", 3, 17, "must not be 0");
        three("qubit[2] q; x q[0, 1];", 3, 18, "of several dimensions is not supported");
        three("qubit[2] q; x q[0.5];", 3, 17, "an integer is needed but 0.5 was given");
        three("qubit[2.5] q;", 3, 7, "the size of a register is an integer of 0 or more but was 2.5");
        three("qubit[-1] q;", 3, 7, "was -1");
        three("qubit[0] q;", 3, 1, "at least one qubit");
        three("qubit[n] q;", 3, 7, "\"n\" is not defined");
        three("const int n = 3; const int n = 4;", 3, 28, "is already a constant");
        three("const int n = 2.5;", 3, 15, "an integer is needed but 2.5 was given");
        three("const uint n = -1;", 3, 16, "cannot be -1");
        three("const int[4] n = 8;", 3, 18, "cannot be 8");
        three("const int n = 9223372036854775807 + 1;", 3, 35, "has more");
        three("const int n = -9223372036854775807 * 2;", 3, 36, "has more");
        three("const int n = 2 ** 64;", 3, 17, "has more");
        three("const int n = 2 ** -1;", 3, 17, "powers of 0 or more");
        three("const int n = 1 << 63;", 3, 17, "at most 62");
        three("const int n = 3 << 62;", 3, 17, "has more");
        three("const int n = 1 / 0;", 3, 17, "divided by 0");
        three("const int n = 1 % 0;", 3, 17, "divided by 0");
        three("const float f = 1 / 0.0;", 3, 19, "divided by 0");
        three("const int[65] n = 1;", 3, 11, "1 to 64 bits");
        three("const bit[70] n = 1;", 3, 11, "1 to 63 bits");
        three("const bool[3] b = true;", 3, 12, "has no size");
        three("const duration d = 3;", 3, 20, "a duration is needed");
        three("const float f = 3ns;", 3, 17, "a number is needed");
        three("const float f = 3ns * 2ns;", 3, 21, "durations in the same unit");
        three("const duration f = 3ns + 2dt;", 3, 24, "durations in the same unit");
        three("qubit q; bit c; rx(c) q;", 3, 20, "known only when the circuit runs");
        three("qubit q; int n; rx(n) q;", 3, 20, "variable without value");
        three("qubit q; rx(q) q;", 3, 13, "\"q\" is a qubit");
        three("int n = 3; n = 2.5;", 3, 16, "an integer is needed");
        three("const int n = 3; n = 2;", 3, 18, "\"n\" is a constant");
        three("m = 2;", 3, 1, "the variable \"m\" is not defined");
        three("qubit q; bit c; c = measure q; int n = 1; if (c) { n = 2; }", 3, 52,
                "under a measured condition is not supported");
        three("qubit q; bit c; c = measure q; if (c) { end; }", 3, 41, "under a measured condition is not supported");
        three("bit c; c = 1;", 3, 8, "no measurement is not supported");
        three("bit c = 1;", 3, 9, "starts as 1 is not supported");
        three("bit[2] c = \"000\";", 3, 12, "3 digits for 2 bits");
        three("input float a; input float b; qubit q; rx(a + b) q;", 3, 45, "makes it something else");
        three("input float a; qubit q; rx(a * a) q;", 3, 30, "makes it something else");
        three("input float a; qubit q; rx(1 / a) q;", 3, 30, "makes it something else");
        three("input float a; qubit q; rx(sin(a)) q;", 3, 28, "the value of an input is not known here");
        three("input float a; const float b = a;", 3, 32, "does not depend on an input");
        three("input float a; qubit[a] q;", 3, 22, "an integer of 0 or more");
        three("input float a; qubit q; rx(a / 0) q;", 3, 30, "divided by 0");
        three("input float a; qubit q; rx(a * 1e200 * 1e200) q;", 3, 38, "is infinite");
        three("input float a; qubit q; rx(a * 1e308 + a * 1e308) q;", 3, 38, "is infinite");
        three("qubit q; for int i in [0:1000000000000] { }", 3, 24, "rounds");
        three("qubit q; for int i in [-9223372036854775807:9223372036854775807] { }", 3, 24, "rounds");
        three("qubit q; for int i in [0:0:3] { }", 3, 24, "must not be 0");
        three("qubit q; for int i in [0:] { }", 3, 10, "first and its last");
        three("qubit q; for float f in [0:2] { }", 3, 10, "an int or uint");
        three("qubit q; for int i in q { }", 3, 23, "a range or a set is not supported");
        three("qubit q; for uint i in {-1} { }", 3, 25, "cannot be -1");
        three("qubit q; for int i in {} { }", 3, 23, "at least one value");
        three("qubit[3] q; ctrl(0) @ x q[0], q[1];", 3, 18, "1 to 64 controls but 0");
        three("qubit[3] q; ctrl(1000000000) @ x q[0], q[1];", 3, 18, "1 to 64 controls");
        three("qubit[3] q; ctrl(1.5) @ x q[0], q[1];", 3, 18, "was 1.5");
        three("qubit[3] q; ctrl @ x q[0];", 3, 13, "acts on 2 qubits but 1 was given");
        three("qubit[3] q; ctrl @ x q[0], q[0];", 3, 28, "given twice");
        three("qubit[3] q; pow(0.5) @ ecr q[0], q[1];", 3, 13, "gate \"ecr\" is not defined");
        three("gate g a { x a; } qubit q; pow(0.5) @ g q;", 3, 28, "a fractional power of this gate is not supported");
        three("qubit q; pow(0.5) @ U(1, 2, 3) q;", 3, 10, "a fractional power of this gate is not supported");
        three("qubit q; pow(0.5) @ pow(2) @ x q;", 3, 10, "a fractional power of a power is not supported");
        three("qubit q; pow(1e300) @ x q;", 3, 14, "an exponent is at most");
        three("qubit q; pow @ x q;", 3, 14, "before an exponent");
        three("qubit q; inv x q;", 3, 14, "expected \"@\"");
        three("qubit q; inv @ q;", 3, 17, "the name of a register");
        three("qubit q; inv @ if q;", 3, 16, "the name of a gate");
        three("gate g a { if (true) { x a; } }", 3, 12, "gates, barriers and loops over them alone");
        three("gate g a { bit c; }", 3, 12, "gates, barriers and loops over them alone");
        three("qubit[2] q; let a = q[0] ++ q;", 3, 29, "a part of itself");
        three("qubit q; bit c; let a = q ++ c;", 3, 30, "qubits or bits but not both");
        three("qubit q; let a = 3;", 3, 18, "the name of a register");
        three("qubit q; bit[2] c; if (c & 1) x q;", 3, 24, "known only when the circuit runs");
        three("qubit q; bit[2] c; bit[2] d; if (c < d) x q;", 3, 36, "comparing two measured registers");
        three("qubit q; bit[63] c; if (c == 1) x q;", 3, 27, "more than 62 bits is not supported");
        three("qubit q; bit[62] c; bit[62] d; if (c > 1 && d > 1) x q;", 3, 42, "questions");
        three("qubit q; delay[3] q;", 3, 16, "a delay lasts a duration");
        three("qubit q; delay[-3ns] q;", 3, 16, "0 seconds or more");
        three("qubit q; delay[3dt] q;", 3, 16, "a duration in dt without a device");
        three("qubit q; delay[0x1f5 us] q;", 3, 16, "a number with a unit is decimal but \"0x1f5 us\"");
        three("qubit q; rx(0b11s) q;", 3, 13, "a number with a unit is decimal");
        three("qubit q; rx(0o7im) q;", 3, 13, "a number with a unit is decimal");
        three("qubit q; delay q;", 3, 16, "expected \"[\"");
        three("qubit[2] q; barrier q, q[0];", 3, 24, "named twice");
        three("qubit q; x q", 3, 13, "the end of the file");
        three("qubit q; { x q;", 3, 16, "after a block");
        three("qubit q; x;", 3, 11, "expected a qubit");
        three("qubit q; /* open", 3, 10, "must end with */");
        three("qubit q; rx(1__0) q;", 3, 13, "underscores");
        three("qubit q; rx(0b12) q;", 3, 13, "digits of its base");
        three("qubit q; rx(\"012\"[0]) q;", 3, 13, "digits 0 or 1");
        three("qubit q; rx(\"01\"[2]) q;", 3, 18, "lies in 0 to 1");
        three("@ketwright.feature\nqubit q;", 4, 1, "stands before an input");
        three("#define x", 3, 1, "is a #pragma");
        three("pragma ketwright.unitary m 1 1 0 0 0 0 0 1", 3, 1, "8 numbers but 7");
        three("pragma ketwright.unitary m 1 1 0 0 0 0 0 1 2", 3, 1, "unitary");
        three("pragma ketwright.unitary m 1 1 0 0 0 0 0 NaN 2", 3, 1, "\"NaN\"");
        three("pragma ketwright.unitary m 99 1", 3, 1, "1 to 8 qubits");
        three("qubit q; { pragma ketwright.unitary m 1 0 0 1 0 1 0 0 0\n }", 3, 12, "outside blocks");
        three("opaque o q;", 3, 1, "\"opaque\" is not supported");
        three("include \"qelib1.inc\";", 3, 1, "\"stdgates.inc\"");
        three("qubit q; int[3](2) q;", 3, 16, "expected a name");
        three("qubit q; true q;", 3, 10, "expected a statement");
    }

    @Test
    void depthIsLimitedEverywhere() {
        for (String open : new String[] {"(", "-", "sin(", "2^", "2*(", "1+-"}) {
            QasmException e = assertThrows(QasmException.class, () -> Programs.two("qreg q[1]; rx("
                    + open.repeat(100_000) + "1) q[0];"));
            assertTrue(e.problem().contains("at most"), e.problem());
        }
        for (String open : new String[] {"{", "if (true) ", "for int i in [0:1] ", "if (true) {",
                "if (c == 1) { } else ",
                "rx(q[", "rx(int(", "rx(int[", "x q[", "let a = q[", "rx(!", "rx(~", "c[", "int["}) {
            QasmException e = assertThrows(QasmException.class, () -> Programs.three("qubit q; bit c; "
                    + open.repeat(100_000)), open);
            assertTrue(e.problem().contains("at most") || e.problem().contains("expected"), e.problem());
        }
        assertThrows(QasmException.class, () -> Programs.two("qreg q[1]; rx(" + "1+".repeat(100_000) + "1) q[0];"));
        assertThrows(QasmException.class, () -> Programs.three("qubit[2] q; x q" + "[0:1]".repeat(100_000) + ";"));
        assertThrows(QasmException.class, () -> Programs.three("qubit[2] q; " + "inv @ ".repeat(100_000) + "x q;"));
    }

    @Test
    @Tag("slow")
    void definitionsThatGrowExponentiallyAreStopped() {
        StringBuilder gates = new StringBuilder("gate g0 a { x a; x a; }\n");
        StringBuilder empty = new StringBuilder("gate e0 a { }\n");
        StringBuilder chain = new StringBuilder("gate c0 a { x a; }\n");
        for (int i = 1; i < 60; i++) {
            gates.append("gate g" + i + " a { g" + (i - 1) + " a; g" + (i - 1) + " a; }\n");
            empty.append("gate e" + i + " a { e" + (i - 1) + " a; e" + (i - 1) + " a; }\n");
        }
        for (int i = 1; i < 3000; i++) {
            chain.append("gate c" + i + " a { c" + (i - 1) + " a; }\n");
        }
        assertTrue(assertThrows(QasmException.class, () -> Programs.two(gates + "qreg q[1]; g59 q[0];")).problem()
                .contains("at most"));
        assertTrue(assertThrows(QasmException.class, () -> Programs.two(empty + "qreg q[1]; e59 q[0];")).problem()
                .contains("steps"));
        assertTrue(assertThrows(QasmException.class, () -> Programs.two(chain + "qreg q[1]; c2999 q[0];")).problem()
                .contains("nest at most"));
    }

    @Test
    void branchesThatAreWrittenOftenCountOften() {
        QasmException e = assertThrows(QasmException.class, () -> Programs.three("qubit q; bit[60] c;"
                + "if (c < 768614336404564650) { for int i in [0:999999] { x q; } }"));
        assertTrue(e.problem().contains("operations"), e.problem());
    }

    @Test
    void errorsNameThePathAndStayOnOneLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.qasm");
        Files.writeString(file, "OPENQASM 2.0;\nqreg q[1];\n\"a\u0007\nb\" q;");
        QasmException e = assertThrows(QasmException.class, () -> new QasmReader().read(file));
        assertEquals(file.toString(), e.path());
        assertEquals(file + ":3:1: " + e.problem(), e.getMessage());
        assertTrue(e.problem().chars().noneMatch(Character::isISOControl), e.problem());
    }

    @Test
    void streamsAreReadLikeFiles() throws IOException {
        byte[] text = "OPENQASM 2.0;\nqreg q[3];".getBytes(StandardCharsets.UTF_8);
        assertEquals(3, new QasmReader().read(new ByteArrayInputStream(text), "input").circuit().qubits());
        byte[] wrong = "OPENQASM 2.0;\nqreg q[0];".getBytes(StandardCharsets.UTF_8);
        QasmException e = assertThrows(QasmException.class,
                () -> new QasmReader().read(new ByteArrayInputStream(wrong), "input"));
        assertEquals("input", e.path());
        assertEquals(2, e.line());
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bytes.qasm");
        byte[] text = "OPENQASM 2.0;\nqreg \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, text);
        QasmException e = assertThrows(QasmException.class, () -> new QasmReader().read(file));
        assertEquals(2, e.line());
        assertEquals(6, e.column());
        assertTrue(e.problem().contains("0xe9"), e.problem());
    }

    @Test
    void aSampleLastsAPositiveTime() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new QasmReader(bad));
        }
    }

    private void two(String body, int line, int column, String words) {
        refused("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n" + body, line, column, words);
    }

    private void three(String body, int line, int column, String words) {
        refused("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + body, line, column, words);
    }

    private void refused(String program, int line, int column, String words) {
        try {
            new QasmReader().parse(program, "test");
            wrong.add(program + "\nis read");
        } catch (QasmException e) {
            if (e.line() != line || e.column() != column || !e.problem().contains(words)) {
                wrong.add(program + "\nsays " + e.getMessage());
            }
        }
    }

    @AfterEach
    void everyProgramWasRefusedAsItShould() {
        assertEquals("", String.join("\n", wrong));
    }
}
