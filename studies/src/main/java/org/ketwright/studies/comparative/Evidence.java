package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.ketwright.classical.attack.Outcome;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.lipschitz.LipschitzBound;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Results;
import org.ketwright.studies.Setting;
import org.ketwright.studies.Setup;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Quantity;

/** Results of cells as numbers over draws. */
final class Evidence {
    /** Accuracy of a guess. */
    static final double CHANCE = 0.25;

    private final Setup setup;
    private final Results results;

    Evidence(Setup setup, Results results) {
        this.setup = setup;
        this.results = results;
    }

    <T> T get(Setting<T> setting) {
        return setup.settings().get(setting);
    }

    Results results() {
        return results;
    }

    /** Whether amplitudes are in double precision. */
    boolean isDouble() {
        return setup.precision() == Precision.DOUBLE;
    }

    int draws() {
        return get(ComparativeSettings.SEEDS);
    }

    List<Double> budgets() {
        return get(ComparativeSettings.BUDGETS);
    }

    /** Place of the budget nearest to a given one. */
    int nearest(double budget) {
        return IntStream.range(0, budgets().size()).boxed()
                .min((i, j) -> Double.compare(Math.abs(budgets().get(i) - budget), Math.abs(budgets().get(j) - budget)))
                .orElseThrow();
    }

    /** Place of the budget of transfer and patterns, at which attacked accuracies are compared. */
    int middle() {
        return nearest(get(ComparativeSettings.BUDGET));
    }

    double highest() {
        return budgets().stream().mapToDouble(b -> b).max().orElse(0);
    }

    int few() {
        return get(ComparativeSettings.EPOCHS);
    }

    /** The larger number of epochs, or 0 if classifiers are looked at once. */
    int many() {
        int many = get(ComparativeSettings.LONG_EPOCHS);
        return many > few() ? many : 0;
    }

    List<Double> lambdas() {
        return get(ComparativeSettings.LAMBDAS);
    }

    Variant plain(Family family) {
        return new Variant(family, 0, few());
    }

    Variant reupload(double lambda, int epochs) {
        return new Variant(Family.REUPLOAD, lambda, epochs);
    }

    /** All classifiers, in the order of reports. */
    List<Variant> variants() {
        return ComparativeStudy.variants(setup.settings());
    }

    /** Without regularization: those of the paper's figure 2. */
    List<Variant> unregularized() {
        return variants().stream().filter(variant -> !variant.isRegularized()).toList();
    }

    Optional<AttackCell.Result> attacked(Subject subject) {
        return results.of(Cell.of(ComparativeStudy.ATTACK, subject), AttackCell.Result.class);
    }

    Optional<BoundsCell.Result> bounded(Subject subject) {
        return results.of(Cell.of(ComparativeStudy.BOUNDS, subject), BoundsCell.Result.class);
    }

    Optional<PatternCell.Result> pattern(Subject subject) {
        return results.of(Cell.of(ComparativeStudy.PATTERN, subject), PatternCell.Result.class);
    }

    Optional<TransferCell.Result> transfer(int draw) {
        return results.of(Cell.of(ComparativeStudy.TRANSFER, new TransferCell.Draw(draw)), TransferCell.Result.class);
    }

    /** Why a cell of the first draw has no result. */
    String reason(String kind, Object parameters) {
        Cell cell = Cell.of(kind, parameters);
        return results.cells().contains(cell) ? results.reason(cell) : "not part of this preset";
    }

    /** A number of one classifier at each draw; NaN where there is none. */
    double[] attacked(Variant variant, ToDoubleFunction<AttackCell.Result> number) {
        return perDraw(draw -> attacked(variant.at(draw)).map(result -> number.applyAsDouble(result)));
    }

    double[] accuracy(Variant variant, Protocol protocol, int budget) {
        return attacked(variant, result -> result.accuracy(protocol, budget));
    }

