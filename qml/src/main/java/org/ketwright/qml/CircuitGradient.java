package org.ketwright.qml;

import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.BatchGradient;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Pullback;
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
    public Tensor run(float[] parameters, int[] samples, LogitWeights weights, float[] gradient) {
        Pullback back = classifier.pullback(Columns.widen(parameters), batch(samples), weights, Wrt.PARAMETERS);
        double[] exact = back.parameterGradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) exact[i];
        }
        return Tensor.of(Columns.rows(back.values(), samples.length), samples.length, classifier.classes());
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
