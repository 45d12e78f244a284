package org.ketwright.qml.lipschitz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel.Norm;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.AmplitudeClassifier;
import org.ketwright.qml.ConvNet;
import org.ketwright.qml.FourierNet;
import org.ketwright.qml.Model;
import org.ketwright.qml.ReuploadClassifier;
import org.ketwright.simulator.StateVectorSimulator;

class LipschitzBoundsTest {
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));
    private static final LabeledImages IMAGES = PlusMinus.generate(10, new Seed(1));

    /** Every model after a short training. */
    private static List<Model<?>> models() {
        return List.of(
                train(ReuploadClassifier.initialized(CPU, new ReuploadClassifier.Shape(4, 64, 256, 4), new Seed(1))),
                train(AmplitudeClassifier.initialized(CPU, new AmplitudeClassifier.Shape(8, 6, 4), new Seed(1))),
                train(FourierNet.initialized(FourierNet.Shape.PAPER, new Seed(1))),
                train(ConvNet.initialized(ConvNet.Shape.PAPER, new Seed(1))));
    }

    private static <M extends Model<M>> M train(M model) {
        return new Trainer(new Optimizer.Adam(0.01), 4, 10).train(model, IMAGES.images(), IMAGES.labels(), new Seed(1))
                .model();
    }

    private static double shortest(Tensor images) {
        double shortest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < images.count(); s++) {
            shortest = Math.min(shortest, length(images.slice(s, s + 1)));
        }
        return shortest;
    }

    private static double length(Tensor image) {
        double squares = 0;
        for (float pixel : image.data()) {
            squares += (double) pixel * pixel;
        }
        return Math.sqrt(squares);
    }

    @Test
    void noMeasuredSlopeExceedsABound() {
        for (Model<?> model : models()) {
            MeasuredSlopes measured = MeasuredSlopes.of(model, IMAGES.images());
            List<LipschitzBound> bounds = LipschitzBounds.of(model, shortest(IMAGES.images()));
            assertTrue(bounds.stream().anyMatch(b -> b.norm() == Norm.LINF));
            double previous = Double.POSITIVE_INFINITY;
            for (LipschitzBound bound : bounds) {
                assertTrue(bound.value() >= measured.under(bound) && measured.under(bound) > 0,
                        model.getClass().getSimpleName() + ": " + bound + " and " + measured);
                if (bound.norm() == Norm.L2) {
                    assertTrue(bound.value() <= previous * (1 + 1e-9), bound.name());
                    previous = bound.value();
                }
            }
        }
    }

    /** Not only slopes: no pair of inputs, near or far, is told apart faster than a bound allows. */
    @Test
    void noTwoInputsMoveLogitsFurtherThanABound() {
        Tensor x = IMAGES.images();
        RandomGenerator random = new Seed(5).generator();
        for (Model<?> model : models()) {
            for (double size : new double[] {0.01, 0.3, 3}) {
                float[] moved = x.data().clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += (float) (size * random.nextGaussian());
                }
                Tensor y = Tensor.of(moved, x.shape());
                float[] before = model.logits(x).data();
                float[] after = model.logits(y).data();
                for (LipschitzBound bound : LipschitzBounds.of(model, shortest(x))) {
                    for (int s = 0; s < x.count(); s++) {
                        double change = 0;
                        double largest = 0;
                        for (int k = 4 * s; k < 4 * s + 4; k++) {
                            change = Math.hypot(change, after[k] - before[k]);
                            largest = Math.max(largest, Math.abs(after[k] - before[k]));
                        }
                        double far = distance(x, y, s, bound.norm());
                        double reached = bound.scope() == LipschitzBound.Scope.LOGIT ? largest : change;
                        assertTrue(reached <= bound.value() * far + 1e-5, bound.toString());
                    }
                }
            }
        }
    }

    private static double distance(Tensor x, Tensor y, int sample, Norm norm) {
        double squares = 0;
        double largest = 0;
        for (int i = sample * 256; i < (sample + 1) * 256; i++) {
            double d = (double) y.data()[i] - x.data()[i];
            squares += d * d;
            largest = Math.max(largest, Math.abs(d));
        }
        return norm == Norm.L2 ? Math.sqrt(squares) : largest;
    }

    @Test
    void reuploadBoundsAreTheKnownOnes() {
        double[] weights = new double[768];
        Arrays.setAll(weights, i -> 0.3 * Math.sin(0.7 * i + 0.1));
        List<LipschitzBound> bounds = LipschitzBounds.of(ReuploadClassifier.of(CPU, ReuploadClassifier.Shape.PAPER,
                weights, new double[768]), 1);
        assertEquals(92.765053192418, value(bounds, LipschitzBounds.PAPER), 1e-11);
        assertEquals(10.127626322555, value(bounds, LipschitzBounds.TIGHT), 1e-11);
        assertEquals(146.584115194359, value(bounds, LipschitzBounds.LARGEST_PIXEL), 1e-11);
        assertEquals(2 * 10.127626322555, LipschitzBounds.tightest(bounds, Norm.L2).marginSlope(), 1e-11);
    }

    private static double value(List<LipschitzBound> bounds, String name) {
        return bounds.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow().value();
    }

    /** The matrix of the convolution, entry by entry from its definition, and its largest singular value. */
    @Test
    void theConvolutionNormIsThatOfItsMatrix() {
        RandomGenerator random = new Seed(3).generator();
        double[] filters = random.doubles(3 * 9, -1, 1).toArray();
        ConvolutionOperator operator = new ConvolutionOperator(filters, 3, 3, 7, 6);
        DMatrixRMaj matrix = new DMatrixRMaj(3 * 5 * 4, 42);
        for (int f = 0; f < 3; f++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 4; x++) {
                    for (int dy = 0; dy < 3; dy++) {
                        for (int dx = 0; dx < 3; dx++) {
                            matrix.set((f * 5 + y) * 4 + x, (y + dy) * 6 + x + dx, filters[(f * 3 + dy) * 3 + dx]);
                        }
                    }
                }
            }
        }
        assertEquals(NormOps_DDRM.inducedP2(matrix), operator.norm(), 1e-10);
        double[] image = random.doubles(42).toArray();
        double[] planes = random.doubles(60).toArray();
        double there = 0;
        double back = 0;
        double[] filtered = operator.apply(image);
        double[] returned = operator.applyAdjoint(planes);
        for (int i = 0; i < 60; i++) {
            there += planes[i] * filtered[i];
            double expected = 0;
            for (int j = 0; j < 42; j++) {
                expected += matrix.get(i, j) * image[j];
            }
            assertEquals(expected, filtered[i], 1e-13);
        }
        for (int j = 0; j < 42; j++) {
            back += returned[j] * image[j];
        }
        assertEquals(there, back, 1e-12);
        assertEquals(0, new ConvolutionOperator(new double[9], 1, 3, 7, 6).norm());
    }

    /** Steps along the gradient of the margin, as long as the certified radius, never change a class. */
    @Test
    void nothingInsideACertifiedRadiusChangesTheClass() {
        for (Model<?> model : models()) {
            Margins margins = new Margins(model, IMAGES);
            for (Norm norm : Norm.values()) {
                double[] radii = margins.certifiedRadii(norm);
                for (int s = 0; s < IMAGES.count(); s++) {
                    assertEquals(margins.values()[s] > 1e-4, radii[s] > 0);
                    Tensor image = IMAGES.images().slice(s, s + 1);
                    int label = (int) IMAGES.labels()[s];
                    for (int other = 0; other < 4 && radii[s] > 0; other++) {
                        if (other != label) {
                            float[] toward = {0, 0, 0, 0};
                            toward[other] = 1;
                            toward[label] = -1;
                            float[] gradient = model.pullback(image, Tensor.of(toward, 1, 4)).data();
                            Tensor moved = step(image, gradient, radii[s], norm);
                            assertEquals(label, model.logits(moved).argmax(0), model.getClass().getSimpleName());
                        }
                    }
                }
            }
            assertEquals(LipschitzBounds.of(model, 1).getFirst().marginSlope() / margins.mean(),
                    margins.normalized(LipschitzBounds.of(model, 1).getFirst()), 1e-12);
        }
    }

    private static Tensor step(Tensor image, float[] gradient, double radius, Norm norm) {
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        float[] moved = image.data().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (radius * (norm == Norm.L2
                    ? gradient[i] / Math.sqrt(squares)
                    : Math.signum(
                            gradient[i])));
        }
        return Tensor.of(moved, image.shape());
    }

    @Test
    void refusesNonsense() {
        AmplitudeClassifier model = AmplitudeClassifier.initialized(CPU, new AmplitudeClassifier.Shape(4, 2, 4),
                new Seed(
                        1));
        assertThrows(IllegalArgumentException.class, () -> LipschitzBounds.of(model, 0));
        assertThrows(IllegalArgumentException.class, () -> LipschitzBounds.tightest(List.of(), Norm.L2));
    }

    /** What a simulator in single precision does not know of the logits is not certified. */
    @Test
    void singlePrecisionCertifiesNoMoreThanDouble() {
        StateVectorSimulator exact = StateVectorSimulator.on(Backends.named("cpu"));
        ReuploadClassifier.Shape shape = ReuploadClassifier.Shape.PAPER;
        RandomGenerator random = new Seed(31).generator();
        double[] weights = random.doubles(shape.angles()).map(w -> 4 * w - 2).toArray();
        double[] biases = random.doubles(shape.angles()).map(w -> 4 * w - 2).toArray();
        LabeledImages images = PlusMinus.generate(100, new Seed(32));
        double[] radii = new Margins(ReuploadClassifier.of(exact.withPrecision(Precision.SINGLE), shape, weights,
                biases), images).certifiedRadii(Norm.L2);
        ReuploadClassifier model = ReuploadClassifier.of(exact, shape, weights, biases);
        double[] margins = new Margins(model, images).values();
        double slope = LipschitzBounds.tightest(LipschitzBounds.of(model, 1), Norm.L2).marginSlope();
        for (int s = 0; s < radii.length; s++) {
            assertTrue(radii[s] <= Math.max(0, margins[s]) / slope, "image " + s);
        }
    }
}