    double[] validation(Variant variant) {
        return attacked(variant, result -> result.validation().value());
    }

    /** Accuracy on validation images: mean over draws; with one draw, the share over images. */
    Quantity shareOfValidation(Variant variant) {
        return Draws.share(IntStream.range(0, draws()).mapToObj(draw -> attacked(variant.at(draw)))
                .flatMap(Optional::stream).map(AttackCell.Result::validation).toList(),
                () -> reason(ComparativeStudy.ATTACK, variant.at(0)));
    }

    /** A bound by name at each draw. */
    double[] bound(Variant variant, String name) {
        return perDraw(draw -> bounded(variant.at(draw)).flatMap(result -> result.bounds().stream()
                .filter(bound -> bound.name().equals(name)).map(LipschitzBound::value).findFirst()));
    }

    double[] slope(Variant variant, ToDoubleFunction<BoundsCell.Result> number) {
        return perDraw(draw -> bounded(variant.at(draw)).map(result -> number.applyAsDouble(result)));
    }

    /** Mean coherence of one class's perturbations at each draw. */
    double[] coherence(Variant variant, int from, boolean isAimed) {
        return look(variant, from, isAimed, PatternCell.Look::coherence);
    }

    double[] look(Variant variant, int from, boolean isAimed, ToDoubleFunction<PatternCell.Look> number) {
        return perDraw(draw -> pattern(variant.at(draw)).flatMap(result -> result.looks().stream()
                .filter(look -> look.from() == from && look.isAimed() == isAimed).map(look -> number.applyAsDouble(
                        look))
                .findFirst()));
    }

    /** Accuracy of a victim on images made for a source, at each draw. */
    double[] transferred(Variant source, Variant victim, boolean isLengthKept) {
        return perDraw(draw -> outcome(draw, source, victim, isLengthKept).map(o -> o.accuracy().value()));
    }

    /** Loss of accuracy of a victim on images made for a source, at each draw. */
    double[] drop(Variant source, Variant victim, boolean isLengthKept) {
        return perDraw(draw -> outcome(draw, source, victim, isLengthKept)
                .map(o -> o.cleanAccuracy().value() - o.accuracy().value()));
    }

    private Optional<Outcome> outcome(int draw, Variant source, Variant victim, boolean isLengthKept) {
        return transfer(draw).flatMap(result -> {
            int i = result.variants().indexOf(source);
            int j = result.variants().indexOf(victim);
            return i < 0 || j < 0
                    ? Optional.empty()
                    : Optional.of((isLengthKept ? result.lengthKept() : result.outcomes()).get(i).get(j));
        });
    }

    private double[] perDraw(IntFunction<Optional<Double>> number) {
        return Draws.of(draws(), number);
    }

    /** Mean over draws of what is there. */
    Quantity mean(String kind, Object first, double... values) {
        return Draws.mean(values, () -> reason(kind, first));
    }

    /** Mean over draws; with one draw, the share over images. */
    Quantity share(Variant variant, Protocol protocol, int budget) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int draw = 0; draw < draws(); draw++) {
            attacked(variant.at(draw)).map(result -> result.curves().getOrDefault(protocol, List.of()).get(budget))
                    .ifPresent(outcomes::add);
        }
        return share(outcomes, ComparativeStudy.ATTACK, variant.at(0));
    }

    /** Accuracy of a victim on images made for a source: mean over draws; with one draw, the share over images. */
    Quantity shareTransferred(Variant source, Variant victim, boolean isLengthKept) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int draw = 0; draw < draws(); draw++) {
            outcome(draw, source, victim, isLengthKept).ifPresent(outcomes::add);
        }
        return share(outcomes, ComparativeStudy.TRANSFER, new TransferCell.Draw(0));
    }

    /** Accuracy under attack. */
    Quantity share(List<Outcome> outcomes, String kind, Object first) {
        return Draws.accuracy(outcomes, () -> reason(kind, first));
    }
}
