package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.StateVectorSimulator;

class FourierSpectrumTest {
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));

    /** Two features, each uploaded twice, once three times as fast; frequencies -4..4 in each. */
    private static Circuit twoFeatures() {
        return Circuit.on(2).ry(0, 0.4).ry(1, -0.7).rx(0, Angle.feature(0)).rx(1, Angle.feature(1)).cx(0, 1)
                .ry(0, Angle.parameter(0)).rz(1, Angle.feature(0, 3, 0.2)).h(1).gate(Gate.RXX, List.of(0, 1), Angle
                        .weighted(
                                1, 1, 2)).ry(1, 0.3).build();
    }

    private static final double[] PARAMETERS = {0.9, 3, -0.4};

    /** Samples on a grid of 9 x 9 points and a discrete Fourier transform give the same coefficients. */
    @Test
    void coefficientsAreThoseOfSampling() {
        Observable observable = Observable.parse("Z0 Z1 + 0.5 X1");
        FourierSpectrum spectrum = FourierSpectrum.of(CPU, twoFeatures(), PARAMETERS, observable);
        double[] x = new double[2 * 81];
        for (int i = 0; i < 81; i++) {
            x[i] = i % 9 * 2 * Math.PI / 9;
            x[81 + i] = i / 9 * 2 * Math.PI / 9;
        }
        double[] f = CPU.expectations(twoFeatures(), PARAMETERS, new Features(81, 2, x), List.of(observable));
        int found = 0;
        for (int a = -4; a <= 4; a++) {
            for (int b = -4; b <= 4; b++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < 81; i++) {
                    double phase = a * x[i] + b * x[81 + i];
                    re += f[i] * Math.cos(phase) / 81;
                    im -= f[i] * Math.sin(phase) / 81;
                }
                double[] term = coefficient(spectrum, a, b);
                assertEquals(re, term[0], 1e-12, a + ", " + b);
                assertEquals(im, term[1], 1e-12, a + ", " + b);
                found += Math.hypot(re, im) > 1e-9 ? 1 : 0;
            }
        }
        assertEquals(found, spectrum.terms().size());
        assertTrue(found > 20);
    }

    private static double[] coefficient(FourierSpectrum spectrum, double... frequency) {
        return spectrum.terms().stream()
                .filter(t -> Math.hypot(t.frequency().get(0) - frequency[0], t.frequency().get(1)
                        - frequency[1]) < 1e-6)
                .findFirst().map(t -> new double[] {t.re(), t.im()}).orElse(new double[2]);
    }

    /** With weights that no grid fits, the sum still is the function; its terms come in conjugate pairs. */
    @Test
    void theSumIsTheCircuitAnywhere() {
        ReuploadClassifier model = ReuploadClassifier.of(CPU, new ReuploadClassifier.Shape(2, 1, 3, 2),
                new double[] {0.7, -1.3, 0.2, 0.9, 0.31, 2.2}, new double[] {0.1, 0.8, -0.6, 0.4, 1.2, -2});
        RandomGenerator random = new Seed(1).generator();
        for (int k = 0; k < 2; k++) {
            FourierSpectrum spectrum = FourierSpectrum.of(CPU, model.circuit(), model.parameters(),
                    model.observables().get(k));
            for (int trial = 0; trial < 10; trial++) {
                double[] x = random.doubles(3, -2, 2).toArray();
                assertEquals(model.outputs(Features.single(x))[k], spectrum.value(x), 1e-12);
            }
            List<FourierSpectrum.Term> terms = spectrum.terms();
            for (int i = 0; i < terms.size(); i++) {
                FourierSpectrum.Term mirror = terms.get(terms.size() - 1 - i);
                assertEquals(-terms.get(i).frequency().get(1), mirror.frequency().get(1), 1e-12);
                assertEquals(terms.get(i).re(), mirror.re(), 1e-12);
                assertEquals(-terms.get(i).im(), mirror.im(), 1e-12);
            }
        }
    }

    @Test
    void refusesWhatHasNoSuchSpectrum() {
        Observable z = Observable.z(0);
        assertThrows(IllegalArgumentException.class, () -> FourierSpectrum.of(CPU,
                Circuit.on(2).gate(Gate.CRX, List.of(0, 1), Angle.feature(0)).build(), new double[0], z));
        assertThrows(IllegalArgumentException.class,
                () -> FourierSpectrum.of(CPU, Circuit.on(1, 1).measure(0, 0).build(), new double[0], z));
        var many = Circuit.on(1);
        for (int i = 0; i <= FourierSpectrum.MOST_ANGLES; i++) {
            many.rx(0, Angle.feature(i));
        }
        assertThrows(IllegalArgumentException.class,
                () -> FourierSpectrum.of(CPU, many.build(), new double[0], z));
    }

    /** The surrogate interpolates where it was fitted, and its frequencies are ones that the circuit can have. */
    @Test
    void aSurrogateFollowsItsCircuit() {
        double[] weights = new double[48];
        double[] biases = new double[48];
        RandomGenerator random = new Seed(2).generator();
        for (int i = 0; i < 48; i++) {
            weights[i] = 0.8 * random.nextGaussian();
            biases[i] = random.nextGaussian();
        }
        ReuploadClassifier circuit = ReuploadClassifier.of(CPU, new ReuploadClassifier.Shape(4, 4, 4, 4), weights,
                biases);
        Tensor images = Tensor.of(QuanvolutionTest.randomFloats(400 * 4, 3), 400, 1, 2, 2);
        Tensor others = Tensor.of(QuanvolutionTest.randomFloats(100 * 4, 4), 100, 1, 2, 2);
        FourierNet net = new FourierSurrogate(300, 1e-7, new Seed(5)).fit(circuit, images);
        assertTrue(error(net, circuit, images) < 0.02, "fitted " + error(net, circuit, images));
        assertTrue(error(net, circuit, others) < 0.1, "other images " + error(net, circuit, others));
        assertEquals(net.frequencies().data()[0], 0);
        // Each frequency is a sum of weights of its pixel with signs -1, 0 or 1.
        float[] w = net.frequencies().data();
        for (int i = 0; i < 4; i++) {
            double most = 0;
            for (int j = i; j < 48; j += 4) {
                most += Math.abs(weights[j]);
            }
            for (int f = 0; f < 300; f++) {
                assertTrue(Math.abs(w[4 * f + i]) <= most + 1e-6);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new FourierSurrogate(0, 1, new Seed(1)));
        assertThrows(IllegalArgumentException.class, () -> new FourierSurrogate(1, 0, new Seed(1)));
    }

    private static double error(FourierNet net, ReuploadClassifier circuit, Tensor images) {
        float[] a = net.logits(images).data();
        float[] b = circuit.logits(images).data();
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (double) (a[i] - b[i]) * (a[i] - b[i]) / a.length;
        }
        return Math.sqrt(squares);
    }

    @Test
    void aSurrogateOfATrainedImageCircuitAgreesOnMostImages() {
        ReuploadClassifier circuit = ReuploadClassifier.of(CPU, ReuploadClassifier.Shape.PAPER,
                scaled(GoldenModelsTest.waveWeights(), 0.3), GoldenModelsTest.waveWeights());
        Tensor images = PlusMinus.generate(50, new Seed(1)).images();
        FourierNet net = new FourierSurrogate(500, 1e-6, new Seed(2)).fit(circuit, images);
        int same = 0;
        for (int i = 0; i < 200; i++) {
            same += net.logits(images).argmax(i) == circuit.logits(images).argmax(i) ? 1 : 0;
        }
        assertTrue(same > 190, same + " of 200");
    }

    private static double[] scaled(double[] values, double factor) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= factor;
        }
        return out;
    }
}
