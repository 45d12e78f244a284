package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;

import org.ketwright.classical.attack.Outcome;
import org.ketwright.studies.report.Checks;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Section;

/** What mathematics, or sound attacks, demand; nothing else in the report is to be believed where one fails. */
final class CheckSection {
    private static final double SPECTRUM_TOLERANCE = 1e-6;
    private static final double SINGLE_TOLERANCE = 1e-4;

    private final Evidence evidence;
    private final Checks checks = new Checks();

    CheckSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        contradictions();
        slopes();
        spectra();
        checks.budgetZero(evidence.budgets(),
                attacked().stream().flatMap(result -> result.curves().values().stream()).toList());
        neverBetter("PGD leaves no more right than FGSM", Protocol.PGD, Protocol.FGSM);
        neverBetter("PGD leaves no more right than random noise", Protocol.PGD, Protocol.NOISE);
        neverBetter("PGD leaves no more right than PGD that keeps the length", Protocol.PGD, Protocol.LENGTH_KEPT);
        neverBetter("APGD leaves no more right than clipped PGD", Protocol.APGD_CE, Protocol.CLIPPED_PGD);
        neverBetter("APGD leaves no more right than Square, which sees no gradients", Protocol.APGD_CE,
                Protocol.SQUARE);
        transfer();
        checks.fallsToChance(attacked().stream().map(AttackCell.Result::strong).toList(), Evidence.CHANCE);
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
        List<SpectrumCell.Result> spectra = results(ComparativeStudy.SPECTRUM, SpectrumCell.Small.class,
                SpectrumCell.Result.class);
        checks.equal("logits of a small circuit equal the sums of its waves",
                spectra.stream().mapToDouble(SpectrumCell.Result::error).max().orElse(0), spectra.size(),
                evidence.isDouble() ? SPECTRUM_TOLERANCE : SINGLE_TOLERANCE);
    }

    private void neverBetter(String check, Protocol stronger, Protocol weaker) {
        checks.neverBetter(check, attacked().stream().map(AttackCell.Result::curves)
                .flatMap(curves -> Checks.Rivals.of(curves.getOrDefault(stronger, List.of()),
                        curves.getOrDefault(weaker, List.of())).stream())
                .toList());
    }

    private List<AttackCell.Result> attacked() {
        return results(ComparativeStudy.ATTACK, Subject.class, AttackCell.Result.class);
    }

    private <P, R> List<R> results(String kind, Class<P> parameters, Class<R> result) {
        return evidence.results().all(kind, parameters, result).stream().map(found -> found.result()).toList();
    }

    private void transfer() {
        List<Checks.Rivals> rivals = new ArrayList<>();
        for (var result : results(ComparativeStudy.TRANSFER, TransferCell.Draw.class, TransferCell.Result.class)) {
            for (int victim = 0; victim < result.variants().size(); victim++) {
                Outcome own = result.outcomes().get(victim).get(victim);
                for (List<Outcome> source : result.outcomes()) {
                    rivals.add(new Checks.Rivals(own, source.get(victim)));
                }
            }
        }
        checks.neverBetter("PGD that sees its victim leaves no more right than PGD made for another", rivals);
    }

    private void shots() {
        List<Checks.Rivals> rivals = new ArrayList<>();
        for (var result : results(ComparativeStudy.SHOTS, Subject.class, ShotsCell.Result.class)) {
            Outcome single = result.outcomes().get(ShotsCell.SINGLE);
            Outcome averaged = result.outcomes().get(ShotsCell.AVERAGED);
            if (single != null && averaged != null) {
                rivals.add(new Checks.Rivals(averaged, single));
            }
        }
        checks.neverBetter("averaging over shots makes the attack no weaker", rivals);
    }
}
