package org.ketwright.studies.robqunn;

import java.util.List;
import java.util.Locale;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.studies.report.Checks;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;

/** What mathematics, or sound attacks, demand; nothing else in the report is to be believed where one fails. */
final class CheckSection {
    private static final double ENGINE_TOLERANCE = 1e-10;
    private static final double PRINTED_TOLERANCE = 1e-12;
    private static final double SINGLE_TOLERANCE = 1e-4;

    private final Evidence evidence;
    private final Checks checks = new Checks();

    CheckSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        engine();
        if (evidence.hasDevice()) {
            noisy();
        }
        printed();
        checks.budgetZero(evidence.budgets(),
                models().stream().flatMap(model -> model.curves().values().stream()).toList());
        neverBetter("PGD leaves no more right than FGSM on the same images", Protocol.PGD, Protocol.FGSM_FIRST);
        neverBetter("MIM leaves no more right than FGSM on the same images", Protocol.MIM, Protocol.FGSM_FIRST);
        neverBetter("PGD leaves no more right than random noise", Protocol.PGD, Protocol.NOISE);
        neverBetter("PGD leaves no more right than FGSM made for the CNN", Protocol.PGD, Protocol.FROM_CNN);
        overshoot();
        checks.fallsToChance(models().stream().map(ModelResult::strong).toList(), evidence.chance());
        collapse();
        checks.row("a gradient-free attack leaves no fewer right than PGD", "not run",
                new NotRun("this study has no gradient-free attack"), "not run");
        return new Section("Checks", List.of(
                new Paragraph("Noise means three standard errors of a share at the number of images attacked. An attack"
                        + " that moved a pixel beyond its budget would have stopped the study. A circuit's features are"
                        + " waves in the pixels, so one large step along the gradient can overshoot: accuracy under FGSM"
                        + " that rises again with the budget says nothing about robustness, and PGD shows what is"
                        + " left."),
                checks.table("Checks of mathematics and of attacks",
                        "Each over all networks and budgets there are; n counts what was compared.")));
    }

    private void engine() {
        agreement("the closed form", "the engine's",
                evidence.all(RobqunnStudy.ENGINE, Model.class, EngineCell.Result.class).stream()
                        .map(found -> found.result()).toList());
    }

    private void noisy() {
        agreement("noisy circuits in closed form", "those of density matrices",
                evidence.all(RobqunnStudy.NOISY, Model.class, NoisyResult.class).stream()
                        .map(found -> found.result().check()).toList());
    }

    private void agreement(String fast, String slow, List<EngineCell.Result> results) {
        double features = results.stream().mapToDouble(EngineCell.Result::features).max().orElse(0);
        double gradients = results.stream().mapToDouble(EngineCell.Result::gradients).max().orElse(0);
        long windows = results.stream().mapToLong(EngineCell.Result::windows).sum();
        double tolerance = evidence.isDouble() ? ENGINE_TOLERANCE : SINGLE_TOLERANCE;
        checks.equal("features of " + fast + " equal " + slow, features, windows, tolerance);
        checks.equal("gradients of " + fast + " equal " + slow, gradients, windows, tolerance);
    }

    private void printed() {
        double difference = 0;
        long images = 0;
        int unequal = 0;
        for (var found : evidence.all(RobqunnStudy.PRINTED, PrintedCell.Control.class, PrintedCell.Result.class)) {
            difference = Math.max(difference, found.result().difference());
            images += found.result().images();
            List<Outcome> none = found.result().curves().getOrDefault(FirstLayer.NONE, List.of());
            for (List<Outcome> curve : found.result().curves().values()) {
                unequal += curve.equals(none) ? 0 : 1;
            }
        }
        checks.equal("in the printed order all ZZ entanglers give the same features", difference, images,
                evidence.isDouble() ? PRINTED_TOLERANCE : SINGLE_TOLERANCE);
        String curves = "in the printed order all ZZ entanglers give the same curve under FGSM, curves that differ";
        if (evidence.isDouble()) {
            checks.bounded(curves, "none", unequal, images, 0);
        } else {
            // FGSM takes signs of gradients, which rounding turns round.
            checks.row(curves, "none", new NotRun("single precision rounds too much to tell"), "not run");
        }
    }

    /** Where one large step is worse for the attacker than images made for another network. */
    private void overshoot() {
        double worst = Double.NEGATIVE_INFINITY;
        String where = "";
        long compared = 0;
        for (var found : evidence.all(RobqunnStudy.MODEL, Model.class, ModelResult.class)) {
            List<Outcome> own = found.result().curves().getOrDefault(Protocol.FGSM, List.of());
            List<Outcome> borrowed = found.result().curves().getOrDefault(Protocol.FROM_CNN, List.of());
            for (int i = 0; i < borrowed.size(); i++) {
                double excess = own.get(i).accuracy().value() - borrowed.get(i).accuracy().value();
                compared++;
                if (excess > worst) {
                    worst = excess;
                    Model model = found.parameters();
                    where = String.format(Locale.ROOT,
                            " (%s, %s, %s, budget %s: FGSM leaves %.1f %% right, PGD %.1f %%)",
                            model.layer().label(), model.scale().label(), model.phase().label(),
                            evidence.budgets().get(i), 100 * own.get(i).accuracy().value(),
                            100 * found.result().curves().getOrDefault(Protocol.PGD, own).get(i).accuracy().value());
                }
            }
        }
        String check = "FGSM of one large step leaves more right than FGSM made for the CNN, largest excess of accuracy";
        if (compared == 0) {
            checks.row(check, "told, not judged", new NotRun("not computed yet"), "not judged");
        } else {
            checks.row(check + where, "told, not judged", new Measured(worst, null, compared), "not judged");
        }
    }

    private void neverBetter(String check, Protocol stronger, Protocol weaker) {
        checks.neverBetter(check, models().stream().map(ModelResult::curves)
                .flatMap(curves -> Checks.Rivals.of(curves.getOrDefault(stronger, List.of()),
                        curves.getOrDefault(weaker, List.of())).stream())
                .toList());
    }

    private List<ModelResult> models() {
        return evidence.all(RobqunnStudy.MODEL, Model.class, ModelResult.class).stream().map(found -> found.result())
                .toList();
    }

    private void collapse() {
        int last = evidence.budgets().size() - 1;
        int networks = 0;
        int collapsed = 0;
        for (var found : evidence.all(RobqunnStudy.MODEL, Model.class, ModelResult.class)) {
            List<Outcome> curve = found.result().curves().getOrDefault(Protocol.PGD, List.of());
            networks++;
            collapsed += curve.get(last).accuracy().value() <= evidence.chance() ? 1 : 0;
        }
        Quantity share = networks == 0 ? new NotRun("not computed yet") : Measured.share(collapsed, networks);
        checks.row("most networks fall to chance under PGD at the budget " + evidence.budgets().get(last)
                + ", share of networks", "at least 0.5", share,
                networks == 0 ? "not run" : 2 * collapsed >= networks ? "yes" : "no");
    }
}
