package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;

/**
 * One product of an input and a weight on ibm_nairobi, with injected crosstalk (Kundu and others, HOST 2024): data qubit
 * d, its neighbor n, and m beyond it. Numbers come from a program that shares nothing with this one.
 */
class QnadLaneTest {
    private static final Calibration DEVICE = Calibration.bundled("ibm_nairobi").orElseThrow();
    private static final DensityMatrixSimulator SIMULATOR = DensityMatrixSimulator.on(Backends.named("scalar"));

    /** The gates of the product one after the other, as the reference runs them. */
    private static Circuit product(String preparation, int pairs) {
        CircuitBuilder c = Circuit.on(3, 1).rx(0, Angle.parameter(0)).wall();
        switch (preparation) {
            case "PLUS" -> c.h(2);
            case "ONE" -> c.sx(2).sx(2);
            default -> {}
        }
        c.wall();
        for (int i = 0; i < 2 * pairs; i++) {
            c.cx(2, 1);
        }
        return c.wall().p(0, Angle.parameter(1)).h(0).measure(0, 0).build();
    }

    private static NoiseModel model() {
        NoiseModel whole = NoiseModel.of(DEVICE);
        return whole.with(Objects.requireNonNull(whole.crosstalk()).withDuringGatesOnly(true));
    }

    private static double mean(NoiseModel model, List<Integer> lane, String preparation, int pairs, double theta,
            double phi) {
        Transpiled fitted = Transpiler.to(DEVICE).withLayout(new Layout(lane))
                .transpile(product(preparation, pairs));
        Circuit noisy = model.apply(Schedule.of(fitted, Schedule.Policy.ALAP)).circuit();
        return SIMULATOR.expectations(noisy, new double[] {theta, phi}, Features.none(),
                List.of(Observable.z(0)))[0];
    }

    @ParameterizedTest
    @CsvSource({"ZERO, 0, -.176891290243", "PLUS, 1, -.114930390860", "PLUS, 3, .010178158888",
            "ONE, 2, .070732256584", "ZERO, 2, -.173956550850"})
    void goldenMeans(String preparation, int pairs, double expected) {
        assertEquals(expected, mean(model(), List.of(3, 1, 0), preparation, pairs, .6, -.4), 1e-11);
    }

    @Test
    void withoutNoise() {
        NoiseModel none = NoiseModel.none("none");
        assertEquals(-.219882135987, mean(none, List.of(3, 1, 0), "ZERO", 0, .6, -.4), 1e-12);
        assertEquals(Math.sin(.6) * Math.sin(-.4), mean(none, List.of(3, 1, 0), "PLUS", 2, .6, -.4), 1e-14);
        NoiseModel zz = model().without(NoiseModel.Part.GATES, NoiseModel.Part.IDLE, NoiseModel.Part.READOUT);
        assertEquals(-.156057618215, mean(zz, List.of(3, 1, 0), "PLUS", 1, .6, -.4), 1e-12);
        assertEquals(-.219882135987, mean(zz, List.of(3, 1, 0), "ZERO", 4, .6, -.4), 1e-12);
    }

    /** Phase of the weight for each pair of CX, in radians. */
    @ParameterizedTest
    @CsvSource({"3, 1, 0, .2359", "3, 1, 2, .3707", "3, 5, 4, .3320", "3, 5, 6, .3244", "0, 1, 3, .1430",
            "2, 1, 0, .2220", "4, 5, 6, .2905", "6, 5, 4, .3249"})
    void lanes(int d, int n, int m, double expected) {
        NoiseModel zz = model().without(NoiseModel.Part.GATES, NoiseModel.Part.IDLE, NoiseModel.Part.READOUT);
        double shift = Math.asin(mean(zz, List.of(d, n, m), "ONE", 1, Math.PI / 2, 0));
        assertEquals(expected, shift, 5.01e-5);
    }

    @Test
    void depolarizingThatMakesUpTheCalibratedErrors() {
        double[] expected = {0, 2.900e-4, 1.276e-4, 3.468e-4, 7.497e-4, 0, 1.846e-4};
        GateNoise noise = GateNoise.of(DEVICE);
        for (int q = 0; q < 7; q++) {
            assertEquals(expected[q], mixing(noise, "sx", q), 5.1e-8, "sx " + q);
        }
        assertEquals(5.865e-4, mixing(noise, "cx", 0, 1), 5.1e-8);
        assertEquals(0, mixing(noise, "cx", 1, 0));
        for (int other : new int[] {3, 4, 6}) {
            assertEquals(0, mixing(noise, "cx", 5, other));
            assertEquals(0, mixing(noise, "cx", other, 5));
        }
    }

    private static double mixing(GateNoise noise, String gate, Integer... on) {
        return ((GateError.Calibrated) noise.of(gate, List.of(on)).orElseThrow()).mixing();
    }

    /** The coefficients of cosines and sines of both angles, fitted to nine means. */
    @ParameterizedTest
    @CsvSource({"ZERO, 0, 0, 0, .0323", "ZERO, 0, 0, 1, .0005", "ZERO, 0, 2, 2, .9531", "PLUS, 1, 2, 2, .9332",
            "PLUS, 1, 2, 1, .1107", "PLUS, 2, 2, 2, .8886", "PLUS, 2, 2, 1, .2140", "PLUS, 4, 2, 2, .7348",
            "PLUS, 4, 2, 1, .3755", "PLUS, 8, 2, 2, .3121", "PLUS, 8, 2, 1, .4217", "ONE, 1, 2, 2, .9197",
            "ONE, 1, 2, 1, .2211", "ONE, 2, 2, 2, .8367", "ONE, 2, 2, 1, .4269", "ONE, 4, 2, 2, .5425",
            "ONE, 4, 2, 1, .7484", "ONE, 8, 2, 2, -.2741", "ONE, 8, 2, 1, .8383", "ZERO, 8, 2, 2, .9002",
            "ZERO, 8, 2, 1, .0038"})
    void tableOfTheEffectiveChannel(String preparation, int pairs, int a, int b, double expected) {
        double coefficient = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double theta = 2 * Math.PI * i / 3;
                double phi = 2 * Math.PI * j / 3;
                coefficient += weight(a, theta) * weight(b, phi)
                        * mean(model(), List.of(3, 1, 0), preparation, pairs, theta, phi);
            }
        }
        assertEquals(expected, coefficient, 5.1e-5);
    }

    /** Picks the constant, the cosine or the sine of three equidistant values. */
    private static double weight(int of, double angle) {
        return of == 0 ? 1.0 / 3 : 2.0 / 3 * (of == 1 ? Math.cos(angle) : Math.sin(angle));
    }

    /** Qubits that take no part change nothing, whether they are simulated or not. */
    @Test
    void idleQubitsInZeroChangeNothing() {
        for (String preparation : List.of("PLUS", "ONE", "ZERO")) {
            Transpiled fitted = Transpiler.to(DEVICE).withLayout(new Layout(List.of(3, 1, 0)))
                    .transpile(product(preparation, 1));
            Circuit wide = fitted.onDevice();
            Schedule schedule = Schedule.of(wide, IntStream.range(0, 7).boxed().toList(), Lengths.of(DEVICE),
                    Schedule.Policy.ALAP);
            double found = SIMULATOR.expectations(model().apply(schedule).circuit(), new double[] {.6, -.4},
                    Features.none(), List.of(Observable.z(3)))[0];
            assertEquals(mean(model(), List.of(3, 1, 0), preparation, 1, .6, -.4), found, 1e-12);
        }
    }
}
