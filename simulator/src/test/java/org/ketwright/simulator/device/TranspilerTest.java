package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Jacobian;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.SharedFiles;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.qasm.QasmReader;
import tools.jackson.databind.JsonNode;

class TranspilerTest {
    private static final StateVectorSimulator SIMULATOR = StateVectorSimulator.on(Backends.named("scalar"));
    private static final double[] PARAMETERS = {0.7, -1.3, 2.1, 0.4};
    private static final Features FEATURES = Features.single(1.9, -0.6);

    static Stream<Calibration> complete() {
        return Stream.of(FakeDevices.complete(7, "cx", true), FakeDevices.complete(7, "cx", false),
                FakeDevices.complete(7, "ecr", false), FakeDevices.complete(7, "cz", false));
    }

    private static double[] state(int qubits, List<Operation> operations) {
        return SIMULATOR.states(new Circuit(qubits, 0, operations), PARAMETERS, FEATURES).getFirst().toArray();
    }

    /** A random entangled state, in gates that are not translated. */
    private static List<Operation> preparation(int qubits, SplittableRandom random) {
        CircuitBuilder c = Circuit.on(qubits);
        for (int q = 0; q < qubits; q++) {
            c.u(q, angle(random), angle(random), angle(random));
            if (q > 0) {
                c.cx(q - 1, q).rx(q, random.nextDouble(-3, 3));
            }
        }
        return c.build().operations();
    }

    private static Angle angle(SplittableRandom random) {
        return Angle.fixed(random.nextDouble(-3, 3));
    }

