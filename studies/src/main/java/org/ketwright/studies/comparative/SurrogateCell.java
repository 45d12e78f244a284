package org.ketwright.studies.comparative;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.qml.FourierNet;
import org.ketwright.qml.FourierSurrogate;
import org.ketwright.qml.ReuploadClassifier;

/** Fits a classical sum of waves to a trained re-upload classifier, and lets attacks pass between them. */
final class SurrogateCell {
    private static final double RIDGE = 1e-6;

    /**
     * How alike the two are.
     *
     * @param agreement
     *            validation images that both put into the same class
     * @param images
     *            validation images
     * @param explained
     *            share of the variance of the circuit's logits on validation images that the surrogate has
     * @param onCircuit
     *            images made for the surrogate, shown to the circuit
     * @param onSurrogate
     *            images made for the circuit, shown to the surrogate
     * @param whiteBox
     *            images made for the circuit, shown to the circuit
     */
    record Result(int agreement, int images, double explained, Outcome onCircuit, Outcome onSurrogate,
            Outcome whiteBox) {}

    private final Workbench workbench;

    SurrogateCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Subject subject) {
        ReuploadClassifier circuit = workbench.model(subject) instanceof ReuploadClassifier reupload
                ? reupload
                : refuse(subject);
        FourierNet surrogate = new FourierSurrogate(workbench.context().get(ComparativeSettings.SURROGATE), RIDGE,
                workbench.seed("surrogate").derive(subject.draw())).fit(circuit, workbench.train().images());
        LabeledImages validation = workbench.validation();
        Tensor exact = circuit.logits(validation.images());
        Tensor fitted = surrogate.logits(validation.images());
        int agreement = 0;
        for (int i = 0; i < validation.count(); i++) {
            agreement += exact.argmax(i) == fitted.argmax(i) ? 1 : 0;
        }
        return new Result(agreement, validation.count(), explained(exact, fitted), attack(surrogate, circuit),
                attack(circuit, surrogate), attack(circuit, circuit));
    }

    private Outcome attack(Classifier source, Classifier victim) {
        double budget = workbench.context().get(ComparativeSettings.BUDGET);
        Attack pgd = Protocol.PGD.attack(budget, Effort.QUICK);
        return new Evaluation(victim, workbench.attacked(), workbench.seed("attack"))
                .run(pgd, source, Protocol.PGD.threat(budget), false).outcome();
    }

    /** One minus the squared error over the variance, over all logits. */
    private static double explained(Tensor exact, Tensor fitted) {
        double errors = 0;
        double variance = 0;
        int classes = exact.sampleSize();
        for (int k = 0; k < classes; k++) {
            double mean = 0;
            for (int i = 0; i < exact.count(); i++) {
                mean += exact.data()[i * classes + k] / exact.count();
            }
            for (int i = k; i < exact.data().length; i += classes) {
                errors += Math.pow((double) exact.data()[i] - fitted.data()[i], 2);
                variance += Math.pow(exact.data()[i] - mean, 2);
            }
        }
        return 1 - errors / variance;
    }

    private static ReuploadClassifier refuse(Subject subject) {
        throw new IllegalArgumentException("surrogates are fitted to re-upload classifiers but were asked for "
                + subject);
    }
}
