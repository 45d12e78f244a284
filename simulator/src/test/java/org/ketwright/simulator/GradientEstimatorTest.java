package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;

/** Bias and variance of drawn gradients. */
class GradientEstimatorTest {
    private static final Backend CPU = Backends.named("cpu");
    private static final int REPEATS = 60;
    private static final double[] PARAMETERS = {0.7, -2.2};
    private static final Features INPUT = Features.single(0.9);
    private static final List<Observable> OBSERVABLE = List.of(Observable.parse("Z0 - 0.5 X1"));

    private static Circuit circuit(Channel one) {
        return Circuit.on(2).ry(0, Angle.feature(0)).noise(one, 0).cx(0, 1).rx(1, Angle.parameter(0)).noise(one, 1)
                .crx(1, 0, Angle.parameter(1)).noise(new Depolarizing(0.1, 2), 0, 1).build();
    }

    /** Mean and standard error of the derivative to the feature, over independent seeds. */
    private static double[] spread(Circuit circuit, LongFunction<GradientEstimator> estimator) {
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < REPEATS; seed++) {
            double d = estimator.apply(seed).jacobian(circuit, PARAMETERS, INPUT, OBSERVABLE).byFeature()[0];
            sum += d;
            squares += d * d;
        }
        double mean = sum / REPEATS;
        return new double[] {mean, Math.sqrt((squares / REPEATS - mean * mean) / (REPEATS - 1))};
    }

    @Test
    @Tag("slow")
    void drawnGradientsOfPauliNoiseAreUnbiased() {
        Circuit circuit = circuit(new Depolarizing(0.2, 1));
        double exact = GradientEstimator.exact(CPU).jacobian(circuit, PARAMETERS, INPUT, OBSERVABLE).byFeature()[0];
        for (LongFunction<GradientEstimator> e : List.<LongFunction<GradientEstimator>>of(
                s -> GradientEstimator.trajectories(CPU, 40, s), s -> GradientEstimator.shots(CPU, 40, s),
                s -> GradientEstimator.draws(CPU, 40, s))) {
            double[] spread = spread(circuit, e);
            assertTrue(spread[1] > 1e-4 && spread[1] < 0.1);
            assertEquals(exact, spread[0], 5 * spread[1]);
        }
    }

    @Test
    @Tag("slow")
    void averagesOverDrawsAreBiasedWhereNoiseIsNotPauli() {
        Circuit circuit = circuit(new AmplitudeDamping(0.5));
        double exact = GradientEstimator.exact(CPU).jacobian(circuit, PARAMETERS, INPUT, OBSERVABLE).byFeature()[0];
        double[] trajectories = spread(circuit, s -> GradientEstimator.trajectories(CPU, 100, s));
        double[] shots = spread(circuit, s -> GradientEstimator.shots(CPU, 100, s));
        double[] draws = spread(circuit, s -> GradientEstimator.draws(CPU, 100, s));
        assertEquals(exact, trajectories[0], 5 * trajectories[1]);
        assertEquals(exact, shots[0], 5 * shots[1]);
        assertTrue(Math.abs(exact - draws[0]) > 8 * draws[1], exact + " " + draws[0] + " " + draws[1]);
    }

    @Test
    void aSeedGivesTheSameGradient() {
        Circuit circuit = circuit(new AmplitudeDamping(0.2));
        for (LongFunction<GradientEstimator> e : List.<LongFunction<GradientEstimator>>of(
                s -> GradientEstimator.trajectories(CPU, 5, s), s -> GradientEstimator.shots(CPU, 5, s),
                s -> GradientEstimator.draws(CPU, 5, s))) {
            Jacobian first = e.apply(3).jacobian(circuit, PARAMETERS, INPUT, OBSERVABLE);
            Jacobian second = e.apply(3).jacobian(circuit, PARAMETERS, INPUT, OBSERVABLE);
            assertArrayEquals(first.byFeature(), second.byFeature(), 0);
            assertArrayEquals(first.byParameter(), second.byParameter(), 0);
            assertEquals(3L, first.provenance().seed());
        }
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> GradientEstimator.shots(CPU, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> GradientEstimator.draws(CPU, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> GradientEstimator.trajectories(CPU, 0, 1));
    }
}