    private static Angle symbolic(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Angle.Parameter(random.nextInt(4), random.nextDouble(-2, 2), random.nextDouble());
            case 1 -> new Angle.Feature(random.nextInt(2), random.nextDouble(-2, 2), random.nextDouble());
            case 2 -> Angle.weighted(random.nextInt(2), random.nextInt(4), random.nextInt(4));
            default -> angle(random);
        };
    }

    private static List<Integer> shuffled(int qubits, SplittableRandom random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, qubits).boxed().toList());
        for (int i = qubits - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer x = all.get(i);
            all.set(i, all.get(j));
            all.set(j, x);
        }
        return all;
    }

    private static Operation random(Gate gate, int qubits, int controls, SplittableRandom random) {
        List<Integer> on = shuffled(qubits, random);
        List<Control> extra = IntStream.range(0, controls)
                .mapToObj(i -> new Control(on.get(gate.arity() + i), random.nextBoolean())).toList();
        return new Operation.Apply(gate, on.subList(0, gate.arity()),
                IntStream.range(0, gate.parameters()).mapToObj(i -> symbolic(random)).toList(), extra);
    }

    private static void requireOnlyItsGates(Calibration device, List<Operation> operations) {
        for (Operation o : operations) {
            if (o instanceof Operation.Conditional c) {
                requireOnlyItsGates(device, c.then());
                requireOnlyItsGates(device, c.otherwise());
            } else if (o instanceof Operation.Apply a && a.gate() != Gate.GPHASE) {
                assertTrue(a.controls().isEmpty(), a.toString());
                assertTrue(device.usable(a.gate().qasmName(), a.qubits()).isPresent(), a.toString());
                assertTrue(a.gate() == Gate.RZ || a.angles().isEmpty());
            } else {
                assertTrue(!(o instanceof Operation.Unitary));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("complete")
    void everyGateIsTranslatedExactly(Calibration device) {
        SplittableRandom random = new SplittableRandom(11);
        for (Gate gate : Gate.values()) {
            for (int controls = 0; controls <= Math.min(3, 6 - gate.arity()); controls++) {
                int qubits = Math.max(1, gate.arity() + controls);
                List<Operation> start = preparation(qubits, random);
                Operation operation = random(gate, qubits, controls, random);
                List<Operation> translated = Translation.of(device, List.of(operation), random.nextBoolean());
                requireOnlyItsGates(device, translated);
                List<Operation> wanted = new ArrayList<>(start);
                wanted.add(operation);
                List<Operation> found = new ArrayList<>(start);
                found.addAll(translated);
                assertArrayEquals(state(qubits, wanted), state(qubits, found), 1e-11,
                        gate + " with " + controls + " further controls");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("complete")
    void everyUnitaryIsTranslatedExactly(Calibration device) {
        SplittableRandom random = new SplittableRandom(12);
        for (int bits = 1; bits <= 3; bits++) {
            for (int trial = 0; trial < 6; trial++) {
                int qubits = bits + trial % 3;
                List<Integer> on = shuffled(qubits, random);
                List<Control> controls = on.subList(bits, qubits).stream()
                        .map(q -> new Control(q, random.nextBoolean())).toList();
                Operation operation = new Operation.Unitary(unitary(bits, trial, random), on.subList(0, bits),
                        controls);
                List<Operation> start = preparation(qubits, random);
                List<Operation> wanted = new ArrayList<>(start);
                wanted.add(operation);
                List<Operation> found = new ArrayList<>(start);
                found.addAll(Translation.of(device, List.of(operation), false));
                assertArrayEquals(state(qubits, wanted), state(qubits, found), 1e-11);
            }
        }
    }

    /** Columns of a random circuit, or of a catalogue gate with many zeros. */
    private static Matrix unitary(int bits, int trial, SplittableRandom random) {
        if (trial == 0) {
            return bits == 1 ? Gate.X.matrix() : bits == 2 ? Gate.ISWAP.matrix() : Gate.RCCX.matrix();
        }
        List<Operation> body = preparation(bits, random);
        int d = 1 << bits;
        double[] entries = new double[2 * d * d];
        for (int column = 0; column < d; column++) {
            CircuitBuilder c = Circuit.on(bits);
            for (int q = 0; q < bits; q++) {
                if ((column >> q & 1) != 0) {
                    c.x(q);
                }
            }
            body.forEach(c::add);
            StateVector v = SIMULATOR.states(c.build(), PARAMETERS, FEATURES).getFirst();
            for (int row = 0; row < d; row++) {
                entries[2 * (row * d + column)] = v.re(row);
                entries[2 * (row * d + column) + 1] = v.im(row);
            }
        }
        return Matrix.of(bits, entries);
    }

    private static Circuit random(int qubits, int operations, SplittableRandom random) {
        List<Gate> gates = List.of(Gate.values());
        CircuitBuilder c = Circuit.on(qubits);
        for (int i = 0; i < operations; i++) {
            Gate gate = gates.get(random.nextInt(gates.size()));
            if (gate.arity() <= qubits) {
                c.add(random(gate, qubits, gate.arity() < qubits && random.nextInt(4) == 0 ? 1 : 0, random));
            }
            if (random.nextInt(8) == 0) {
                c.wall();
            }
        }
        return c.build();
    }

    static Stream<Calibration> sparse() {
        return Stream.of(Calibration.bundled("ibm_nairobi").orElseThrow(),
                Calibration.bundled("ibmq_montreal").orElseThrow(),
                FakeDevices.of(6, "ecr", false, List.of(List.of(1, 0), List.of(1, 2), List.of(3, 2), List.of(3, 4),
                        List.of(5, 4))));
    }

    @ParameterizedTest
    @MethodSource("sparse")
    void circuitsKeepTheirStatesAndDerivatives(Calibration device) {
        SplittableRandom random = new SplittableRandom(13);
        int swaps = 0;
        for (int trial = 0; trial < 12; trial++) {
            int qubits = 2 + trial % 5;
            Circuit circuit = random(qubits, 14, random);
            Transpiler transpiler = Transpiler.to(device).withMerging(trial % 2 == 0).withSeed(trial);
            Transpiled fitted = (trial % 3 == 0 ? transpiler.withLayout(Layout.trivial(qubits)) : transpiler)
                    .transpile(circuit);
            swaps += fitted.swaps();
            requireOnlyItsGates(device, fitted.onDevice().operations());
            double[] wanted = state(qubits, circuit.operations());
            double[] found = state(fitted.circuit().qubits(), fitted.circuit().operations());
            assertArrayEquals(wanted, java.util.Arrays.copyOf(found, wanted.length), 1e-11);
            List<Observable> observables = Observable.allZ(qubits);
            Jacobian a = SIMULATOR.jacobian(circuit, PARAMETERS, FEATURES, observables);
            Jacobian b = SIMULATOR.jacobian(fitted.circuit(), PARAMETERS, FEATURES, observables);
            assertArrayEquals(a.byParameter(), b.byParameter(), 1e-10);
            assertArrayEquals(a.byFeature(), b.byFeature(), 1e-10);
        }
        assertTrue(swaps > 0);
    }

    @Test
    void branchesReturnTheirQubits() {
        Calibration device = FakeDevices.of(4, "cx", true, List.of(List.of(0, 1), List.of(1, 2), List.of(2, 3)));
        Circuit circuit = Circuit.on(4, 4).h(0).measure(0, 0)
                .when(Condition.set(0), new Operation.Apply(Gate.RX, List.of(3), List.of(Angle.fixed(1.1))),
                        new Operation.Apply(Gate.CX, List.of(3, 0), List.of()))
                .rx(1, 0.3).cx(1, 3).measure(0, 1).measure(1, 2).measure(3, 3).build();
        Transpiled fitted = Transpiler.to(device).withLayout(Layout.trivial(4)).transpile(circuit);
        requireOnlyItsGates(device, fitted.onDevice().operations());
        assertTrue(fitted.swaps() >= 4);
        Map<String, Double> wanted = SIMULATOR.distribution(circuit, PARAMETERS, FEATURES).probabilities();
        Map<String, Double> found = SIMULATOR.distribution(fitted.circuit(), PARAMETERS, FEATURES).probabilities();
        wanted.forEach((outcome, p) -> assertEquals(p, found.getOrDefault(outcome, 0.0), 1e-12));
    }

    @Test
    void nativeGatesStayAndRotationsAreVirtual() {
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        Circuit product = Circuit.on(1).rx(0, Angle.feature(0)).p(0, Angle.feature(1)).h(0).build();
        Transpiled fitted = Transpiler.to(device).withLayout(new Layout(List.of(3))).transpile(product);
        assertEquals(List.of(3), fitted.qubits());
        assertEquals(3, fitted.circuit().counts().get("sx"));
        Circuit own = Circuit.on(2).sx(0).sx(0).cx(0, 1).cx(0, 1).x(1).rz(0, 0.3).build();
        assertEquals(own, Transpiler.to(device).withLayout(Layout.trivial(2)).transpile(own).circuit());
        Transpiled merged = Transpiler.to(device).withLayout(Layout.trivial(2)).withMerging(true).transpile(own);
        assertEquals(2, merged.circuit().counts().get("x"), "two sx become one x");
        assertEquals(2, merged.circuit().counts().get("cx"));
    }

    @Test
    void theLayoutByErrorAvoidsBadQubits() {
        Calibration nairobi = Calibration.bundled("ibm_nairobi").orElseThrow();
        Circuit pair = Circuit.on(2, 2).h(0).cx(0, 1).measure(0, 0).measure(1, 1).build();
        Layout layout = Layout.byError(pair, nairobi);
        assertTrue(nairobi.coupling().isCoupled(layout.physical().get(0), layout.physical().get(1)));
        assertTrue(!layout.physical().contains(0) && !layout.physical().contains(5), layout.toString());
        assertEquals(layout, Layout.byError(pair, nairobi));
        CircuitBuilder chain = Circuit.on(12);
        for (int q = 0; q + 1 < 12; q++) {
            chain.cx(q, q + 1);
        }
        Calibration montreal = Calibration.bundled("ibmq_montreal").orElseThrow();
        assertEquals(0, Transpiler.to(montreal).transpile(chain.build()).swaps());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Calibration parts = FakeDevices.of(5, "cx", true, List.of(List.of(0, 1), List.of(2, 3), List.of(3, 4)));
        Circuit wide = Circuit.on(6).build();
        assertEquals("the circuit has 6 qubits but fake_cx has 5", message(() -> Transpiler.to(parts).transpile(wide)));
        Circuit four = Circuit.on(4).cx(0, 3).build();
        assertTrue(message(() -> Transpiler.to(parts).transpile(four)).contains("largest connected part"));
        assertTrue(message(() -> Transpiler.to(parts).withLayout(Layout.trivial(4)).transpile(four))
                .contains("no couplings join qubits 0 and 3"));
        assertTrue(message(() -> Transpiler.to(parts).withLayout(Layout.trivial(3)).transpile(four))
                .contains("the layout 3"));
        assertTrue(message(() -> new Layout(List.of(1, 1))).contains("of its own"));
        Transpiled fits = Transpiler.to(parts).transpile(Circuit.on(3).cx(0, 1).cx(1, 2).build());
        assertTrue(fits.qubits().containsAll(List.of(2, 3, 4)));
    }

    private static String message(org.junit.jupiter.api.function.Executable body) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, body).getMessage());
    }

    @Test
    void benchmarkCircuitsKeepTheirDistributions() throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        int compared = 0;
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json")).get("circuits")) {
            if (c.get("n_qubits").asInt() > 7) {
                continue;
            }
            String file = c.get("file").asString();
            Circuit circuit = new QasmReader().read(folder.resolve(file)).circuit();
            if (!c.get("measured").asBoolean()) {
                circuit = measuringAll(circuit);
            }
            Map<String, Double> before = distribution(circuit);
            JsonNode top = c.get("top");
            Transpiler transpiler = Transpiler.to(device);
            for (Transpiler way : List.of(transpiler, transpiler.withMerging(true),
                    transpiler.withLayout(Layout.trivial(circuit.qubits())))) {
                Map<String, Double> found = distribution(way.transpile(circuit).circuit());
                for (String outcome : top.propertyNames()) {
                    assertEquals(top.get(outcome).asDouble(), found.getOrDefault(outcome, 0.0), 1e-9,
                            file + ", " + outcome);
                }
                Set<String> outcomes = new TreeSet<>(before.keySet());
                outcomes.addAll(found.keySet());
                for (String outcome : outcomes) {
                    assertEquals(before.getOrDefault(outcome, 0.0), found.getOrDefault(outcome, 0.0), 1e-9,
                            file + ", " + outcome);
                }
            }
            compared++;
        }
        assertTrue(compared > 20, "compared " + compared);
    }

    private static Map<String, Double> distribution(Circuit circuit) {
        return SIMULATOR.distribution(circuit, new double[0], Features.none()).probabilities();
    }

    private static Circuit measuringAll(Circuit circuit) {
        CircuitBuilder out = Circuit.on(circuit.qubits(), circuit.qubits());
        circuit.operations().forEach(out::add);
        for (int q = 0; q < circuit.qubits(); q++) {
            out.measure(q, q);
        }
        return out.build();
    }
}
