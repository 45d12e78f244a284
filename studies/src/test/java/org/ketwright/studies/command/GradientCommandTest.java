package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import tools.jackson.databind.JsonNode;

/** What {@code ketwright gradient} prints and writes, and how it ends. */
class GradientCommandTest {
    private static final String CIRCUIT = """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float theta;
            @ketwright.feature
            input float pixel;
            input angle phi;
            qubit[3] q;
            bit[1] c;
            ry(theta) q[0];
            cx q[0], q[1];
            rx(2 * phi + 0.3) q[1];
            cp(pixel) q[1], q[2];
            ry(theta / 2) q[2];
            h q[1];
            c[0] = measure q[0];
            """;
    private static final String[] OBSERVABLES = {"Z0 Z1", "0.5 X2 - Y1", "X0"};

    @TempDir
    Path folder = Path.of("");

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private double[] expectations(String circuit, double theta, double phi, double x) throws IOException {
        String values = write("at.json", "{\"theta\": " + theta + ", \"phi\": " + phi + ", \"pixel\": " + x + "}");
        CommandRun run = CommandRun.of("simulate", circuit, "--inputs", values, "--json", "--expect", OBSERVABLES[0],
                "--expect", OBSERVABLES[1], "--expect", OBSERVABLES[2]);
        assertEquals(0, run.code(), run.err());
        JsonNode list = Json.parse(run.out()).get("expectations");
        return new double[] {list.get(0).get("value").doubleValue(), list.get(1).get("value").doubleValue(),
                list.get(2).get("value").doubleValue()};
    }

    @ParameterizedTest
    @CsvSource({"cpu,double,1e-8", "scalar,double,1e-8", "cpu,single,1e-4"})
    void jacobiansEqualCentralDifferences(String backend, String precision, double tolerance) throws IOException {
        String circuit = write("circuit.qasm", CIRCUIT);
        String values = write("values.json", "{\"pixel\": 0.4, \"theta\": 0.7, \"phi\": -1.1}");
        Path out = folder.resolve("jacobian.npy");
        CommandRun run = CommandRun.of("gradient", circuit, "--inputs", values, "--expect", OBSERVABLES[0], "--expect",
                OBSERVABLES[1], "--expect", OBSERVABLES[2], "--out", out.toString(), "--json", "--backend", backend,
                "--precision", precision);
        assertEquals(0, run.code(), run.err());
        NumpyArray jacobian = NumpyFile.read(out);
        assertEquals(List.of(3, 3), jacobian.shape());
        double[] at = {0.7, -1.1, 0.4};
        double h = 1e-5;
        double[] wanted = new double[9];
        for (int i = 0; i < 3; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += h;
            down[i] -= h;
            double[] high = expectations(circuit, up[0], up[1], up[2]);
            double[] low = expectations(circuit, down[0], down[1], down[2]);
            for (int k = 0; k < 3; k++) {
                wanted[3 * k + i] = (high[k] - low[k]) / (2 * h);
            }
        }
        assertArrayEquals(wanted, jacobian.doubles(), tolerance);
        JsonNode tree = Json.parse(run.out());
        assertEquals(Json.parse("[\"theta\", \"phi\", \"pixel\"]"), tree.get("columns"));
        assertEquals("adjoint", tree.get("differentiation").stringValue());
        assertEquals(backend, tree.get("backend").stringValue());
        double[] direct = expectations(circuit, 0.7, -1.1, 0.4);
        for (int k = 0; k < 3; k++) {
            assertEquals(direct[k], tree.get("expectations").get(k).get("value").doubleValue(), tolerance);
        }
        // Measured qubits have no X left.
        assertEquals(0, direct[2]);
    }

    @Test
    void linesNameObservablesAndInputs() throws IOException {
        String circuit = write("circuit.qasm",
                "OPENQASM 3.0; include \"stdgates.inc\"; input float angle_1; qubit q; ry(angle_1) q;");
        Path out = folder.resolve("jacobian.npy");
        CommandRun run = CommandRun.of("gradient", circuit, "--inputs", write("v.json", "{\"angle_1\": 0}"), "--expect",
                "X0",
                "--out", out.toString());
        assertEquals("expectation  X0  0.0\nderivative  X0  angle_1  1.0\njacobian  " + out + "\n",
                run.out().replaceAll("0\\.99999\\d*|1\\.00000\\d*", "1.0").replaceAll("-?\\d[.\\d]*E-1\\d", "0.0"));
        assertTrue(run.lastLine().endsWith("adjoint"), run.err());
    }

    @Test
    void whatCannotBeDifferentiatedIsRefused() throws IOException {
        String values = write("v.json", "{\"theta\": 0, \"phi\": 1, \"pixel\": 2}");
        String circuit = write("circuit.qasm", CIRCUIT);
        String none = write("none.json", "{}");
        assertFails(3, "declares no input", write("fixed.qasm", "OPENQASM 2.0; qreg q[1];"), none, "Z0", "a.npy");
        assertFails(3, "measures at its end alone", write("inside.qasm", CIRCUIT + "x q[0];"), values, "Z0", "a.npy");
        assertFails(3, "inputs without a value: theta, phi, pixel", circuit, none, "Z0", "a.npy");
        assertFails(2, "--expect \"Z7\"", circuit, values, "Z7", "a.npy");
        assertFails(2, "folder does not exist", circuit, values, "Z0", "no/a.npy");
        assertFails(6, "the most that fits is",
                write("large.qasm", "OPENQASM 3.0; input float theta; qubit[60] q; U(theta, 0, 0) q[3];"),
                write("t.json", "{\"theta\": 0}"), "Z0", "a.npy");
        CommandRun run = CommandRun.of("gradient", circuit);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("Missing required options"), run.err());
    }

    private void assertFails(int code, String message, String circuit, String values, String expect, String out)
            throws IOException {
        CommandRun run = CommandRun.of("gradient", circuit, "--inputs", values, "--expect", expect, "--out",
                folder.resolve(out).toString());
        assertEquals(code, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.anyMatch(path -> path.toString().contains("npy")));
        }
    }
}
