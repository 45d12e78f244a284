package org.ketwright.studies.comparative;

import java.util.List;
import java.util.Locale;

import org.ketwright.classical.attack.Outcome;
import org.ketwright.studies.report.Checks;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Section;

/** What mathematics, or sound attacks, demand; nothing else in the report is to be believed where one fails. */
final class CheckSection {
    private static final double SPECTRUM_TOLERANCE = 1e-6;

    private final Evidence evidence;
    private final Checks checks = new Checks();

    CheckSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        contradictions();
        slopes();
        spectra();
        budgetZero();
        neverBetter("PGD leaves no more right than FGSM", Protocol.PGD, Protocol.FGSM);
        neverBetter("PGD leaves no more right than random noise", Protocol.PGD, Protocol.NOISE);
        neverBetter("PGD leaves no more right than PGD that keeps the length", Protocol.PGD, Protocol.LENGTH_KEPT);
        neverBetter("APGD leaves no more right than clipped PGD", Protocol.APGD_CE, Protocol.CLIPPED_PGD);
        neverBetter("APGD leaves no more right than Square, which sees no gradients", Protocol.APGD_CE,
                Protocol.SQUARE);
        neverBetter("all clipped attacks together leave no more right than Square", Protocol.TOGETHER, Protocol.SQUARE);
        transfer();
        strong();
        shots();
        return new Section("Checks", List.of(
                new Paragraph(
                        "Noise means three standard errors of a share at the number of images attacked. An attack that"
                                + " moved a pixel beyond its budget would have stopped the study, and every adversarial image was"
                                + " graded again by the classifier itself."),
                checks.table("Checks of mathematics and of attacks",
                        "Each over all classifiers, draws and budgets there are; n counts what was compared.")));
    }

    private void contradictions() {
        int contradictions = 0;
        long compared = 0;
        int more = 0;
        for (var found : evidence.results().all(ComparativeStudy.BOUNDS, Subject.class, BoundsCell.Result.class)) {
            for (BoundsCell.Certified entry : found.result().certified()) {
                contradictions += entry.contradictions();
                more += entry.certified() > entry.robust() ? 1 : 0;
                compared += entry.total();
            }
        }
        checks.bounded("certified images that an attack within the certified radius flips", "none", contradictions,
                compared, 0);
        checks.bounded("budgets at which more images are certified than withstand an attack", "none", more, compared,
                0);
    }

    private void slopes() {
        double worst = 0;
        long compared = 0;
        for (var found : evidence.results().all(ComparativeStudy.BOUNDS, Subject.class, BoundsCell.Result.class)) {
            // The amplitude classifier's bound is stated for images of length 1, which is not where slopes are measured.
            if (found.parameters().family() != Family.AMPLITUDE) {
                for (var bound : found.result().bounds()) {
                    worst = Math.max(worst, found.result().slopes().under(bound) / bound.value());
                    compared++;
                }
            }
        }
        checks.bounded("measured slope divided by its bound, largest", "at most 1", worst, compared, 1);
    }

    private void spectra() {
        double worst = 0;
        long compared = 0;
        for (var found : evidence.results().all(ComparativeStudy.SPECTRUM, SpectrumCell.Small.class,
                SpectrumCell.Result.class)) {
            worst = Math.max(worst, found.result().error());
            compared++;
        }
        checks.bounded("a circuit equals the sum of its waves, largest difference of a logit",
                String.format(Locale.ROOT, "at most %.0e", SPECTRUM_TOLERANCE), worst, compared, SPECTRUM_TOLERANCE);
    }

    private void budgetZero() {
        int zero = evidence.budgets().indexOf(0.0);
        long compared = 0;
        int differing = 0;
        for (var found : evidence.results().all(ComparativeStudy.ATTACK, Subject.class, AttackCell.Result.class)) {
            for (List<Outcome> curve : found.result().curves().values()) {
                if (zero >= 0) {
                    compared++;
                    differing += curve.get(zero).robustCorrect() == curve.get(zero).cleanCorrect() ? 0 : 1;
                }
            }
        }
        checks.bounded("a budget of 0 changes no accuracy, curves that differ", "none", differing, compared, 0);
    }

    /** The stronger attack's accuracy never exceeds the weaker one's by more than noise. */
    private void neverBetter(String check, Protocol stronger, Protocol weaker) {
        double worst = Double.NEGATIVE_INFINITY;
        double noise = 0;
        long compared = 0;
        for (var found : evidence.results().all(ComparativeStudy.ATTACK, Subject.class, AttackCell.Result.class)) {
            List<Outcome> strong = found.result().curves().getOrDefault(stronger, List.of());
            List<Outcome> weak = found.result().curves().getOrDefault(weaker, List.of());
            for (int i = 0; i < Math.min(strong.size(), weak.size()); i++) {
                worst = Math.max(worst, strong.get(i).accuracy().value() - weak.get(i).accuracy().value());
                noise = noise(strong.get(i).total());
                compared++;
            }
        }
        checks.bounded(check + ", largest excess of accuracy",
                String.format(Locale.ROOT, "at most %.3f, noise", noise), worst, compared, noise);
    }

    private static double noise(int images) {
        return 3 * Math.sqrt(0.25 / images);
    }

    private void transfer() {
        double worst = Double.NEGATIVE_INFINITY;
        double noise = 0;
        long compared = 0;
        for (int draw = 0; draw < evidence.draws(); draw++) {
            TransferCell.Result result = evidence.transfer(draw).orElse(null);
            for (int j = 0; result != null && j < result.variants().size(); j++) {
                double own = result.outcomes().get(j).get(j).accuracy().value();
                for (int i = 0; i < result.variants().size(); i++) {
                    Outcome borrowed = result.outcomes().get(i).get(j);
                    worst = Math.max(worst, own - borrowed.accuracy().value());
                    noise = noise(borrowed.total());
                    compared++;
                }
            }
        }
        checks.bounded("PGD that sees its victim leaves no more right than PGD made for another, largest excess",
                String.format(Locale.ROOT, "at most %.3f, noise", noise), worst, compared, noise);
    }

    private void strong() {
        double worst = 0;
        long compared = 0;
        for (var found : evidence.results().all(ComparativeStudy.ATTACK, Subject.class, AttackCell.Result.class)) {
            worst = Math.max(worst, found.result().strong().accuracy().value());
            compared++;
        }
        checks.bounded("PGD with 200 steps and a budget of 1 leaves at most chance, largest accuracy",
                String.format(Locale.ROOT, "at most %.2f", Evidence.CHANCE), worst, compared, Evidence.CHANCE);
    }

    private void shots() {
        double worst = Double.NEGATIVE_INFINITY;
        double noise = 0;
        long compared = 0;
        for (var found : evidence.results().all(ComparativeStudy.SHOTS, Subject.class, ShotsCell.Result.class)) {
            Outcome single = found.result().outcomes().get(ShotsCell.SINGLE);
            Outcome averaged = found.result().outcomes().get(ShotsCell.AVERAGED);
            if (single != null && averaged != null) {
                worst = Math.max(worst, averaged.accuracy().value() - single.accuracy().value());
                noise = noise(averaged.total());
                compared++;
            }
        }
        checks.bounded("averaging over shots makes the attack no weaker, largest excess of accuracy",
                String.format(Locale.ROOT, "at most %.3f, noise", noise), worst, compared, noise);
    }
}
