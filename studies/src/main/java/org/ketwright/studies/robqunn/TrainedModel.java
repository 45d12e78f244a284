package org.ketwright.studies.robqunn;

import java.util.List;
import org.ketwright.classical.Classifier;

/**
 * A trained network.
 *
 * @param classifier
 *            from images to logits; safe for use by several threads
 * @param train
 *            accuracy over the last epoch of training
 * @param deviations
 *            standard deviation of each kind of feature over the test images
 * @param method
 *            how its features are computed
 */
record TrainedModel(Classifier classifier, double train, List<Double> deviations, String method) {}
