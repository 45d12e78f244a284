package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
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

/** Estimates of gradients with respect to strengths of noise, against the exact ones. */
class StrengthEstimatorTest {
    private static final Backend CPU = Backends.named("cpu");
    private static final double[] NONE = {};
    private static final Set<Wrt> ALL = EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES, Wrt.STRENGTHS);
    private static final Set<Wrt> STRENGTHS = EnumSet.of(Wrt.STRENGTHS);
    private static final DensityMatrixSimulator EXACT = DensityMatrixSimulator.on(CPU);

    /** Each kind of channel that has strengths. */
    private static List<Channel> catalogue(double p, RandomCircuits random) {
        double[] more = random.numbers(4);
        Channel damping = new AmplitudeDamping(p);
        return List.of(new Depolarizing(p, 1), new Depolarizing(p, 2),
                new PauliChannel(2, Map.of("XI", p / 2, "YZ", p / 3)), damping,
                new GeneralizedAmplitudeDamping(p, Math.abs(more[0])), new PhaseDamping(p),
                new ThermalRelaxation(1, 1.5, p, 0.3), new CoherentError("XY", 3 * more[1]),
                new ResidualZz(more[2], p), new ResetError(p / 2, p / 3), ReadoutError.asymmetric(p, p / 2),
                ReadoutError.asymmetric(p, p / 2).beside(ReadoutError.asymmetric(p / 4, p)), damping.scaled(0.5),
                new Kraus(ChannelContract.randomKraus(random, 2, 1)).scaled(p), damping.then(new ResetError(0.1, p
                        / 2)),
                PauliChannel.phaseFlip(p).tensor(damping));
    }

    private static Circuit around(Channel channel, RandomCircuits random, int qubits) {
        List<Integer> on = random.shuffled(qubits).subList(0, channel.qubits());
        return random.noisy(qubits, 3).then(Circuit.on(qubits).add(new Operation.Noise(channel, on)).build())
                .then(random.noisy(qubits, 3));
    }

    @Test
    void theCatalogueIsWhole() {
        Set<Class<?>> seen = new HashSet<>();
        catalogue(0.1, new RandomCircuits(1)).forEach(c -> seen.add(c.getClass()));
        seen.add(Kraus.class);
        assertEquals(Set.of(Channel.class.getPermittedSubclasses()), seen);
    }

    /** With exact expectation values the shift is exact. */
    @Test
    void shiftsOfExactValuesAreTheAdjointGradient() {
        RandomCircuits random = new RandomCircuits(61);
        for (int round = 0; round < 3; round++) {
            for (Channel channel : catalogue(0.1 + 0.25 * round, random)) {
                Circuit circuit = around(channel, random, 2 + round);
                double[] parameters = random.parameters();
                Features features = random.features(1 + round);
                List<Observable> observables = random.observables(2 + round, 2);
                compare(EXACT.jacobian(circuit, parameters, features, observables, ALL),
                        new ParameterShift(EXACT).jacobian(circuit, parameters, features, observables, ALL), channel);
                double[] cotangent = random.numbers(2 * features.samples());
                assertArrayEquals(
                        scaled(circuit, EXACT.pullback(circuit, parameters, features, observables, cotangent, ALL)
                                .strengthGradient()),
                        scaled(circuit, new ParameterShift(EXACT).pullback(circuit, parameters, features, observables,
                                cotangent, ALL).strengthGradient()),
                        1e-10, channel::toString);
            }
        }
    }

    private static void compare(Jacobian wanted, Jacobian found, Channel channel) {
        assertArrayEquals(wanted.values(), found.values(), 1e-12, channel::toString);
        assertArrayEquals(wanted.byParameter(), found.byParameter(), 1e-10, channel::toString);
        assertArrayEquals(wanted.byFeature(), found.byFeature(), 1e-10, channel::toString);
        assertEquals(wanted.byStrength().length, found.byStrength().length);
        for (int i = 0; i < wanted.byStrength().length; i++) {
            assertEquals(wanted.byStrength()[i], found.byStrength()[i], 1e-10 * (1 + Math.abs(wanted.byStrength()[i])),
                    channel::toString);
        }
    }

    /** Derivatives by strengths in units of the strengths, which range from microseconds to megahertz. */
    private static double[] scaled(Circuit circuit, double[] byStrength) {
        double[] out = byStrength.clone();
        Arrays.setAll(out, i -> out[i] * Math.max(1e-6,
                Math.abs(circuit.noiseStrengths().get(i % circuit.noiseStrengths().size()).describe().value())));
        return out;
    }

    private static Circuit dynamic() {
        ReadoutError one = ReadoutError.asymmetric(0.05, 0.1);
        Operation turn = new Operation.Apply(Gate.RY, List.of(1), List.of(Angle.feature(0, 0.5, 0.1)));
        Operation noise = new Operation.Noise(new Depolarizing(0.2, 2), List.of(1, 0));
        Operation damp = new Operation.Noise(new AmplitudeDamping(0.3), List.of(2));
        Operation inner = new Operation.Conditional(Condition.set(1), List.of(turn, damp), List.of(noise));
        return Circuit.on(3, 3).ry(0, Angle.parameter(0)).rx(1, Angle.feature(0)).ry(2, 1.1).cx(0, 1).cx(1, 2)
                .measure(0, 0).measure(1, 1).misread(one.beside(one), 0, 1)
                .add(new Operation.Conditional(Condition.set(0), List.of(inner, noise), List.of(damp)))
                .noise(new ResetError(0.1, 0.2), 1).measure(2, 2).misread(one, 2).build();
    }

    @Test
    void noiseInBranchesAndOfRecordsHasGradients() {
        double[] parameters = {0.4};
        Features features = new Features(2, 1, new double[] {0.3, -1.4});
        List<Observable> observables = List.of(Observable.parse("Z1 - 0.4 X1 + Z0"), Observable.parse("0.7 Z2 Z1"));
        Jacobian wanted = EXACT.jacobian(dynamic(), parameters, features, observables, ALL);
        compare(wanted, new ParameterShift(EXACT).jacobian(dynamic(), parameters, features, observables, ALL),
                Channel.identity(1));
        GradientEstimate drawn = GradientEstimator.trajectories(CPU, 4000, 5).estimate(dynamic(), parameters, features,
                observables, ALL);
        Deviations all = new Deviations();
        all.add(wanted, drawn);
        // The last reading, which nothing asks for, changes nothing.
        int last = dynamic().noiseStrengths().size() - 1;
        assertEquals(0, drawn.mean().byStrength()[last]);
        assertEquals(0, drawn.standardErrors().byStrength()[last]);
        all.check(0.5);
    }

    /** Deviations of estimates in units of their errors. */
    private static final class Deviations {
        private double squares;
        private int count;

        void add(Jacobian wanted, GradientEstimate found) {
            add(wanted.values(), found.mean().values(), found.standardErrors().values());
            add(wanted.byParameter(), found.mean().byParameter(), found.standardErrors().byParameter());
            add(wanted.byFeature(), found.mean().byFeature(), found.standardErrors().byFeature());
            add(wanted.byStrength(), found.mean().byStrength(), found.standardErrors().byStrength());
        }

        private void add(double[] wanted, double[] found, double[] errors) {
            assertEquals(wanted.length, found.length);
            assertEquals(wanted.length, errors.length);
            for (int i = 0; i < wanted.length; i++) {
                double scale = 1 + Math.abs(wanted[i]);
                assertEquals(wanted[i], found[i], 6 * errors[i] + 1e-10 * scale);
                if (errors[i] > 1e-6 * scale) {
                    squares += Math.pow((found[i] - wanted[i]) / errors[i], 2);
                    count++;
                }
            }
        }

        /** Errors are neither too small nor too large. */
        void check(double tolerance) {
            assertTrue(count > 10, "only " + count);
            assertEquals(1, squares / count, tolerance);
        }
    }

    @Test
    @Tag("slow")
    void estimatesAreUnbiasedForEveryChannel() {
        RandomCircuits random = new RandomCircuits(63);
        Deviations trajectories = new Deviations();
        Deviations shots = new Deviations();
        for (double p : new double[] {0.07, 0.6}) {
            for (Channel channel : catalogue(p, random)) {
                int n = 2 + random.shuffled(2).getFirst();
                Circuit circuit = around(channel, random, n);
                double[] parameters = random.parameters();
                Features features = random.features(2);
                List<Observable> observables = random.observables(n, 2);
                Jacobian wanted = EXACT.jacobian(circuit, parameters, features, observables, ALL);
                trajectories.add(wanted, GradientEstimator.trajectories(CPU, 300, 7).estimate(circuit, parameters,
                        features, observables, ALL));
                shots.add(wanted, GradientEstimator.shots(CPU, 300, 8).estimate(circuit, parameters, features,
                        observables, ALL));
            }
        }
        trajectories.check(0.15);
        shots.check(0.15);
    }

    @Test
    void estimatesAreUnbiasedAtTheEnds() {
        RandomCircuits random = new RandomCircuits(64);
        Deviations all = new Deviations();
        int ends = 0;
        for (Channel channel : catalogue(0.4, random)) {
            for (int s = 0; s < channel.strengths().size(); s++) {
                for (double end : new double[] {0, 1}) {
                    double[] values = new double[channel.strengths().size()];
                    for (int i = 0; i < values.length; i++) {
                        // Others give way where probabilities share one sum.
                        values[i] = end == 1 && channel.strengths().size() <= 2
                                && !(channel instanceof GeneralizedAmplitudeDamping) && !(channel instanceof ResidualZz)
                                        ? 0
                                        : channel.strengths().get(i).value();
                    }
                    values[s] = end;
                    Circuit circuit;
                    try {
                        circuit = around(channel.withStrengths(values), random, 2);
                    } catch (IllegalArgumentException e) {
                        continue;
                    }
                    ends += check(circuit, random, all) ? 1 : 0;
                }
            }
        }
        assertTrue(ends > 40, "only " + ends);
        all.check(0.2);
    }

    /** Whether the derivative is finite; where it is not, all refuse alike. */
    private static boolean check(Circuit circuit, RandomCircuits random, Deviations all) {
        double[] parameters = random.parameters();
        Features features = random.features(1);
        List<Observable> observables = random.observables(2, 1);
        GradientEstimator drawn = GradientEstimator.trajectories(CPU, 200, 3);
        Jacobian wanted;
        try {
            wanted = EXACT.jacobian(circuit, parameters, features, observables, STRENGTHS);
        } catch (IllegalArgumentException e) {
            String said = assertThrows(IllegalArgumentException.class,
                    () -> drawn.estimate(circuit, parameters, features, observables, STRENGTHS)).getMessage();
            assertEquals(e.getMessage(), said);
            return false;
        }
        all.add(wanted, drawn.estimate(circuit, parameters, features, observables, STRENGTHS));
        return true;
    }

    @Test
    void variancesFallAsOneOverTheNumberOfRuns() {
        Circuit circuit = Circuit.on(2).ry(0, Angle.feature(0)).noise(new AmplitudeDamping(0.3), 0).cx(0, 1)
                .noise(new Depolarizing(0.2, 2), 0, 1).build();
        Features x = Features.single(0.8);
        List<Observable> observables = List.of(Observable.parse("Z0 - 0.5 X1"), Observable.parse("Z0 Z1"));
        for (LongFunction<GradientEstimator> of : List.<LongFunction<GradientEstimator>>of(
                k -> GradientEstimator.trajectories(CPU, (int) k, 1), k -> GradientEstimator.shots(CPU, (int) k, 1),
                k -> GradientEstimator.draws(CPU, (int) k, 1))) {
            double[] few = of.apply(1000).estimate(circuit, NONE, x, observables, STRENGTHS).standardErrors()
                    .byStrength();
            double[] many = of.apply(16_000).estimate(circuit, NONE, x, observables, STRENGTHS).standardErrors()
                    .byStrength();
            for (int i = 0; i < few.length; i++) {
                assertEquals(4, few[i] / many[i], 0.5);
            }
        }
        assertTrue(Arrays.stream(GradientEstimator.exact(CPU).estimate(circuit, NONE, x, observables, ALL)
                .standardErrors().byStrength()).allMatch(e -> e == 0));
        assertEquals(Double.POSITIVE_INFINITY, GradientEstimator.trajectories(CPU, 1, 1)
                .estimate(circuit, NONE, x, observables, ALL).standardErrors().byStrength()[0]);
    }

    @Test
    void drawsAreUnbiasedForPauliNoiseAlone() {
        Features x = Features.single(0.8);
        List<Observable> z = List.of(Observable.z(0), Observable.z(1));
        Circuit pauli = Circuit.on(2).ry(0, Angle.feature(0)).noise(PauliChannel.bitFlip(0.2), 0).cx(0, 1)
                .noise(new Depolarizing(0.1, 2), 0, 1).build();
        Deviations all = new Deviations();
        for (int seed = 0; seed < 10; seed++) {
            all.add(EXACT.jacobian(pauli, NONE, x, z, ALL),
                    GradientEstimator.draws(CPU, 400, seed).estimate(pauli, NONE, x, z, ALL));
        }
        all.check(0.5);
        Circuit decay = Circuit.on(1).x(0).noise(new AmplitudeDamping(0.2), 0).build();
        GradientEstimate drawn = GradientEstimator.draws(CPU, 400, 1).estimate(decay, NONE, Features.none(),
                List.of(Observable.z(0)), STRENGTHS);
        // d<Z>/dgamma is 2, but the twirl has half of it.
        assertEquals(1, drawn.mean().byStrength()[0], 6 * drawn.standardErrors().byStrength()[0]);
    }

    @Test
    void whatIsDrawnForAStrengthDependsOnNothingElse() {
        RandomCircuits random = new RandomCircuits(65);
        Circuit circuit = random.noisy(3, 8);
        double[] parameters = random.parameters();
        Features features = random.features(3);
        List<Observable> observables = random.observables(3, 2);
        TrajectorySimulator simulator = TrajectorySimulator.on(CPU, 21, 7);
        double[] all = simulator.jacobian(circuit, parameters, features, observables, ALL).byStrength();
        assertArrayEquals(all, simulator.jacobian(circuit, parameters, features, observables, STRENGTHS).byStrength(),
                0);
        for (int chunk : new int[] {8, 40, 200}) {
            assertArrayEquals(all, simulator.withChunk(chunk)
                    .jacobian(circuit, parameters, features, observables, STRENGTHS).byStrength(), 0);
        }
        double[] ones = {1, 1, 1};
        assertArrayEquals(Arrays.copyOf(all, all.length / 2), simulator.pullback(circuit, parameters, features,
                List.of(observables.getFirst()), ones, STRENGTHS).strengthGradient(), 1e-12);
        assertFalse(Arrays.equals(all, simulator.withSeed(8)
                .jacobian(circuit, parameters, features, observables, STRENGTHS).byStrength()));
        assertEquals(0, simulator.jacobian(circuit, parameters, features, observables).byStrength().length);
    }
}
