package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.Strength;

/** Gradients through noise against parameter shift and central differences. */
class NoisyGradientTest {
    private static final double[] NONE = {};
    /** Qubits of the circuits: the gates come in the order of the catalogue, four to a circuit, and find room once. */
    private static final int[] SIZES = {2, 3, 4, 2, 3, 4, 2, 3, 2, 3, 3, 4, 5, 2, 3, 4, 2, 3, 4, 2};
    private static final Set<Wrt> ALL = EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES, Wrt.STRENGTHS);

    static Stream<DensityMatrixSimulator> simulators() {
        return DensityMatrixSimulatorTest.simulators();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double[] numeric(double[] at, double step, ToDoubleFunction<double[]> f) {
        return IntStream.range(0, at.length).mapToDouble(i -> {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += step;
            down[i] -= step;
            return (f.applyAsDouble(up) - f.applyAsDouble(down)) / (2 * step);
        }).toArray();
    }

    /**
     * Circuits that together have every gate, further controls, matrices on up to three qubits, every kind of channel,
     * and strengths of exactly 0 and 1: single and in batches, with repeated and shared parameters.
     */
    @ParameterizedTest
    @MethodSource("simulators")
    @Tag("slow")
    void equalToParameterShiftAndDifferences(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(31);
        Coverage coverage = new Coverage();
        for (int round = 0; round < SIZES.length; round++) {
            int n = SIZES[round];
            int batch = round % 2 == 0 ? 1 : 3;
            Circuit circuit = random.tour(n, round, n < 5 ? 3 : 2);
            coverage.add(circuit);
            check(simulator, circuit, random.parameters(), random.features(batch), random.observables(n, 2),
                    random.numbers(2 * batch));
        }
        coverage.requireAll();
    }

    /** What the circuits had. */
    private static final class Coverage {
        private final Set<Gate> gates = EnumSet.noneOf(Gate.class);
        private final Set<Integer> controls = new TreeSet<>();
        private final Set<Integer> matrices = new TreeSet<>();
        private final Set<Class<?>> channels = new HashSet<>();
        private final Set<String> atZero = new TreeSet<>();
        private final Set<String> atOne = new TreeSet<>();

        void add(Circuit circuit) {
            for (Operation o : circuit.operations()) {
                switch (o) {
                    case Operation.Apply a -> {
                        gates.add(a.gate());
                        controls.add(a.controls().size());
                    }
                    case Operation.Unitary u -> matrices.add(u.qubits().size());
                    case Operation.Noise x -> add(x.channel());
                    default -> {}
                }
            }
        }

        private void add(Channel channel) {
            channels.add(channel.getClass());
            for (Strength s : channel.strengths()) {
                if (s.value() == 0) {
                    atZero.add(channel.name());
                } else if (s.value() == 1) {
                    atOne.add(channel.name());
                }
            }
        }

        void requireAll() {
            assertEquals(EnumSet.allOf(Gate.class), gates);
            assertTrue(controls.containsAll(Set.of(0, 1, 2, 3)), controls::toString);
            assertEquals(Set.of(1, 2, 3), matrices);
            assertEquals(Set.of(Channel.class.getPermittedSubclasses()), channels);
            Set<String> all = Arrays.stream(SampleChannel.values()).map(k -> k.at(0.5, new RandomCircuits(0)))
                    .filter(c -> !c.strengths().isEmpty()).map(Channel::name).collect(Collectors.toSet());
            assertEquals(all, atZero);
            all.remove("residual-zz");
            assertEquals(all, atOne);
        }
    }

    private static void check(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters, Features features,
            List<Observable> observables, double[] cotangent) {
        Circuit smooth = withoutInfiniteSlopes(circuit);
        if (!smooth.equals(circuit)) {
            assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> simulator.pullback(circuit,
                    parameters, features, observables, cotangent, ALL)).getMessage()).contains("infinite"));
        }
        Pullback exact = simulator.withChunk(1).pullback(smooth, parameters, features, observables, cotangent, ALL);
        assertArrayEquals(simulator.expectations(circuit, parameters, features, observables), exact.values(), 1e-13);
        Jacobian adjoint = simulator.jacobian(circuit, parameters, features, observables);
        Jacobian shift = new ParameterShift(simulator).jacobian(circuit, parameters, features, observables);
        assertArrayEquals(shift.values(), adjoint.values(), 1e-12);
        assertArrayEquals(shift.byParameter(), adjoint.byParameter(), 1e-10);
        assertArrayEquals(shift.byFeature(), adjoint.byFeature(), 1e-10);
        assertArrayEquals(numeric(parameters, 1e-5,
                p -> dot(cotangent, simulator.expectations(circuit, p, features, observables))),
                exact.parameterGradient(), 1e-7);
        assertArrayEquals(numeric(features.values(), 1e-5, x -> dot(cotangent, simulator.expectations(circuit,
                parameters, new Features(features.samples(), features.width(), x), observables))),
                exact.featureGradient(), 1e-7);
        checkStrengths(smooth, exact.strengthGradient(),
                c -> dot(cotangent, simulator.expectations(c, parameters, features, observables)));
        checkSamples(simulator, smooth, parameters, features, observables, cotangent, exact);
        checkSingle(simulator, smooth, parameters, features, observables, cotangent, exact);
    }

    /**
     * Damping of strength 1 is where its derivative, that of a square root, is infinite; as a set of Kraus operators it
     * has no strength to ask for.
     */
    private static Circuit withoutInfiniteSlopes(Circuit circuit) {
        return changed(circuit, c -> switch (c) {
            case AmplitudeDamping a when a.gamma() == 1 -> new Kraus(a.kraus());
            case GeneralizedAmplitudeDamping g when g.gamma() == 1 -> new Kraus(g.kraus());
            case PhaseDamping p when p.gamma() == 1 -> new Kraus(p.kraus());
            default -> c;
        });
    }

    /** The circuit with other channels; those of misread bits stay. */
    private static Circuit changed(Circuit circuit, UnaryOperator<Channel> change) {
        return new Circuit(circuit.qubits(), circuit.clbits(), changed(circuit.operations(), change));
    }

    private static List<Operation> changed(List<Operation> operations, UnaryOperator<Channel> change) {
        return operations.stream().map(o -> switch (o) {
            case Operation.Noise x -> new Operation.Noise(change.apply(x.channel()), x.qubits());
            case Operation.Misread m -> change.apply(m.error()) instanceof ReadoutError e
                    ? new Operation.Misread(e, m.clbits())
                    : m;
            case Operation.Conditional c -> new Operation.Conditional(c.condition(), changed(c.then(), change),
                    changed(c.otherwise(), change));
            default -> o;
        }).toList();
    }

    /** The circuit with so much added to each of its strengths. */
    private static Circuit moved(Circuit circuit, double[] by) {
        int[] next = {0};
        return changed(circuit, c -> {
            double[] values = ChannelContract.strengthsOf(c);
            int first = next[0];
            next[0] += values.length;
            if (Arrays.stream(by, first, next[0]).allMatch(x -> x == 0)) {
                return c;
            }
            Arrays.setAll(values, i -> values[i] + by[first + i]);
            return c.withStrengths(values);
        });
    }

    /**
     * Central differences; at the end of the range of a strength, where what lies beyond is refused, one-sided
     * differences of second order. A strength that no other leaves room to move is moved at the expense of one.
     */
    private static void checkStrengths(Circuit circuit, double[] gradient, ToDoubleFunction<Circuit> f) {
        List<NoiseStrength> strengths = circuit.noiseStrengths();
        assertEquals(strengths.size(), gradient.length);
        double middle = f.applyAsDouble(circuit);
        for (int i = 0; i < gradient.length; i++) {
            double[] by = step(circuit, i, 1e-5 * unit(strengths.get(i).describe()), gradient.length);
            double difference;
            if (isAllowed(circuit, by, 1) && isAllowed(circuit, by, -1)) {
                difference = (at(circuit, by, 1, f) - at(circuit, by, -1, f)) / 2;
            } else {
                int side = isAllowed(circuit, by, 1) ? 1 : -1;
                difference = side * (4 * at(circuit, by, side, f) - 3 * middle - at(circuit, by, 2 * side, f)) / 2;
            }
            assertEquals(1e5 * difference, 1e5 * dot(by, gradient), 1e-7, strengths.get(i).toString());
        }
    }

    private static double[] step(Circuit circuit, int strength, double size, int count) {
        for (int other = -1; other < count; other++) {
            double[] by = new double[count];
            if (other >= 0) {
                by[other] = -size;
            }
            by[strength] = size;
            if (isAllowed(circuit, by, 1) || isAllowed(circuit, by, -1)) {
                return by;
            }
        }
        throw new AssertionError("strength " + strength + " cannot move");
    }

    private static double at(Circuit circuit, double[] by, int steps, ToDoubleFunction<Circuit> f) {
        return f.applyAsDouble(moved(circuit, Arrays.stream(by).map(x -> steps * x).toArray()));
    }

    private static boolean isAllowed(Circuit circuit, double[] by, int steps) {
        try {
            return at(circuit, by, steps, c -> 1) == 1;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What a strength is measured in, so that derivatives are of the order of 1. */
    private static double unit(Strength strength) {
        String name = strength.name().substring(strength.name().lastIndexOf('.') + 1);
        return switch (name) {
            case "t1", "t2" -> strength.value();
            case "duration" -> 1e-6;
            case "rate" -> 1e5;
            default -> 1;
        };
    }

    /** Each sample alone has its part of the gradient of the batch. */
    private static void checkSamples(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters,
            Features features, List<Observable> observables, double[] cotangent, Pullback together) {
        int batch = features.samples();
        double[] byParameter = new double[together.parameterGradient().length];
        double[] byStrength = new double[together.strengthGradient().length];
        for (int s = 0; s < batch; s++) {
            double[] weights = new double[observables.size()];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = cotangent[k * batch + s];
            }
            Pullback alone = simulator.pullback(circuit, parameters, Features.single(features.row(s)), observables,
                    weights, ALL);
            for (int i = 0; i < features.width(); i++) {
                assertEquals(alone.featureGradient()[i], together.featureGradient()[i * batch + s], 1e-12);
            }
            Arrays.setAll(byParameter, i -> byParameter[i] + alone.parameterGradient()[i]);
            Arrays.setAll(byStrength, i -> byStrength[i] + alone.strengthGradient()[i]);
        }
        assertArrayEquals(byParameter, together.parameterGradient(), 1e-12);
        assertArrayEquals(inUnits(circuit, byStrength), inUnits(circuit, together.strengthGradient()), 1e-12);
    }

    private static double[] inUnits(Circuit circuit, double[] gradient) {
        List<NoiseStrength> strengths = circuit.noiseStrengths();
        return IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i] * unit(strengths.get(i).describe()))
                .toArray();
    }

    private static void checkSingle(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters,
            Features features, List<Observable> observables, double[] cotangent, Pullback exact) {
        Pullback single = simulator.withPrecision(Precision.SINGLE).pullback(circuit, parameters, features, observables,
                cotangent, ALL);
        assertArrayEquals(exact.values(), single.values(), 1e-4);
        assertArrayEquals(exact.parameterGradient(), single.parameterGradient(), 1e-4);
        assertArrayEquals(exact.featureGradient(), single.featureGradient(), 1e-4);
        assertArrayEquals(inUnits(circuit, exact.strengthGradient()), inUnits(circuit, single.strengthGradient()),
                1e-4);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void strengthsAtTheirEndsHaveTheOneSidedDerivative(DensityMatrixSimulator simulator) {
        // <Z> after RY(a) and a bit flip is (1 - 2 p) cos a, and after depolarizing (1 - 4 p / 3) cos a.
        double a = 0.7;
        for (double p : new double[] {0, 1}) {
            Circuit flip = Circuit.on(1).ry(0, a).noise(PauliChannel.bitFlip(p), 0).build();
            assertArrayEquals(new double[] {-2 * Math.cos(a)}, strengthGradient(simulator, flip), 1e-13);
            Circuit mixed = Circuit.on(1).ry(0, a).noise(new Depolarizing(p, 1), 0).build();
            assertArrayEquals(new double[] {-4 * Math.cos(a) / 3}, strengthGradient(simulator, mixed), 1e-13);
        }
        Circuit decay = Circuit.on(1).x(0).noise(new AmplitudeDamping(0), 0).build();
        assertArrayEquals(new double[] {2}, strengthGradient(simulator, decay), 1e-13);
        Circuit gone = Circuit.on(1).x(0).noise(new AmplitudeDamping(1), 0).build();
        assertThrows(IllegalArgumentException.class, () -> strengthGradient(simulator, gone));
    }

    private static double[] strengthGradient(DensityMatrixSimulator simulator, Circuit circuit) {
        return simulator.pullback(circuit, NONE, Features.none(), Observable.allZ(1), new double[] {1},
                Set.of(Wrt.STRENGTHS)).strengthGradient();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void residualZzTurnsThePhaseOfItsNeighbor(DensityMatrixSimulator simulator) {
        // A neighbor in |1> turns a qubit on the equator by -2 pi rate t, one in |0> not at all.
        double rate = -150.86e3;
        double time = 305.78e-9;
        for (boolean excited : new boolean[] {false, true}) {
            CircuitBuilder builder = Circuit.on(2).h(0);
            Circuit circuit = (excited ? builder.x(1) : builder).noise(new ResidualZz(rate, time), 0, 1).build();
            List<Observable> plane = List.of(Observable.x(0), Observable.y(0));
            double[] xy = simulator.expectations(circuit, NONE, Features.none(), plane);
            double phase = excited ? -2 * Math.PI * rate * time : 0;
            assertArrayEquals(new double[] {Math.cos(phase), Math.sin(phase)}, xy, 1e-13);
            Jacobian j = simulator.jacobian(circuit, NONE, Features.none(), plane, Set.of(Wrt.STRENGTHS));
            double slope = excited ? -2 * Math.PI * time : 0;
            assertEquals(-Math.sin(phase) * slope, j.byStrength()[0], 1e-12);
            assertEquals(Math.cos(phase) * slope, j.byStrength()[2], 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    @Tag("slow")
    void dynamicCircuitsHaveGradients(DensityMatrixSimulator simulator) {
        for (int seed = 0; seed < 9; seed++) {
            RandomCircuits random = new RandomCircuits(seed);
            int n = 1 + seed % 3;
            Circuit circuit = random.dynamic(n, 1 + seed / 3, 3);
            check(simulator, circuit, random.parameters(), random.features(2), random.observables(n, 2),
                    random.numbers(4));
        }
    }

    /** Matrices on as many qubits as there may be. */
    @ParameterizedTest
    @MethodSource("simulators")
    void wideMatricesHaveGradients(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(35);
        for (int bits = 4; bits <= 5; bits++) {
            Circuit circuit = Circuit.on(5).ry(0, Angle.parameter(0)).crx(0, 4, Angle.feature(0))
                    .add(random.noise(5)).add(random.unitary(5, bits)).rx(1, Angle.parameter(0))
                    .add(random.noise(5)).build();
            double[] parameters = random.parameters();
            Features features = random.features(2);
            List<Observable> observables = random.observables(5, 2);
            Jacobian adjoint = simulator.jacobian(circuit, parameters, features, observables);
            Jacobian shift = new ParameterShift(simulator).jacobian(circuit, parameters, features, observables);
            assertArrayEquals(shift.byParameter(), adjoint.byParameter(), 1e-10);
            assertArrayEquals(shift.byFeature(), adjoint.byFeature(), 1e-10);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void startStatesHaveTheGradientOfTheStateVector(DensityMatrixSimulator simulator) {
        StateVectorSimulator pure = StateVectorSimulator.on(simulator.backend());
        RandomCircuits random = new RandomCircuits(34);
        for (int n = 1; n <= 4; n++) {
            Circuit circuit = random.driven(n, 6);
            double[] parameters = random.parameters();
            Features features = random.features(3);
            List<Observable> observables = random.observables(n, 2);
            StartStates start = new StartStates(3, n, random.numbers(3 << n), random.numbers(3 << n));
            double[] cotangent = random.numbers(6);
            Set<Wrt> wanted = EnumSet.of(Wrt.START, Wrt.PARAMETERS);
            Pullback a = pure.pullback(circuit, parameters, features, start, observables, cotangent, wanted);
            Pullback b = simulator.withChunk(1).pullback(circuit, parameters, features, start, observables, cotangent,
                    wanted);
            assertArrayEquals(a.startGradient(), b.startGradient(), 1e-11);
            assertArrayEquals(a.parameterGradient(), b.parameterGradient(), 1e-11);
        }
    }
}
