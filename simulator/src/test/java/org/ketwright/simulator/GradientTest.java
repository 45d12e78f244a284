package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The adjoint method against parameter shift and against central differences. */
class GradientTest {

    static Stream<StateVectorSimulator> simulators() {
        return StateVectorSimulatorTest.simulators();
    }

    /** Central differences of fourth order. */
    private static double[] numeric(double[] at, ToDoubleFunction<double[]> f) {
        double h = 1e-3;
        double[] x = at.clone();
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int step : new int[] {-2, -1, 1, 2}) {
                x[i] = at[i] + step * h;
                double weight = Math.abs(step) == 1 ? 8 * Math.signum(step) : -Math.signum(step);
                sum += weight * f.applyAsDouble(x) / (12 * h);
            }
            x[i] = at[i];
            out[i] = sum;
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void adjointEqualsParameterShift(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(11);
        for (int round = 0; round < 30; round++) {
            int n = 1 + round % 6;
            Circuit circuit = random.driven(n, 12);
            double[] parameters = random.parameters();
            Features features = random.features(1 + round % 3);
            List<Observable> observables = random.observables(n, 2);
            Jacobian adjoint = simulator.jacobian(circuit, parameters, features, observables);
            Jacobian shift = new ParameterShift(simulator).jacobian(circuit, parameters, features, observables);
            assertArrayEquals(shift.values(), adjoint.values(), 1e-12);
            assertArrayEquals(shift.byParameter(), adjoint.byParameter(), 1e-10);
            assertArrayEquals(shift.byFeature(), adjoint.byFeature(), 1e-10);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void largeStatesAreDifferentiatedLikeSmallOnes(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(14);
        int n = simulator.backend().name().equals("scalar") ? 8 : 14;
        Circuit circuit = random.driven(n, 14);
        double[] parameters = random.parameters();
        Features features = random.features(2);
        List<Observable> observables = random.observables(n, 3);
        Jacobian adjoint = simulator.jacobian(circuit, parameters, features, observables);
        Jacobian shift = new ParameterShift(simulator).jacobian(circuit, parameters, features, observables);
        assertArrayEquals(shift.values(), adjoint.values(), 1e-12);
        assertArrayEquals(shift.byParameter(), adjoint.byParameter(), 1e-10);
        assertArrayEquals(shift.byFeature(), adjoint.byFeature(), 1e-10);
        double[] cotangent = random.numbers(6);
        Pullback together = simulator.pullback(circuit, parameters, features, observables, cotangent,
                Set.of(Wrt.FEATURES));
        for (int i = 0; i < features.values().length; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += cotangent[2 * k + i % 2] * adjoint.byFeature()[k * features.values().length + i];
            }
            assertEquals(sum, together.featureGradient()[i], 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void jacobiansOfLargeBatchesAreSplitWithoutTrace(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(15);
        Circuit circuit = random.driven(3, 10);
        double[] parameters = random.parameters();
        Features features = random.features(23);
        List<Observable> observables = random.observables(3, 2);
        Jacobian whole = simulator.jacobian(circuit, parameters, features, observables);
        Jacobian split = simulator.withChunk(100).jacobian(circuit, parameters, features, observables);
        assertArrayEquals(whole.values(), split.values());
        assertArrayEquals(whole.byFeature(), split.byFeature());
        assertArrayEquals(whole.byParameter(), split.byParameter(), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void adjointEqualsCentralDifferences(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(12);
        for (int round = 0; round < 18; round++) {
            int n = 1 + round % 6;
            int batch = 1 + round % 4;
            Circuit circuit = random.driven(n, 10);
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> observables = random.observables(n, 3);
            double[] cotangent = random.numbers(3 * batch);
            Pullback exact = simulator.pullback(circuit, parameters, features, observables, cotangent,
                    EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
            assertArrayEquals(simulator.expectations(circuit, parameters, features, observables), exact.values(),
                    1e-13);
            assertArrayEquals(numeric(parameters, p -> dot(cotangent, simulator.expectations(circuit, p, features,
                    observables))), exact.parameterGradient(), 1e-7);
            assertArrayEquals(numeric(features.values(),
                    x -> dot(cotangent, simulator.expectations(circuit, parameters,
                            new Features(batch, features.width(), x), observables))),
                    exact.featureGradient(), 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void onlyWhatIsWantedIsGiven(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(13);
        Circuit circuit = random.driven(3, 20);
        double[] parameters = random.parameters();
        Features features = random.features(5);
        List<Observable> observables = Observable.allZ(3);
        double[] cotangent = random.numbers(15);
        Pullback both = simulator.pullback(circuit, parameters, features, observables, cotangent,
                Set.of(Wrt.PARAMETERS, Wrt.FEATURES));
        Pullback toParameters = simulator.pullback(circuit, parameters, features, observables, cotangent,
                Set.of(Wrt.PARAMETERS));
        Pullback toFeatures = simulator.pullback(circuit, parameters, features, observables, cotangent,
                Set.of(Wrt.FEATURES));
        Pullback none = simulator.pullback(circuit, parameters, features, observables, cotangent, Set.of());
        assertArrayEquals(both.parameterGradient(), toParameters.parameterGradient(), 1e-14);
        assertArrayEquals(both.featureGradient(), toFeatures.featureGradient(), 1e-14);
        assertEquals(0, toParameters.featureGradient().length);
        assertEquals(0, toFeatures.parameterGradient().length);
        assertEquals(0, none.parameterGradient().length + none.featureGradient().length + none.startGradient().length);
        assertArrayEquals(both.values(), none.values(), 1e-14);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void oneSweepOfManyObservablesIsTheSumOfSweeps(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(14);
        Circuit circuit = random.driven(4, 20);
        double[] parameters = random.parameters();
        Features features = random.features(3);
        List<Observable> observables = random.observables(4, 4);
        double[] cotangent = random.numbers(12);
        Pullback together = simulator.pullback(circuit, parameters, features, observables, cotangent,
                Set.of(Wrt.PARAMETERS));
        double[] summed = new double[parameters.length];
        for (int k = 0; k < 4; k++) {
            double[] part = simulator.pullback(circuit, parameters, features, observables.subList(k, k + 1),
                    Arrays.copyOfRange(cotangent, 3 * k, 3 * k + 3), Set.of(Wrt.PARAMETERS)).parameterGradient();
            Arrays.setAll(summed, i -> summed[i] + part[i]);
        }
        assertArrayEquals(summed, together.parameterGradient(), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void startAmplitudesAreDifferentiated(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(15);
        for (int round = 0; round < 8; round++) {
            int n = 1 + round % 4;
            int batch = 1 + round % 3;
            Circuit circuit = random.driven(n, 8);
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> observables = random.observables(n, 2);
            double[] cotangent = random.numbers(2 * batch);
            double[] real = random.numbers(batch << n);
            double[] imaginary = round % 2 == 0 ? null : random.numbers(batch << n);
            StartStates start = new StartStates(batch, n, real, imaginary);
            Pullback exact = simulator.pullback(circuit, parameters, features, start, observables, cotangent,
                    Set.of(Wrt.values()));
            assertArrayEquals(simulator.expectations(circuit, parameters, features, start, observables),
                    exact.values(), 1e-12);
            assertArrayEquals(numeric(real, x -> dot(cotangent, simulator.expectations(circuit, parameters, features,
                    new StartStates(batch, n, x, imaginary), observables))), exact.startGradient(), 1e-7);
            assertArrayEquals(numeric(parameters, p -> dot(cotangent, simulator.expectations(circuit, p, features,
                    start, observables))), exact.parameterGradient(), 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void amplitudeEmbeddingIsDifferentiatedThroughItsNormalization(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(16);
        AmplitudeEmbedding embedding = new AmplitudeEmbedding(3);
        Circuit circuit = random.driven(3, 8);
        double[] parameters = random.parameters();
        Features angles = random.features(4);
        List<Observable> observables = random.observables(3, 2);
        double[] cotangent = random.numbers(8);
        Features x = new Features(4, 6, random.numbers(24));
        Pullback exact = simulator.pullback(circuit, parameters, angles, embedding.states(x), observables, cotangent,
                Set.of(Wrt.START));
        assertArrayEquals(numeric(x.values(), v -> dot(cotangent, simulator.expectations(circuit, parameters, angles,
                embedding.states(new Features(4, 6, v)), observables))), embedding.pull(x, exact.startGradient()),
                1e-7);
    }
}
