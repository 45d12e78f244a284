package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.ThermalRelaxation;

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

    /** Noise of any kind, on any qubits. */
    Operation.Noise noise(int qubits) {
        Channel channel = channel(random.nextInt(qubits == 1 ? 11 : 15));
        return new Operation.Noise(channel, shuffled(qubits).subList(0, channel.qubits()));
    }

    private Channel channel(int kind) {
        double p = random.nextDouble(0.01, 0.6);
        return switch (kind) {
            case 0 -> new Depolarizing(p, 1);
            case 1 -> PauliChannel.bitFlip(p);
            case 2 -> new PauliChannel(1, Map.of("X", p / 2, "Y", p / 3, "Z", p / 4));
            case 3 -> new AmplitudeDamping(p);
            case 4 -> new GeneralizedAmplitudeDamping(p, random.nextDouble());
            case 5 -> new PhaseDamping(p);
            case 6 -> new ThermalRelaxation(50e-6, random.nextDouble(1e-6, 1e-4), p * 20e-6, random.nextDouble(0.2));
            case 7 -> new CoherentError(random.nextBoolean() ? "X" : "Y", p);
            case 8 -> new ResetError(p / 2, p / 3);
            case 9 -> ReadoutError.asymmetric(p, p / 2);
            case 10 -> new Kraus(ChannelContract.randomKraus(this, 1, 2)).scaled(p);
            case 11 -> new Depolarizing(p, 2);
            case 12 -> new ResidualZz(random.nextDouble(-2e5, 2e5), 1e-6);
            case 13 -> new AmplitudeDamping(p).tensor(PauliChannel.phaseFlip(p / 2));
            default -> new Kraus(ChannelContract.randomKraus(this, 2, 2));
        };
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
