package org.ketwright.benchmarks.circuits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Observable;

/**
 * The circuits that are timed, here and by the drivers of other simulators. Angles are drawn from {@link SplitMix} in
 * the order in which the gates are listed.
 */
public final class BenchmarkCircuits {
    /** Layers of {@link #brick}. */
    public static final int BRICK_LAYERS = 20;
    /** Layers of {@link #stronglyEntangling}. */
    public static final int ENTANGLING_LAYERS = 10;
    /** Qubits of {@link #reupload}. */
    public static final int REUPLOAD_QUBITS = 8;
    /** Layers of {@link #reupload}. */
    public static final int REUPLOAD_LAYERS = 32;
    /** Pixels of {@link #reupload}. */
    public static final int REUPLOAD_FEATURES = 256;

    private static final int QCBM_LAYERS = 9;

    private BenchmarkCircuits() {
    }

    /** The circuits on one large state. */
    public enum Large {
        /** See {@link BenchmarkCircuits#qft}. */
        QFT {
            @Override
            public Circuit on(int qubits) {
                return qft(qubits);
            }
        },
        /** See {@link BenchmarkCircuits#qcbm}. */
        QCBM {
            @Override
            public Circuit on(int qubits) {
                return qcbm(qubits);
            }
        },
        /** See {@link BenchmarkCircuits#brick}. */
        BRICK {
            @Override
            public Circuit on(int qubits) {
                return brick(qubits);
            }
        },
        /** See {@link BenchmarkCircuits#stronglyEntangling}. */
        STRONGLY_ENTANGLING {
            @Override
            public Circuit on(int qubits) {
                return stronglyEntangling(qubits);
            }
        };

        /**
         * The circuit.
         *
         * @param qubits n
         * @return gates with fixed angles
         */
        public abstract Circuit on(int qubits);
    }

    /** Where a single gate acts. */
    public enum Place {
        /** On the lowest qubits. */
        LOW,
        /** On the qubits in the middle. */
        MIDDLE,
        /** On the highest qubits. */
        HIGH;

        /**
         * The highest qubit that a gate touches.
         *
         * @param qubits n
         * @param arity qubits of the gate
         * @return arity - 1, n / 2 or n - 1
         */
        int last(int qubits, int arity) {
            return switch (this) {
                case LOW -> arity - 1;
                case MIDDLE -> qubits / 2;
                case HIGH -> qubits - 1;
            };
        }
    }

