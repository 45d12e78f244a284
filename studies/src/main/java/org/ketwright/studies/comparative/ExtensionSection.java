package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;
import org.ketwright.studies.Results.Found;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** What the paper lacks: shots, a classical surrogate, exact spectra. */
final class ExtensionSection {
    private final Evidence evidence;

    ExtensionSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "On a machine, expectation values are means over shots, and a classifier answers anew each"
                        + " time. Such noise hides gradients from an attacker who looks once; one who averages sees through it."));
        blocks.add(shots());
        blocks.add(new Paragraph("A re-upload circuit is a sum of waves in the pixels whose frequencies its weights"
                + " determine. A classical sum of randomly chosen waves of such frequencies can be fitted to its outputs"
                + " (Landman et al. 2022), and attacked in its place."));
        blocks.add(surrogate());
        blocks.add(new Paragraph(
                "For a small circuit (three features, each uploaded three times) all waves can be computed"
                        + " exactly. Regularization shrinks weights, and with them frequencies."));
        blocks.add(spectrum());
        return new Section("Shots, surrogates and spectra", blocks);
    }

    private List<Double> lambdas() {
        return Stream.of(evidence.lambdas().getFirst(), evidence.lambdas().getLast()).distinct().toList();
    }

    private Variant variant(double lambda) {
        return evidence.reupload(lambda, evidence.few());
    }

    private Table shots() {
        List<List<Entry>> rows = new ArrayList<>();
        for (double lambda : lambdas()) {
            List<ShotsCell.Result> results = evidence.results()
                    .all(ComparativeStudy.SHOTS, Subject.class, ShotsCell.Result.class).stream()
                    .filter(found -> found.parameters().lambda() == lambda).map(Found::result).toList();
            Object first = variant(lambda).at(0);
            rows.add(List.of(new Text(variant(lambda).label()),
                    share(ComparativeStudy.SHOTS, first, results.stream().map(ShotsCell.Result::exact)),
                    share(ComparativeStudy.SHOTS, first, results.stream().map(ShotsCell.Result::shots)),
                    attacked(results, first, ShotsCell.SINGLE), attacked(results, first, ShotsCell.AVERAGED),
                    attacked(results, first, ShotsCell.EXACT), attacked(results, first, ShotsCell.STRONG)));
        }
        return new Table(evidence.get(ComparativeSettings.SHOTS) + " shots per answer",
                "Accuracy on the first " + evidence.get(ComparativeSettings.SHOT_IMAGES)
                        + " attacked images at a budget of "
                        + evidence.get(ComparativeSettings.BUDGET)
                        + ", each graded on fresh shots; gradients averaged over "
                        + evidence.get(ComparativeSettings.EFFORT).draws()
                        + " answers where they are averaged. AutoAttack keeps pixels in [0, 1].",
                List.of(new Column("classifier", Format.GENERAL), new Column("exact, no attack", Format.PERCENT),
                        new Column("shots, no attack", Format.PERCENT), new Column(ShotsCell.SINGLE, Format.PERCENT),
                        new Column(ShotsCell.AVERAGED, Format.PERCENT), new Column(ShotsCell.EXACT, Format.PERCENT),
                        new Column(ShotsCell.STRONG, Format.PERCENT)),
                rows);
    }

    private Quantity attacked(List<ShotsCell.Result> results, Object first, String attack) {
        List<Outcome> outcomes = results.stream().map(result -> result.outcomes().get(attack))
                .<Outcome>mapMulti((outcome, to) -> {
                    if (outcome != null) {
                        to.accept(outcome);
                    }
                }).toList();
        return evidence.share(outcomes, ComparativeStudy.SHOTS, first);
    }

    private Table surrogate() {
        List<List<Entry>> rows = new ArrayList<>();
        for (double lambda : lambdas()) {
            List<SurrogateCell.Result> results = evidence.results()
                    .all(ComparativeStudy.SURROGATE, Subject.class, SurrogateCell.Result.class).stream()
                    .filter(found -> found.parameters().lambda() == lambda).map(Found::result).toList();
            Object first = variant(lambda).at(0);
            String kind = ComparativeStudy.SURROGATE;
            rows.add(List.of(new Text(variant(lambda).label()),
                    share(kind, first, results.stream().map(r -> new Proportion(r.agreement(), r.images()))),
                    mean(kind, first, results.stream().mapToDouble(SurrogateCell.Result::explained)),
                    evidence.share(results.stream().map(SurrogateCell.Result::whiteBox).toList(), kind, first),
                    evidence.share(results.stream().map(SurrogateCell.Result::onCircuit).toList(), kind, first),
                    evidence.share(results.stream().map(SurrogateCell.Result::onSurrogate).toList(), kind, first)));
        }
        return new Table("Random Fourier features in place of the circuit",
                evidence.get(ComparativeSettings.SURROGATE) + " frequencies by tree sampling, ridge regression on the"
                        + " training images. Agreement and explained variance of the logits on validation images; then"
                        + " accuracies under the paper's PGD at a budget of " + evidence.get(ComparativeSettings.BUDGET)
                        + ".",
                List.of(new Column("circuit", Format.GENERAL), new Column("same class", Format.PERCENT),
                        new Column("variance explained", Format.FIXED),
                        new Column("circuit under its own attack", Format.PERCENT),
                        new Column("circuit under the surrogate's attack", Format.PERCENT),
                        new Column("surrogate under the circuit's attack", Format.PERCENT)),
                rows);
    }

    private Table spectrum() {
        List<List<Entry>> rows = new ArrayList<>();
        for (double lambda : lambdas()) {
            List<SpectrumCell.Result> results = evidence.results()
                    .all(ComparativeStudy.SPECTRUM, SpectrumCell.Small.class, SpectrumCell.Result.class).stream()
                    .filter(found -> found.parameters().lambda() == lambda).map(Found::result).toList();
            String kind = ComparativeStudy.SPECTRUM;
            Object first = new SpectrumCell.Small(0, lambda);
            rows.add(List.of(new Text(variant(lambda).label().replaceAll(",.*", ", small")),
                    mean(kind, first, results.stream().mapToDouble(SpectrumCell.Result::accuracy)),
                    mean(kind, first, results.stream().mapToDouble(SpectrumCell.Result::terms)),
                    mean(kind, first, results.stream().mapToDouble(SpectrumCell.Result::largestFrequency)),
                    mean(kind, first, results.stream().mapToDouble(SpectrumCell.Result::meanFrequency)),
                    mean(kind, first, results.stream().mapToDouble(SpectrumCell.Result::constant))));
        }
        return new Table("Exact spectrum of a small circuit",
                "Waves of the three logits together; mean frequency weighted by"
                        + " the squared coefficients, the constant left out. Means over draws.",
                List.of(new Column("circuit", Format.GENERAL), new Column("training accuracy", Format.PERCENT),
                        new Column("waves", Format.GENERAL), new Column("largest frequency", Format.FIXED),
                        new Column("mean frequency", Format.FIXED), new Column("share of the constant",
                                Format.PERCENT)),
                rows);
    }

    private Quantity mean(String kind, Object first, DoubleStream values) {
        return evidence.mean(kind, first, values.toArray());
    }

    private Quantity share(String kind, Object first, Stream<Proportion> shares) {
        return Draws.share(shares.toList(), () -> evidence.reason(kind, first));
    }
}
