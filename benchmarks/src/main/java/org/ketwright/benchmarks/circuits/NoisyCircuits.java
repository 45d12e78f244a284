package org.ketwright.benchmarks.circuits;

import java.util.stream.IntStream;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ThermalRelaxation;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.NoiseModel;
import org.ketwright.simulator.device.Schedule;
import org.ketwright.simulator.device.Transpiler;

/**
 * The circuits with noise that are timed as density matrices. Angles are drawn from {@link SplitMix} in the order in
 * which the gates are listed.
 */
public final class NoisyCircuits {
    /** Layers of {@link #brick}. */
    public static final int BRICK_LAYERS = 5;
    /** Qubits of {@link #reupload}. */
    public static final int REUPLOAD_QUBITS = 8;
    /** Layers of {@link #reupload}. */
    public static final int REUPLOAD_LAYERS = 8;
    /** Features of {@link #reupload}. */
    public static final int REUPLOAD_FEATURES = 3 * REUPLOAD_QUBITS;

    private static final double MIXING = 0.01;

    /** Durations and coherence times of a device with fixed-frequency transmons, in seconds. */
    private static final ThermalRelaxation SHORT = new ThermalRelaxation(120e-6, 90e-6, 35.5e-9, 0);
    private static final ThermalRelaxation LONG = new ThermalRelaxation(120e-6, 90e-6, 300e-9, 0);
    private static final Channel ONE = new Depolarizing(2.5e-4, 1);
    private static final Channel TWO = new Depolarizing(8e-3, 2);

    private NoisyCircuits() {
    }

    /** What follows each CX of {@link NoisyCircuits#brick}. */
    public enum After {
        /** Depolarizing on the pair. */
        PAIR,
        /** Depolarizing on each of the two. */
        EACH
    }

    /**
     * Five layers of RX on each qubit, then CX(q, q + 1) for even and for odd q, with depolarizing of mixing weight 0.01
     * after each gate.
     *
     * @param qubits n, 2 or more
     * @param after what follows each CX
     * @return gates and channels
     */
    public static Circuit brick(int qubits, After after) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(qubits);
        Channel one = Depolarizing.mixing(MIXING, 1);
        Channel two = Depolarizing.mixing(MIXING, 2);
        for (int layer = 0; layer < BRICK_LAYERS; layer++) {
            for (int q = 0; q < qubits; q++) {
                circuit.rx(q, random.angle()).noise(one, q);
            }
            for (int first = 0; first < 2; first++) {
                for (int q = first; q + 1 < qubits; q += 2) {
                    circuit.cx(q, q + 1);
                    if (after == After.PAIR) {
                        circuit.noise(two, q, q + 1);
                    } else {
                        circuit.noise(one, q).noise(one, q + 1);
                    }
                }
            }
        }
        return circuit.build();
    }

    /**
     * The filter of {@link BenchmarkCircuits#quanvolution} with relaxation and depolarizing after each gate.
     *
     * @return a circuit of four features
     */
    public static Circuit quanvolution() {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(4);
        for (int q = 0; q < 4; q++) {
            single(circuit.ry(q, Angle.feature(q, Math.PI)), q);
        }
        for (int q = 0; q < 4; q++) {
            single(circuit.rz(q, random.angle()), q);
            single(circuit.ry(q, random.angle()), q);
            single(circuit.rz(q, random.angle()), q);
        }
        for (int p = 0; p < 4; p++) {
            for (int q = p + 1; q < 4; q++) {
                pair(circuit.rzz(p, q, random.angle()), p, q);
            }
        }
        return circuit.build();
    }

    /**
     * The filter of {@link BenchmarkCircuits#quanvolution} as the device ibm_nairobi runs it: placed by error, routed,
     * translated and scheduled as late as possible, with all noise that its calibration tells of, crosstalk and readout
     * included.
     *
     * @return a circuit of four features; qubit k holds qubit k of the original at the end
     */
    public static Circuit quanvolutionOnDevice() {
        Circuit circuit = BenchmarkCircuits.quanvolution();
        CircuitBuilder measured = Circuit.on(circuit.qubits(), circuit.qubits()).add(circuit);
        IntStream.range(0, circuit.qubits()).forEach(q -> measured.measure(q, q));
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        Schedule schedule = Schedule.of(Transpiler.to(device).withMerging(true).transpile(measured.build()),
                Schedule.Policy.ALAP);
        return NoiseModel.of(device).apply(schedule).circuit().withoutFinalMeasurements();
    }

    /**
     * Layers of RZ, RY, RZ whose angles are features with weights and biases, on each of eight qubits, each layer
     * followed by a ring of CX; with relaxation and depolarizing after each gate.
     *
     * @param layers how many
     * @return a circuit of 24 features and 48 parameters for each layer, weights before biases
     */
    public static Circuit reupload(int layers) {
        CircuitBuilder circuit = Circuit.on(REUPLOAD_QUBITS);
        int angles = 3 * REUPLOAD_QUBITS * layers;
        for (int i = 0; i < angles; i++) {
            int q = i / 3 % REUPLOAD_QUBITS;
            Angle angle = Angle.weighted(i % REUPLOAD_FEATURES, i, angles + i);
            single(i % 3 == 1 ? circuit.ry(q, angle) : circuit.rz(q, angle), q);
            if (i % REUPLOAD_FEATURES == REUPLOAD_FEATURES - 1) {
                for (int p = 0; p < REUPLOAD_QUBITS; p++) {
                    int next = (p + 1) % REUPLOAD_QUBITS;
                    pair(circuit.cx(p, next), p, next);
                }
            }
        }
        return circuit.build();
    }

    private static void single(CircuitBuilder circuit, int q) {
        circuit.noise(SHORT, q).noise(ONE, q);
    }

    private static void pair(CircuitBuilder circuit, int p, int q) {
        circuit.noise(LONG, p).noise(LONG, q).noise(TWO, p, q);
    }
}
