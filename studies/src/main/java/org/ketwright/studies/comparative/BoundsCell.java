package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Grades;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.StepSize;
import org.ketwright.qml.Model;
import org.ketwright.qml.lipschitz.LipschitzBound;
import org.ketwright.qml.lipschitz.LipschitzBounds;
import org.ketwright.qml.lipschitz.Margins;
import org.ketwright.qml.lipschitz.MeasuredSlopes;

/** Bounds how fast one classifier's logits can move, and holds what they certify against attacks. */
final class BoundsCell {
    private static final Attack ATTACK = new Pgd(20, StepSize.ofBudget(0.125));
    /** Length of the images for which the amplitude classifier's bound is told. */
    private static final double LENGTH = 1;

    /**
     * Certified beside attacked.
     *
     * @param norm
     *            how a perturbation is measured
     * @param budget
     *            largest perturbation
     * @param certified
     *            images that no perturbation of this size can flip
     * @param robust
     *            images that are right under the attack
     * @param total
     *            all images
     * @param contradictions
     *            images that are certified and yet flipped: 0, or a bound is wrong
     */
    record Certified(Norm norm, double budget, int certified, int robust, int total, int contradictions) {}

    /**
     * Bounds, measured slopes, and radii.
     *
     * @param bounds
     *            upper bounds
     * @param slopes
     *            largest slopes at the attacked images, lower bounds
     * @param margin
     *            mean margin over images that are right
     * @param normalized
     *            for each bound its slope of margins divided by the mean margin
     * @param medianRadius
     *            median of the certified radii in the l2 norm
     * @param certified
     *            by norm and budget
     */
    record Result(List<LipschitzBound> bounds, MeasuredSlopes slopes, double margin, List<Double> normalized,
            double medianRadius, List<Certified> certified) {}

    private final Workbench workbench;

    BoundsCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Subject subject) {
        Model<?> model = workbench.model(subject);
        LabeledImages images = workbench.attacked();
        List<LipschitzBound> bounds = LipschitzBounds.of(model, LENGTH);
        Margins margins = new Margins(model, images);
        Evaluation evaluation = new Evaluation(model, images, workbench.seed("certified"));
        TreeSet<Double> budgets = new TreeSet<>(workbench.context().get(ComparativeSettings.CERTIFIED));
        budgets.addAll(workbench.context().get(ComparativeSettings.BUDGETS));
        budgets.remove(0.0);
        List<Certified> certified = new ArrayList<>();
        for (Norm norm : Norm.values()) {
            double[] radii = margins.certifiedRadii(norm);
            // A change of every pixel by the budget is longer than the budget by this factor.
            double length = norm == Norm.L2 ? Math.sqrt(model.pixels()) : 1;
            for (double budget : budgets) {
                float size = (float) (length * budget);
                ThreatModel threat = (norm == Norm.L2 ? ThreatModel.l2(size) : ThreatModel.linf(size)).unclipped();
                certified.add(compare(evaluation.run(ATTACK, threat).grades(), radii, threat));
            }
        }
        double[] radii = margins.certifiedRadii(Norm.L2);
        Arrays.sort(radii);
        return new Result(bounds, MeasuredSlopes.of(model, images.images()), margins.mean(),
                bounds.stream().map(margins::normalized).toList(), radii[radii.length / 2], certified);
    }

    /** Counts; a radius equal to the budget certifies nothing. */
    static Certified compare(Grades grades, double[] radii, ThreatModel threat) {
        int certified = 0;
        int contradictions = 0;
        for (int i = 0; i < radii.length; i++) {
            boolean isCertified = radii[i] > threat.budget();
            certified += isCertified ? 1 : 0;
            contradictions += isCertified && !grades.isRobustCorrect(i) ? 1 : 0;
        }
        return new Certified(threat.norm(), threat.budget(), certified, grades.outcome().robustCorrect(),
                radii.length, contradictions);
    }
}