    /**
     * Quantum Fourier transform with its final swaps: index j goes to the sum over k of exp(2 pi i j k / 2^n) k.
     *
     * @param qubits n, 1 or more
     * @return H and controlled phases from the highest qubit down, then swaps
     */
    public static Circuit qft(int qubits) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int j = qubits - 1; j >= 0; j--) {
            circuit.h(j);
            for (int k = j - 1; k >= 0; k--) {
                circuit.cp(k, j, Math.scalb(Math.PI, k - j));
            }
        }
        for (int i = 0; i < qubits / 2; i++) {
            circuit.swap(i, qubits - 1 - i);
        }
        return circuit.build();
    }

    /**
     * Quantum circuit Born machine: rotations on each qubit and rings of CX.
     *
     * @param qubits n, 2 or more
     * @return 41 n gates
     */
    public static Circuit qcbm(int qubits) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int q = 0; q < qubits; q++) {
            circuit.rx(q, random.angle()).rz(q, random.angle());
        }
        ring(circuit, qubits, 1);
        for (int layer = 0; layer < QCBM_LAYERS; layer++) {
            for (int q = 0; q < qubits; q++) {
                circuit.rz(q, random.angle()).rx(q, random.angle()).rz(q, random.angle());
            }
            ring(circuit, qubits, 1);
        }
        for (int q = 0; q < qubits; q++) {
            circuit.rz(q, random.angle()).rx(q, random.angle());
        }
        return circuit.build();
    }

    /**
     * Random one-qubit unitaries and CZ in a brick pattern.
     *
     * @param qubits n, 2 or more
     * @return 20 layers of Rot on each qubit and CZ on every other pair of neighbors
     */
    public static Circuit brick(int qubits) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int layer = 0; layer < BRICK_LAYERS; layer++) {
            rotate(circuit, qubits, random);
            for (int q = layer % 2; q + 1 < qubits; q += 2) {
                circuit.cz(q, q + 1);
            }
        }
        return circuit.build();
    }

    /**
     * Strongly entangling layers (Schuld et al. 2020).
     *
     * @param qubits n, 2 or more
     * @return 10 layers of Rot on each qubit and a ring of CX whose range grows
     */
    public static Circuit stronglyEntangling(int qubits) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int layer = 0; layer < ENTANGLING_LAYERS; layer++) {
            rotate(circuit, qubits, random);
            ring(circuit, qubits, layer % (qubits - 1) + 1);
        }
        return circuit.build();
    }

    /**
     * One gate.
     *
     * @param gate which
     * @param place where; gates on two qubits act on neighbors, the control below the target
     * @param qubits n
     * @return the gate alone
     */
    public static Circuit single(Gate gate, Place place, int qubits) {
        SplitMix random = new SplitMix();
        int last = place.last(qubits, gate.arity());
        List<Integer> on = IntStream.rangeClosed(last - gate.arity() + 1, last).boxed().toList();
        Angle[] angles = IntStream.range(0, gate.parameters()).mapToObj(i -> Angle.fixed(random.angle()))
                .toArray(Angle[]::new);
        return Circuit.on(qubits).gate(gate, on, angles).build();
    }

    /**
     * Layers of one-qubit rotations and CX between neighbors until there are as many gates as wanted.
     *
     * @param qubits n, 2 or more
     * @param gates how many
     * @return Rot on each qubit in turn, then CX(q, q + 1) for all q, and again
     */
    public static Circuit layered(int qubits, int gates) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int gate = 0; gate < gates; gate++) {
            int at = gate % (2 * qubits - 1);
            if (at < qubits) {
                rot(circuit, at, random);
            } else {
                circuit.cx(at - qubits, at - qubits + 1);
            }
        }
        return circuit.build();
    }

    /**
     * The filter of a quanvolution: RY(pi x) on each of four qubits, Rot on each, RZZ on all six pairs.
     *
     * @return a circuit of four features
     */
    public static Circuit quanvolution() {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(4);
        for (int q = 0; q < 4; q++) {
            circuit.ry(q, Angle.feature(q, Math.PI));
        }
        rotate(circuit, 4, random);
        for (int p = 0; p < 4; p++) {
            for (int q = p + 1; q < 4; q++) {
                circuit.rzz(p, q, random.angle());
            }
        }
        return circuit.build();
    }

    /**
     * A classifier that uploads 256 pixels three times (Wendlinger et al. 2024): 32 layers of Rot(w x + b) on each of
     * eight qubits, each followed by a ring of CX whose range cycles through 1..7. Weights are the first 768
     * parameters, biases the others; pixels repeat.
     *
     * @return a circuit of 256 features and 1,536 parameters
     */
    public static Circuit reupload() {
        CircuitBuilder circuit = Circuit.on(REUPLOAD_QUBITS);
        int angles = 3 * REUPLOAD_QUBITS * REUPLOAD_LAYERS;
        for (int layer = 0; layer < REUPLOAD_LAYERS; layer++) {
            for (int q = 0; q < REUPLOAD_QUBITS; q++) {
                Angle[] three = new Angle[3];
                for (int k = 0; k < 3; k++) {
                    int i = (layer * REUPLOAD_QUBITS + q) * 3 + k;
                    three[k] = Angle.weighted(i % REUPLOAD_FEATURES, i, angles + i);
                }
                circuit.rot(q, three[0], three[1], three[2]);
            }
            ring(circuit, REUPLOAD_QUBITS, layer % (REUPLOAD_QUBITS - 1) + 1);
        }
        return circuit.build();
    }

    /**
     * What is read off each circuit of a batch: Z on each of the first four qubits.
     *
     * @return four observables
     */
    public static List<Observable> readout() {
        List<Observable> all = new ArrayList<>();
        for (int q = 0; q < 4; q++) {
            all.add(Observable.z(q));
        }
        return List.copyOf(all);
    }

    private static void ring(CircuitBuilder circuit, int qubits, int range) {
        for (int q = 0; q < qubits; q++) {
            circuit.cx(q, (q + range) % qubits);
        }
    }

    private static void rotate(CircuitBuilder circuit, int qubits, SplitMix random) {
        for (int q = 0; q < qubits; q++) {
            rot(circuit, q, random);
        }
    }

    private static void rot(CircuitBuilder circuit, int qubit, SplitMix random) {
        Angle a = Angle.fixed(random.angle());
        Angle b = Angle.fixed(random.angle());
        Angle c = Angle.fixed(random.angle());
        circuit.rot(qubit, a, b, c);
    }
}
