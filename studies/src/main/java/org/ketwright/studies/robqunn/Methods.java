package org.ketwright.studies.robqunn;

import java.util.List;
import org.ketwright.studies.robqunn.RobqunnSettings.Images;
import org.ketwright.studies.robqunn.RobqunnSettings.Method;

/** How it was measured, in words. */
final class Methods {
    private Methods() {}

    static List<String> paragraphs(Evidence evidence) {
        boolean isMnist = evidence.get(RobqunnSettings.DATA) == Images.MNIST;
        return List.of(
                "Data: " + (isMnist
                        ? "MNIST, pixels divided by 255; "
                        : "images made by the built-in plus-minus generator, 16 x 16 pixels, 4 classes, not the paper's"
                                + " MNIST; ")
                        + evidence.get(RobqunnSettings.TRAIN) + " training and " + evidence.get(RobqunnSettings.TEST)
                        + " test images, drawn once for the whole study. PGD and MIM attack the first "
                        + evidence.get(RobqunnSettings.ITERATIVE) + " test images. The paper does not say how many it"
                        + " used.",
                "Circuits: each window of 2 x 2 pixels, stride 2, goes row by row to four qubits by RY(s x); then ZZ gates"
                        + " exp(-i phi ZZ) on the ansatz's pairs; then RZ(alpha) RY(beta) RZ(gamma) on each qubit; then Z"
                        + " of each qubit is a feature. This is the paper's product read from left to right. As the paper"
                        + " prints it, the rotations act first, the ZZ gates commute with the measurement, and every"
                        + " entangler gives the same features: that order is kept as a control.",
                "Angles: the paper gives none. They are uniform in [0, 2 pi); the ansätze of a draw share the angles of"
                        + " qubits and edges. The random ansatz draws one of RX, RY, RZ for each qubit and one pair. The"
                        + " paper counts n + 1 operations for linear, but its product has n - 1; the ring is added.",
                "Features are computed by the " + (evidence.get(RobqunnSettings.METHOD) == Method.CLOSED_FORM
                        ? "closed form of this family of circuits, which a check below compares with the engine"
                        : "engine that simulates circuits")
                        + ".",
                "CNN: four filters of 2 x 2 pixels, stride 2, Glorot-uniform with zero bias and ReLU, not trained, so that"
                        + " both first layers are fixed draws, and both give 14 x 14 x 4 features of an MNIST image.",
                "Head: one dense layer, Glorot-uniform, trained by Adam at " + evidence.get(RobqunnSettings.RATE)
                        + " on the cross-entropy for " + evidence.get(RobqunnSettings.EPOCHS)
                        + " epochs in batches of " + evidence.get(RobqunnSettings.BATCH)
                        + "; start and order of images are shared within a draw.",
                "Attacks: untargeted, largest change of a pixel bounded by the budget, pixels kept in [0, 1], gradients"
                        + " exact through the circuits. FGSM: one step. PGD: 20 steps of an eighth of the budget from the"
                        + " image itself, no early stop. MIM: 10 steps of a fifth of the budget, momentum 1. The paper"
                        + " names CleverHans but no step counts. Every adversarial image is checked against its budget"
                        + " and graded again.",
                "Statistics: means over draws with 95 % Student intervals, which leave the range of shares where draws"
                        + " differ much and have no width where all agree, or Wilson intervals over images where there is"
                        + " one draw. Claims are judged by intervals of differences paired by draw; where the largest of"
                        + " several differences is judged, the choice favors the claim; where an ansatz is held against"
                        + " the best or worst of the others, or the two farthest apart against each other, it works against"
                        + " the claim.",
                "Not run: gradient-free attacks, AutoAttack, and circuits read with a finite number of shots.");
    }
}
