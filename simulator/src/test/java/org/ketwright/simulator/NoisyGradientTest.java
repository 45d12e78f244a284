package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.Strength;

/** Gradients through noise against parameter shift and central differences. */
class NoisyGradientTest {
    private static final double[] NONE = {};
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

    @ParameterizedTest
    @MethodSource("simulators")
    @Tag("slow")
    void equalToParameterShiftAndCentralDifferences(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(31);
        boolean slow = simulator.backend().name().equals("scalar");
        for (int round = 0; round < (slow ? 20 : 100); round++) {
            int n = 2 + round % (slow ? 2 : 5);
            int batch = round % 2 == 0 ? 1 : 3;
            Circuit circuit = random.noisy(n, 7);
            if (round % 5 == 0) {
                circuit = extreme(circuit, round % 10 == 0 ? 0 : 1);
            }
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> observables = random.observables(n, 2);
            check(simulator, circuit, parameters, features, observables, random.numbers(2 * batch));
        }
    }

    /** The circuit with all flips and depolarizing at probability 0 or 1. */
    private static Circuit extreme(Circuit circuit, double p) {
        return new Circuit(circuit.qubits(), 0, circuit.operations().stream().map(o -> {
            if (!(o instanceof Operation.Noise x)) {
                return o;
            }
            Channel c = x.channel().qubits() == 1
                    ? p == 0 ? new AmplitudeDamping(p) : PauliChannel.phaseFlip(p)
                    : new Depolarizing(p, x.channel().qubits());
            return new Operation.Noise(c, x.qubits());
        }).toList());
    }

    private static void check(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters, Features features,
            List<Observable> observables, double[] cotangent) {
        Pullback exact = simulator.withChunk(1).pullback(circuit, parameters, features, observables, cotangent,
                EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
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
    }

    @ParameterizedTest
    @MethodSource("simulators")
    @Tag("slow")
    void strengthsEqualCentralDifferences(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(32);
        boolean slow = simulator.backend().name().equals("scalar");
        for (int round = 0; round < (slow ? 10 : 40); round++) {
            int n = 2 + round % (slow ? 2 : 4);
            int batch = 1 + round % 3;
            Circuit circuit = random.noisy(n, 8);
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> observables = random.observables(n, 2);
            double[] cotangent = random.numbers(2 * batch);
            Pullback exact = simulator.withChunk(7).pullback(circuit, parameters, features, observables, cotangent,
                    ALL);
            List<NoiseStrength> strengths = circuit.noiseStrengths();
            assertEquals(strengths.size(), exact.strengthGradient().length);
            for (int i = 0; i < strengths.size(); i++) {
                double value = strengths.get(i).describe().value();
                // A step in the unit of the strength, and the derivative in units of one such step.
                double unit = Math.max(1e-6, Math.abs(value));
                double step = 1e-5 * unit;
                double up = dot(cotangent, simulator.expectations(with(circuit, i, value + step), parameters, features,
                        observables));
                double down = dot(cotangent, simulator.expectations(with(circuit, i, value - step), parameters,
                        features, observables));
                assertEquals((up - down) / 2e-5, unit * exact.strengthGradient()[i], 1e-7,
                        strengths.get(i).toString());
            }
        }
    }

    /** The circuit with one strength changed. */
    private static Circuit with(Circuit circuit, int number, double value) {
        List<Operation> out = new ArrayList<>();
        int first = 0;
        for (Operation o : circuit.operations()) {
            Operation changed = o;
            if (o instanceof Operation.Noise x) {
                double[] values = x.channel().strengths().stream().mapToDouble(Strength::value).toArray();
                if (number >= first && number < first + values.length) {
                    values[number - first] = value;
                    changed = new Operation.Noise(x.channel().withStrengths(values), x.qubits());
                }
                first += values.length;
            }
            out.add(changed);
        }
        return new Circuit(circuit.qubits(), circuit.clbits(), out);
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
    void dynamicCircuitsHaveGradients(DensityMatrixSimulator simulator) {
        ReadoutError error = ReadoutError.asymmetric(0.05, 0.1);
        Operation turn = new Operation.Apply(Gate.RY, List.of(1), List.of(Angle.feature(0, 0.5, 0.1)));
        Operation noise = new Operation.Noise(new Depolarizing(0.2, 2), List.of(1, 0));
        Circuit circuit = Circuit.on(2, 1).ry(0, Angle.parameter(0)).rx(1, Angle.feature(0)).cx(0, 1).measure(0, 0)
                .misread(error, 0).when(Condition.set(0), turn, noise).crx(0, 1, Angle.parameter(1)).reset(0).build();
        RandomCircuits random = new RandomCircuits(33);
        double[] parameters = {0.4, -1.2};
        Features features = new Features(3, 1, random.numbers(3));
        List<Observable> observables = random.observables(2, 2);
        check(simulator, circuit, parameters, features, observables, random.numbers(6));
        double[] cotangent = random.numbers(6);
        double[] exact = simulator.pullback(circuit, parameters, features, observables, cotangent, ALL)
                .strengthGradient();
        double[] values = circuit.noiseStrengths().stream().mapToDouble(s -> s.describe().value()).toArray();
        double[] numbers = numeric(values, 1e-5, v -> {
            List<Operation> operations = new ArrayList<>(circuit.operations());
            operations.set(4, new Operation.Misread(ReadoutError.asymmetric(v[0], v[1]), List.of(0)));
            operations.set(5, new Operation.Conditional(Condition.set(0),
                    List.of(turn, new Operation.Noise(new Depolarizing(v[2], 2), List.of(1, 0))), List.of()));
            return dot(cotangent, simulator.expectations(new Circuit(2, 1, operations), parameters, features,
                    observables));
        });
        assertArrayEquals(numbers, exact, 1e-7);
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
