package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;

/** Seeded random circuits over the whole catalogue. */
final class RandomCircuits {
    static final int PARAMETERS = 5;
    static final int FEATURES = 3;
    private static final List<Gate> GATES = List.of(Gate.values());

    private final SplittableRandom random;

    RandomCircuits(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Gates with fixed angles, extra controls and matrices. */
    Circuit fixed(int qubits, int operations) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int i = 0; i < operations; i++) {
            circuit.add(random.nextInt(12) == 0 ? unitary(qubits) : gate(qubits, false));
        }
        return circuit.build();
    }

    /** Gates with angles of every kind, parameters and features shared and repeated. */
    Circuit driven(int qubits, int operations) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int i = 0; i < operations; i++) {
            circuit.add(gate(qubits, true));
        }
        return circuit.build();
    }

    double[] parameters() {
        return random.doubles(PARAMETERS, -3, 3).toArray();
    }

    Features features(int samples) {
        return new Features(samples, FEATURES, random.doubles((long) samples * FEATURES, -3, 3).toArray());
    }

    Observable observable(int qubits) {
        List<Observable.Term> terms = new ArrayList<>();
        for (int t = random.nextInt(1, 4); t > 0; t--) {
            terms.add(new Observable.Term(random.nextDouble(-2, 2),
                    new PauliString(random.nextLong(1L << qubits), random.nextLong(1L << qubits))));
        }
        return new Observable(terms);
    }

    List<Observable> observables(int qubits, int count) {
        return IntStream.range(0, count).mapToObj(i -> observable(qubits)).toList();
    }

    double[] numbers(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    /** All qubits in random order. */
    List<Integer> shuffled(int qubits) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, qubits).boxed().toList());
        Collections.shuffle(all, new Random(random.nextLong()));
        return all;
    }

    private Operation gate(int qubits, boolean driven) {
        Gate gate;
        do {
            gate = GATES.get(random.nextInt(GATES.size()));
        } while (gate.arity() > qubits);
        List<Integer> order = shuffled(qubits);
        List<Angle> angles = new ArrayList<>();
        for (int i = 0; i < gate.parameters(); i++) {
            angles.add(driven ? angle() : Angle.fixed(random.nextDouble(-7, 7)));
        }
        int further = random.nextInt(4) == 0 ? random.nextInt(qubits - gate.arity() + 1) : 0;
        return new Operation.Apply(gate, order.subList(0, gate.arity()), angles,
                controls(order.subList(gate.arity(), gate.arity() + further)));
    }

    private List<Control> controls(List<Integer> qubits) {
        return qubits.stream().map(q -> new Control(q, random.nextBoolean())).toList();
    }

    private Angle angle() {
        double scale = random.nextDouble(-2, 2);
        return switch (random.nextInt(5)) {
            case 0 -> Angle.fixed(random.nextDouble(-7, 7));
            case 1 -> Angle.parameter(random.nextInt(PARAMETERS), scale, random.nextDouble(-1, 1));
            case 2 -> Angle.feature(random.nextInt(FEATURES), scale, random.nextDouble(-1, 1));
            default -> new Angle.Weighted(random.nextInt(FEATURES), random.nextInt(PARAMETERS),
                    random.nextInt(-1, PARAMETERS), scale);
        };
    }

    private Operation unitary(int qubits) {
        List<Integer> order = shuffled(qubits);
        int bits = random.nextInt(1, Math.min(3, qubits) + 1);
        int further = random.nextInt(Math.min(2, qubits - bits) + 1);
        return new Operation.Unitary(unitaryMatrix(bits), order.subList(0, bits),
                controls(order.subList(bits, bits + further)));
    }

    /** exp(i H) of a random Hermitian H. */
    Matrix unitaryMatrix(int bits) {
        int d = 1 << bits;
        Dense m = Dense.zero(d, d);
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                m.re()[r][c] = random.nextDouble(-1, 1);
                m.im()[r][c] = random.nextDouble(-1, 1);
            }
        }
        Dense u = m.plus(m.adjoint()).times(0, 1).exp();
        double[] entries = new double[2 * d * d];
        for (int i = 0; i < d * d; i++) {
            entries[2 * i] = u.re()[i / d][i % d];
            entries[2 * i + 1] = u.im()[i / d][i % d];
        }
        return Matrix.of(bits, entries);
    }
}
