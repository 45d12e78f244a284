package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ReadoutError;

/** Seeded random circuits over the whole catalogue. */
final class RandomCircuits {
    static final int PARAMETERS = 5;
    static final int FEATURES = 3;
    private static final int TOUR = 4;
    private static final List<Gate> GATES = List.of(Gate.values());
    private static final List<SampleChannel> KINDS = List.of(SampleChannel.values());

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

    /** Driven gates, each followed by noise now and then. */
    Circuit noisy(int qubits, int operations) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int i = 0; i < operations; i++) {
            // Many controls on a density matrix are many steps, so gates stay on 3 qubits at most.
            List<Integer> places = shuffled(qubits);
            circuit.add(gate(Math.min(qubits, 3), true).renumbered(places::get, c -> c));
            if (random.nextInt(2) == 0) {
                circuit.add(noise(qubits));
            }
        }
        return circuit.build();
    }

    /**
     * One of many noisy circuits that together have all there is: each gate, matrices on up to {@code widest} qubits, up
     * to three further controls, each kind of channel, and strengths of exactly 0 and 1 as well as between. Gates of each share
     * parameters and features.
     *
     * @param qubits number of qubits, 2 or more
     * @param number which one
     * @param widest most qubits of a matrix
     */
    Circuit tour(int qubits, int number, int widest) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int i = 0; i < TOUR; i++) {
            int turn = number * TOUR + i;
            Gate gate = GATES.get(turn % GATES.size());
            circuit.add(gate.arity() <= qubits ? gate(gate, qubits, true) : gate(qubits, true));
            SampleChannel kind = KINDS.get(turn % KINDS.size());
            double strength = switch (turn / KINDS.size() % 3) {
                case 0 -> 0;
                case 1 -> 1;
                default -> random.nextDouble(0.05, 0.8);
            };
            circuit.add(noise(kind.at(strength, this), qubits));
        }
        List<Integer> order = shuffled(qubits);
        circuit.controlled(controls(order.subList(1, 1 + number % Math.min(4, qubits))), Gate.RY, order.subList(0, 1),
                Angle.weighted(0, 0, 1)).add(unitary(qubits, 1 + number % Math.min(widest, qubits)));
        return circuit.crx(0, 1, Angle.parameter(0)).rzz(1, 0, Angle.feature(0)).build();
    }

    /** Driven gates with measurements, resets, noise, misreading and branches between them; ends with measurements. */
    Circuit dynamic(int qubits, int clbits, int rounds) {
        CircuitBuilder circuit = Circuit.on(qubits, clbits);
        for (int i = 0; i < rounds; i++) {
            circuit.add(gate(qubits, true)).add(gate(qubits, true)).add(event(qubits, clbits, 2));
        }
        return circuit.measure(0, 0).add(misread(clbits)).measure(qubits - 1, clbits - 1).add(misread(clbits)).build();
    }

    private Operation event(int qubits, int clbits, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new Operation.Measure(random.nextInt(qubits), random.nextInt(clbits));
            case 1 -> new Operation.Reset(random.nextInt(qubits));
            case 2 -> noise(qubits);
            case 3 -> misread(clbits);
            default -> {
                Set<Integer> asked = new TreeSet<>(List.of(random.nextInt(clbits), random.nextInt(clbits)));
                yield new Operation.Conditional(
                        new Condition(List.copyOf(asked), random.nextInt(2 << asked.size()), random.nextBoolean()),
                        List.of(gate(qubits, true), event(qubits, clbits, depth - 1)),
                        List.of(gate(qubits, true), event(qubits, clbits, depth - 1)));
            }
        };
    }

    private Operation misread(int clbits) {
        List<Integer> order = shuffled(clbits);
        return clbits > 1 && random.nextBoolean()
                ? new Operation.Misread((ReadoutError) SampleChannel.READOUT_ERROR_ON_TWO.at(random.nextDouble(), this),
                        order.subList(0, 2))
                : new Operation.Misread(ReadoutError.asymmetric(random.nextDouble(), random.nextDouble()),
                        order.subList(0, 1));
    }

    /** Noise of any kind, on any qubits. */
    Operation.Noise noise(int qubits) {
        List<SampleChannel> kinds = SampleChannel.upTo(qubits);
        return noise(kinds.get(random.nextInt(kinds.size())).at(random.nextDouble(0.01, 0.6), this), qubits);
    }

    private Operation.Noise noise(Channel channel, int qubits) {
        return new Operation.Noise(channel, shuffled(qubits).subList(0, channel.qubits()));
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
        return gate(gate, qubits, driven);
    }

    private Operation gate(Gate gate, int qubits, boolean driven) {
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
        return unitary(qubits, random.nextInt(1, Math.min(3, qubits) + 1));
    }

    /** A matrix on some qubits, under further controls if there is room. */
    Operation unitary(int qubits, int bits) {
        List<Integer> order = shuffled(qubits);
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
