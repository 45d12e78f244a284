package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The circuits are those of benchmarks/peers/card: numbers here come from its reference.py, which shares nothing with this
 * side.
 */
class CardBenchmarkTest {
    private static final Backend BACKEND = new ScalarBackend();
    private static final int SAMPLES = 16;
    private static final int SAMPLE = 5;

    /** Amplitudes 5 and 62 of 2^6, from index 3. */
    @ParameterizedTest
    @CsvSource({
            "fourier, 0.012252142541195, 0.124398090834025, 0.103933701537818, -0.069446279127450",
            "brick, -0.204769135790031, -0.069080251719592, 0.169863929767224, 0.074872671593902",
            "entangling, 0.038647916730604, 0.117206006250251, 0.040871128174093, 0.039239931497998"})
    void circuitsAreThoseOfPeers(String name, double re5, double im5, double re62, double im62) {
        Plan plan = switch (name) {
            case "fourier" -> CardBenchmark.fourier(6);
            case "brick" -> CardBenchmark.brick(6);
            default -> CardBenchmark.entangling(6);
        };
        Plan start = Plan.on(6).step(Cases.X, 0).step(Cases.X, 1).build();
        double[] amplitudes = new double[128];
        try (Amplitudes state = BACKEND.allocate(6, 1, Precision.DOUBLE)) {
            state.apply(start, Angles.shared(), Samples.plain(1));
            state.apply(plan, Angles.shared(), Samples.plain(1));
            state.read(0, 0, amplitudes);
        }
        assertEquals(re5, amplitudes[10], 1e-13);
        assertEquals(im5, amplitudes[11], 1e-13);
        assertEquals(re62, amplitudes[124], 1e-13);
        assertEquals(im62, amplitudes[125], 1e-13);
    }

    @Test
    void filtersAreThoseOfPeers() {
        SplittableRandom random = new SplittableRandom(7);
        Samples pixels = Samples.of(SAMPLES, 4, random.doubles(4L * SAMPLES, 0, Math.PI).toArray());
        Angles angles = new Angles(new double[4], new double[] {1, 1, 1, 1}, new int[] {0, 1, 2, 3});
        double[] out = new double[4 * SAMPLES];

        BACKEND.expectations(CardBenchmark.filter(random), angles, pixels, Readout.signs(0, 1, 2, 3), Precision.DOUBLE,
                out);
        requireSample(out, 0.088624008848917, 0.945544895008549, -0.946400907582721, -0.977218682397457);

        BACKEND.linear(CardBenchmark.noisyFilter(), angles, pixels, LinearReadout.at(2, 8, 32, 128), Precision.DOUBLE,
                out);
        requireSample(out, 0.694271959814735, 0.925555267736003, -0.959851350262227, 0.687450813535089);
    }

    private static void requireSample(double[] out, double... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], out[i * SAMPLES + SAMPLE], 1e-13, "output " + i);
        }
    }

    @Test
    void derivativesOfTheClassifierAreThoseOfPeers() {
        CardBenchmark.Driven classifier = CardBenchmark.classifier();
        int[] slots = {1, 7, 300, 400, 623};
        double[] wanted = {-0.215529888320272, -0.088937146295349, -0.111433465137898, -0.012092656953001,
                0.024252491031896};
        Samples batch = Samples.of(2, 3, new SplittableRandom(4).doubles(6).toArray());
        double[] gradient = new double[2 * slots.length];
        double[] cotangent = {1, 1, 1, 1, 1, 1, 1, 1};
        BACKEND.pullback(classifier.plan(), classifier.angles(), batch, Readout.signs(0, 1, 2, 3), Precision.DOUBLE,
                cotangent, new GradientSink(slots, gradient, null, null));
        assertEquals(768, classifier.angles().offset().length);
        for (int i = 0; i < slots.length; i++) {
            assertEquals(wanted[i], gradient[2 * i + 1], 1e-13, "slot " + slots[i]);
        }
    }
}
