package org.ketwright.studies.comparative;

import java.util.List;

/** How it was measured, in words. */
final class Methods {
    private Methods() {}

    static List<String> paragraphs(Evidence evidence) {
        return List.of(
                "Data: images like the paper's plus-minus set, 16 x 16 gray pixels in four classes (\u2212, +, \u22a2, \u22a3),"
                        + " made by a generator that was fitted to the statistics of the published images; "
                        + evidence.get(ComparativeSettings.TRAIN) + " training and "
                        + evidence.get(ComparativeSettings.VALIDATION)
                        + " validation images, the same for all draws. As in the paper, the first "
                        + evidence.get(ComparativeSettings.ATTACKED)
                        + " shuffled training images are attacked: all accuracies under attack rest on that one set.",
                "Re-upload: 8 qubits, 32 layers of PennyLane's strongly entangling layers, every angle a trained weight"
                        + " times a pixel plus a trained bias, pixels in order over and over, three times in all; 1,536"
                        + " parameters, started from [0, 0.01). The paper's \"three times\" means 24 pixels per layer and"
                        + " passes that cross layers. Amplitude: the image divided by its length as the start state of the"
                        + " same circuit with 768 trained angles. Z on the first four wires is read as logits.",
                "Nets: a convolution to 6 planes of 5 x 5 filters, ReLU, largest of 2 x 2, one dense layer, 1,024 parameters;"
                        + " and a sum of sines and cosines of 32 trained frequency vectors without biases, 8,448"
                        + " parameters.",
                "Training: Adam at " + evidence.get(ComparativeSettings.RATE) + " on the cross-entropy, batches of "
                        + evidence.get(ComparativeSettings.BATCH) + " (Fourier " + evidence.get(
                                ComparativeSettings.FOURIER_BATCH)
                        + "; 50 in the paper, 200 in its program), " + evidence.few() + " epochs"
                        + (evidence.many() > 0 ? ", re-upload also " + evidence.many() : "")
                        + ". Regularization adds lambda times the sum of the squares of half of all 768 weights. The"
                        + " classifiers after fewer and more epochs are snapshots of one training.",
                "Attacks of the paper: PGD with steps of 0.01 from the image itself, 10 steps up to a budget of 0.1 and 20"
                        + " above, pixels not clipped. The paper's program takes 10 steps throughout, with which a budget of"
                        + " 0.2 could never be used up. Attacks of ours: PGD with 40 steps of an eighth of the budget from a"
                        + " random start, APGD on two losses, Square, and FAB on what these leave, all clipped to [0, 1]; and PGD that keeps the"
                        + " length of the image. Gradients are exact. Every adversarial image is checked against its budget"
                        + " and graded again.",
                "Bounds: the paper's and tighter ones are computed from the trained weights; slopes are measured at the"
                        + " attacked images. Perturbation patterns: see the caption of their table; the paper has no such"
                        + " number.",
                "Statistics: means over draws with 95 % Student intervals, which leave the range of shares where draws"
                        + " differ much and have no width where all agree, or Wilson intervals over images where there is"
                        + " one draw. Claims are judged by intervals of differences paired by draw; a number that the paper"
                        + " states is met if the whole interval lies within the tolerance that stands beside it, and not met"
                        + " if the interval lies outside. The paper averages five"
                        + " starts and does not say for which figures. Intervals over draws do not include the choice of the"
                        + " attacked images, worth 5 to 10 points at 100 images.",
                "Not run: noisy circuits, and the published images, whose license does not allow to ship them.");
    }
}
