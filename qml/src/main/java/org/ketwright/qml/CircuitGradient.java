package org.ketwright.qml;

import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.BatchGradient;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Wrt;

/** Gradients of a quantum classifier's parameters at batches of images. */
final class CircuitGradient implements BatchGradient {
    private final QuantumClassifier<?> classifier;
    private final float[] images;

    CircuitGradient(QuantumClassifier<?> classifier, Tensor x) {
        this.classifier = classifier;
        this.images = x.data();
    }

    @Override
    public void run(float[] parameters, int[] samples, Grader grader, float[] gradient) {
        int count = samples.length;
        double[] at = Columns.widen(parameters);
        Features features = batch(samples);
        float[] logits = Columns.rows(classifier.expectations(at, features, classifier.observables()), count);
        float[] cotangent = new float[logits.length];
        grader.grade(logits, cotangent);
        double[] exact = classifier.pullback(at, features, Columns.of(cotangent, count), Wrt.PARAMETERS)
                .parameterGradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) exact[i];
        }
    }

    private Features batch(int... samples) {
        int count = samples.length;
        int width = classifier.pixels();
        double[] columns = new double[count * width];
        for (int s = 0; s < count; s++) {
            for (int f = 0; f < width; f++) {
                columns[f * count + s] = images[samples[s] * width + f];
            }
        }
        return new Features(count, width, columns);
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }
}
