package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.SharedFiles;

/**
 * Whatever is read, the outcome is a circuit or the declared error. The texts are token soup and mutated programs, ours
 * and those that lie beside the project.
 *
 * <p>
 * Normally a number of texts is fixed by the seed. With {@code -Dketwright.fuzz.minutes=10} the three tests together run
 * for so long, from seeds of their own that they print:
 * {@code mvn -pl simulator -am test -Dtest=QasmFuzzTest -Dketwright.fuzz.minutes=10}.
 */
class QasmFuzzTest {
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("ketwright.fuzz.minutes", 0)).dividedBy(3);
    private static final int TEXTS = 3_000;
    private static final String SECOND = "include \"qelib1.inc\"; qreg q[3]; creg c[3]; ";
    private static final String THIRD = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[3] q; bit[3] c; ";
    /** How token soup begins; the most likely ones are listed most often. */
    private static final String[] STARTS = {"", SECOND, "OPENQASM 2.0; " + SECOND, "OPENQASM 2.0; " + SECOND,
            "OPENQASM 2.0; " + SECOND, "OPENQASM 2.0; " + SECOND, THIRD, THIRD, THIRD, THIRD};
    private static final String[] WORDS = {"OPENQASM", "2.0", "3.0", ";", ";", ";", ";", "include", "\"qelib1.inc\"",
            "\"stdgates.inc\"", "qreg", "creg", "qubit", "bit", "q", "q", "q", "c", "c", "[", "]", "[0]", "[1]", "[",
            "]", "(",
            ")", "{", "}", "{", "}", ",", ",", "gate", "g", "a", "b", "opaque", "measure", "->", "=", "reset",
            "barrier", "if",
            "else", "==", "!=", "<", ">=", "&&", "||", "!", "~", "&", "|", "^", "<<", ">>", "+", "-", "*", "/", "%",
            "**", "++",
            "0", "1", "2", "3", "64", "9223372036854775807", "99999999999999999999", "0.5", "1e308", "1e999", "1e-320",
            ".5",
            "0x1f", "0b2", "pi", "π", "sin", "ln", "sqrt", "arccos", "mod", "popcount", "rotl", "x", "h", "cx", "rz",
            "u3", "U",
            "CX", "ccx", "swap", "inv", "@", "ctrl", "negctrl", "pow", "gphase", "for", "in", "int", "uint", "float",
            "angle",
            "bool", "duration", ":", "const", "let", "input", "output", "delay", "10ns", "3dt", "5 us", "end", "nop",
            "true",
            "false", "\"0101\"", "\"\"", "$0", "#pragma x\n", "@note\n", "@ketwright.feature\n",
            "pragma ketwright.unitary m 1 ",
            "//\n", "/*", "*/", "\n", "\t", "while", "def", "box", "2im", "é", "\u0000", "\ud83d\ude00", "\ud83d", "'",
            "\""};

    private final QasmReader strict = new QasmReader(1e-9);
    private final QasmReader reader = strict.assumingVersion2();
    private SplittableRandom random = new SplittableRandom(3);
    private long end;
    private int texts;

    @BeforeEach
    void start() {
        if (!TIME.isZero()) {
            long seed = System.nanoTime();
            System.out.println("fuzzing for " + TIME + " from seed " + seed);
            random = new SplittableRandom(seed);
            end = System.nanoTime() + TIME.toNanos();
        }
    }

    @Test
    void tokenSoup() {
        while (goOn()) {
            StringBuilder text = new StringBuilder(STARTS[random.nextInt(STARTS.length)]);
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(6) == 0 ? "" : " ");
            }
            read(text.toString());
        }
        assertTrue(texts > 100);
    }

    @Test
    void statementsPutTogetherAtRandom() {
        List<String> statements = seeds().stream().flatMap(s -> List.of(s.split("(?<=[;}])")).stream()).toList();
        int read = 0;
        while (goOn()) {
            StringBuilder text = new StringBuilder("OPENQASM 3.0; include \"stdgates.inc\"; qubit[4] q; bit[4] c;");
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                text.append(statements.get(random.nextInt(statements.size())));
            }
            read += read(text.toString()) ? 1 : 0;
        }
        assertTrue(read > texts / 100, "some of the texts are programs");
    }

    @Test
    void mutatedPrograms() throws IOException {
        List<byte[]> programs = new ArrayList<>();
        seeds().forEach(s -> programs.add(s.getBytes(StandardCharsets.UTF_8)));
        for (Path file : programsBesideTheProject()) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 8_000) {
                programs.add(bytes);
            }
        }
        Path file = Files.createTempFile("ketwright", ".qasm");
        try {
            while (goOn()) {
                byte[] bytes = programs.get(random.nextInt(programs.size())).clone();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    bytes = mutated(bytes);
                }
                if (random.nextInt(50) == 0) {
                    Files.write(file, bytes);
                    readFile(file);
                }
                read(new String(bytes, StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
    }

    @AfterEach
    void report() {
        if (!TIME.isZero()) {
            System.out.println(texts + " texts");
        }
    }

    private boolean goOn() {
        texts++;
        return TIME.isZero() ? texts <= TEXTS : System.nanoTime() < end;
    }

    /** Reads a text; what is read must come back when it is written. True if it was read. */
    private boolean read(String text) {
        try {
            QasmProgram program = reader.parse(text, "fuzz");
            Circuit circuit = program.circuit();
            if (random.nextInt(8) == 0) {
                compareWithStrict(text, program);
            }
            if (circuit.operations().size() < 2_000) {
                assertEquals(circuit, reader.parse(QasmWriter.write(circuit), "written").circuit(), text);
            }
            return true;
        } catch (QasmException e) {
            check(e);
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("not the declared error for: " + text, e);
        }
    }

    /** A reader that assumes no version reads the same, or refuses what was read with a warning. */
    private void compareWithStrict(String text, QasmProgram program) {
        try {
            assertEquals(program, strict.parse(text, "fuzz"), text);
        } catch (QasmException e) {
            assertTrue(program.warnings().getFirst().contains("does not begin with"), text);
            assertTrue(e.problem().startsWith("expected \"OPENQASM 2.0;\""), text);
        }
    }

    private void readFile(Path file) throws IOException {
        try {
            assertTrue(reader.read(file).circuit().qubits() > 0);
        } catch (QasmException e) {
            check(e);
        }
    }

    private static void check(QasmException e) {
        assertTrue(e.line() >= 1 && e.column() >= 1, e.problem());
        assertFalse(e.problem().isBlank());
        assertTrue(e.problem().length() < 1_000, e.problem());
        assertTrue(e.problem().chars().noneMatch(Character::isISOControl), e.problem());
    }

    private byte[] mutated(byte[] bytes) {
        if (bytes.length < 4) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, random.nextInt(1, 30));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] out = bytes.clone();
                out[at] ^= (byte) (1 << random.nextInt(8));
                yield out;
            }
            case 1 -> {
                byte[] out = bytes.clone();
                out[at] = (byte) random.nextInt(32, 127);
                yield out;
            }
            case 2 -> spliced(bytes, at, length, new byte[0]);
            case 3 -> spliced(bytes, at, 0, slice(bytes, at, length));
            case 4 -> {
                int from = random.nextInt(bytes.length);
                yield spliced(bytes, at, 0, slice(bytes, from, Math.min(bytes.length - from, random.nextInt(1, 30))));
            }
            default -> spliced(bytes, at, random.nextInt(2),
                    WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] slice(byte[] bytes, int from, int length) {
        byte[] out = new byte[length];
        System.arraycopy(bytes, from, out, 0, length);
        return out;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] out = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(inserted, 0, out, at, inserted.length);
        System.arraycopy(bytes, at + removed, out, at + inserted.length, bytes.length - at - removed);
        return out;
    }

    private static List<Path> programsBesideTheProject() throws IOException {
        Path folder = Path.of("..", "..", "shared", "data", "qasm", "qasmbench");
        return Files.isDirectory(folder) ? SharedFiles.programs(folder) : List.of();
    }

    /** Programs that use much of both languages. */
    private static List<String> seeds() {
        return List.of("""
                OPENQASM 2.0;
                include "qelib1.inc";
                gate g0(alpha,beta) x,y { rx(alpha/2) x; cx x,y; rz(-beta*2+alpha) y; barrier x, y; }
                opaque magic(a) x, y;
                qreg q[4]; qreg r[2]; creg c[4]; creg d[2];
                g0(pi/3, sin(1)^2) q[2],q[3];
                h q; cx r, r[0]; measure q -> c; if (c == 3) u3(0.1, 0.2, 0.3) r; reset q[0]; barrier q, r;
                """, """
                OPENQASM 3.0;
                include "stdgates.inc";
                input float theta; input angle[32] phi;
                @ketwright.feature
                input float v;
                const int n = 4; const float f = 0.25 * tau; const duration d = 100ns;
                gate zz(t) a, b { cx a, b; for int i in [1:2] { rz(t / 2) b; } cx a, b; }
                qubit[4] q; qubit s; bit[4] c; bit e; qubit[2] w;
                for int i in [0:n - 2] { ctrl @ rx(theta * 2 + 1) q[i], q[i + 1]; }
                for uint i in {0, 2} { inv @ pow(2) @ zz(0.3) q[i], q[i + 1]; negctrl(2) @ x q[0], q[1], q[2]; }
                rx(2.0 * (theta * v + phi)) s; gphase(-f); U(pi, 0, f) s; pow(0.5) @ h s; delay[2 * d] s; barrier;
                c = measure q; e = measure s;
                if (c < 5 && e || !c[3]) { x q; } else if (c[0:1] == 2) { reset q; } else { z s; }
                let l = q[1:2] ++ w; h l; nop q; int k = 3; k += 2; rx(k / 2.0) s; { int k = 1; ry(k) s; }
                """, """
                OPENQASM 3.0;
                include "stdgates.inc";
                pragma ketwright.unitary m 1 0.6 0.0 0.8 0.0 -0.8 0.0 0.6 0.0
                #pragma other
                qubit[3] q; bit[3] c;
                m q[0]; ctrl @ m q[1], q[0]; inv @ m q[2];
                @note
                cp(1/3.0) q[0], q[2]; rx(0x1F + 0b11 << 2) q[1]; output bit[2] o; o[0] = measure q[0]; end;
                """);
    }
}
