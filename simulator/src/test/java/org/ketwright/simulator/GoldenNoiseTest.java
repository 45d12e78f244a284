package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ThermalRelaxation;
import org.ketwright.simulator.numpy.NumpyFile;
import tools.jackson.databind.JsonNode;

/** Noisy circuits that Cirq, Aer and PennyLane computed. */
class GoldenNoiseTest {
    private static final double[] NONE = {};

    static List<DensityMatrixSimulator> simulators() {
        return DensityMatrixSimulatorTest.simulators().toList();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void statesAndReadings(DensityMatrixSimulator simulator) throws IOException {
        Path folder = SharedFiles.golden("noise", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("index.json")).get("cases")) {
            int n = c.get("n").asInt();
            CircuitBuilder builder = Circuit.on(n, n);
            c.get("ops").forEach(o -> builder.add(operation(o)));
            Circuit circuit = builder.build();
            DensityMatrix state = simulator.densities(circuit, NONE, Features.none()).get(0);
            double[] wanted = NumpyFile.read(folder.resolve(c.get("rho").asString())).doubles();
            assertArrayEquals(wanted, state.toArray(), 1e-12, c.get("name").asString());
            assertArrayEquals(numbers(c.get("probabilities_ideal_readout")),
                    simulator.probabilities(circuit, NONE, Features.none()), 1e-12);

            CircuitBuilder measured = Circuit.on(n, n).add(circuit);
            CircuitBuilder disturbed = Circuit.on(n, n).add(circuit);
            for (int q = 0; q < n; q++) {
                JsonNode e = c.get("readout").get(q);
                ReadoutError error = ReadoutError.asymmetric(e.get("p01").asDouble(), e.get("p10").asDouble());
                measured.measure(q, q).misread(error, q);
                disturbed.noise(error, q);
            }
            double[] read = numbers(c.get("probabilities_with_readout_error"));
            Map<String, Double> given = new TreeMap<>(
                    simulator.distribution(measured.build(), NONE, Features.none()).probabilities());
            for (int i = 0; i < read.length; i++) {
                String key = String.format("%" + n + "s", Integer.toBinaryString(i)).replace(' ', '0');
                assertEquals(read[i], given.getOrDefault(key, 0.0), 1e-12);
            }
            assertArrayEquals(read, simulator.probabilities(disturbed.build(), NONE, Features.none()), 1e-12);
            assertTrue(state.purity() <= 1 + 1e-12);
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }

    private static Operation operation(JsonNode o) {
        List<Integer> qubits = new ArrayList<>();
        o.get("q").forEach(q -> qubits.add(q.asInt()));
        if (o.has("gate")) {
            String name = o.get("gate").asString();
            List<Angle> angles = new ArrayList<>();
            o.get("params").forEach(a -> angles.add(Angle.fixed(a.asDouble())));
            return new Operation.Apply(Gate.named(name).orElseThrow(), qubits, angles);
        }
        List<Integer> order = o.get("noise").asString().equals("kraus") ? qubits.reversed() : qubits;
        return new Operation.Noise(channel(o, qubits.size()), order);
    }

    private static Channel channel(JsonNode o, int qubits) {
        return switch (o.get("noise").asString()) {
            case "depolarizing" -> Depolarizing.mixing(o.get("lam").asDouble(), qubits);
            case "amplitude_damping" -> new AmplitudeDamping(o.get("gamma").asDouble());
            case "generalized_amplitude_damping" -> new GeneralizedAmplitudeDamping(o.get("gamma").asDouble(),
                    1 - o.get("p").asDouble());
            case "phase_damping" -> new PhaseDamping(o.get("gamma").asDouble());
            case "bit_flip" -> PauliChannel.bitFlip(o.get("p").asDouble());
            case "phase_flip" -> PauliChannel.phaseFlip(o.get("p").asDouble());
            case "bit_phase_flip" -> PauliChannel.bitPhaseFlip(o.get("p").asDouble());
            case "reset" -> new ResetError(o.get("p0").asDouble(), o.get("p1").asDouble());
            case "thermal_relaxation" -> new ThermalRelaxation(o.get("t1").asDouble(), o.get("t2").asDouble(),
                    o.get("t").asDouble(), o.get("pe").asDouble());
            case "pauli" -> {
                Map<String, Double> p = new TreeMap<>();
                o.get("probs").properties().forEach(e -> p.put(e.getKey(), e.getValue().asDouble()));
                p.remove("I".repeat(qubits));
                yield new PauliChannel(qubits, p);
            }
            case "kraus" -> {
                List<Matrix> operators = new ArrayList<>();
                o.get("kraus").forEach(k -> {
                    double[] e = StreamSupport.stream(k.spliterator(), false)
                            .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                            .flatMapToDouble(z -> IntStream.range(0, 2).mapToDouble(i -> z.get(i).asDouble()))
                            .toArray();
                    operators.add(Matrix.of(qubits, e));
                });
                yield new Kraus(operators);
            }
            default -> throw new AssertionError("unknown noise " + o);
        };
    }
}
