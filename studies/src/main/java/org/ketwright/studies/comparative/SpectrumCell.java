package org.ketwright.studies.comparative;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.qml.FourierSpectrum;
import org.ketwright.qml.ReuploadClassifier;

/**
 * The exact Fourier spectrum of a small re-upload classifier: three features, each uploaded three times by one layer on
 * three qubits, trained to tell the minus and the two half-barred classes apart by the brightness of the left, middle and
 * right third of an image.
 */
final class SpectrumCell {
    private static final int THIRDS = 3;
    private static final int EPOCHS = 60;
    private static final int POINTS = 50;
    private static final List<Integer> CLASSES = List.of(0, 2, 3);

    /** Which training. */
    record Small(int draw, double lambda) {}

    /**
     * A spectrum, summed over the three logits.
     *
     * @param accuracy
     *            on training images
     * @param terms
     *            waves with a coefficient other than 0
     * @param largestFrequency
     *            largest length of a frequency vector, in radians per unit
     * @param meanFrequency
     *            mean length, weighted by squared coefficients, the constant left out
     * @param constant
     *            share of the squared coefficients that the constants have
     * @param error
     *            largest difference between the sum of waves and the simulated circuit
     */
    record Result(double accuracy, int terms, double largestFrequency, double meanFrequency, double constant,
            double error) {}

    private final Workbench workbench;

    SpectrumCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Small small) {
        LabeledImages images = thirds(workbench.train());
        ReuploadClassifier.Shape shape = new ReuploadClassifier.Shape(THIRDS, 1, THIRDS, CLASSES.size());
        ReuploadClassifier initial = ReuploadClassifier.initialized(workbench.simulator(), shape,
                workbench.seed("spectrum").derive(small.draw()));
        Trainer trainer = new Trainer(new Optimizer.Adam(0.02), EPOCHS,
                workbench.context().get(ComparativeSettings.BATCH))
                .withPenalty(initial.lipschitzPenalty(small.lambda()));
        Trainer.Trained<ReuploadClassifier> trained = trainer.train(initial, images.images(), images.labels(),
                workbench.seed("order").derive(small.draw()));
        return spectrum(trained.model(), trained.history().getLast().accuracy());
    }

    private Result spectrum(ReuploadClassifier model, double accuracy) {
        RandomGenerator random = workbench.seed("points").generator();
        float[] points = new float[POINTS * THIRDS];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextFloat();
        }
        Tensor logits = model.logits(Tensor.of(points, POINTS, 1, 1, THIRDS));
        int terms = 0;
        double largest = 0;
        double weighted = 0;
        double power = 0;
        double constant = 0;
        double error = 0;
        for (int k = 0; k < CLASSES.size(); k++) {
            FourierSpectrum spectrum = FourierSpectrum.of(workbench.simulator(), model.circuit(), model.parameters(),
                    model.observables().get(k));
            terms += spectrum.terms().size();
            for (FourierSpectrum.Term term : spectrum.terms()) {
                double length = Math.sqrt(term.frequency().stream().mapToDouble(f -> f * f).sum());
                double squared = term.re() * term.re() + term.im() * term.im();
                largest = Math.max(largest, length);
                weighted += length * squared;
                power += length == 0 ? 0 : squared;
                constant += length == 0 ? squared : 0;
            }
            for (int p = 0; p < POINTS; p++) {
                double[] x = {points[p * THIRDS], points[p * THIRDS + 1], points[p * THIRDS + 2]};
                error = Math.max(error, Math.abs(spectrum.value(x) - logits.data()[p * CLASSES.size() + k]));
            }
        }
        return new Result(accuracy, terms, largest, power == 0 ? 0 : weighted / power, constant / (constant + power),
                error);
    }

    /** Mean brightness of the left, middle and right third, of the images of three classes. */
    private static LabeledImages thirds(LabeledImages images) {
        int[] chosen = IntStream.range(0, images.count()).filter(i -> CLASSES.contains((int) images.labels()[i]))
                .toArray();
        float[] features = new float[chosen.length * THIRDS];
        int height = images.images().extent(2);
        int width = images.images().extent(3);
        for (int i = 0; i < chosen.length; i++) {
            int[] pixels = new int[THIRDS];
            for (int j = 0; j < height * width; j++) {
                int third = j % width * THIRDS / width;
                pixels[third]++;
                features[i * THIRDS + third] += images.images().data()[chosen[i] * height * width + j];
            }
            for (int third = 0; third < THIRDS; third++) {
                features[i * THIRDS + third] /= pixels[third];
            }
        }
        long[] labels = Arrays.stream(chosen).mapToLong(i -> CLASSES.indexOf((int) images.labels()[i])).toArray();
        return new LabeledImages(Tensor.of(features, chosen.length, 1, 1, THIRDS), labels, CLASSES.size());
    }
}
