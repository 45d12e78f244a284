package org.ketwright.classical;

/** The classifier that other tests lean on keeps the contract itself. */
class SmoothClassifierTest extends ClassifierContract {
    private final SmoothClassifier classifier = new SmoothClassifier(9, 6, 4, 1);

    @Override
    protected Classifier classifier() {
        return classifier;
    }

    @Override
    protected Tensor samples() {
        return classifier.images(7, 3, 2).images();
    }
}
