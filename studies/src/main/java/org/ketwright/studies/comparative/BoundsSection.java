package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.ketwright.classical.ThreatModel.Norm;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** Lipschitz bounds, table I of the paper, and what they certify. */
final class BoundsSection {
    private final Evidence evidence;

    BoundsSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "The paper's bound of the re-upload circuit adds the lengths of the three weights of every"
                        + " gate, as if all gates saw the whole image. A gate sees three pixels: collecting the weights of each"
                        + " pixel first gives a bound several times smaller, and just as valid. Both bound one logit; those of the"
                        + " classical nets bound all logits together. Logits of circuits lie in [-1, 1] and those of nets do not,"
                        + " so slopes alone do not compare: the last columns divide by the mean margin."));
        blocks.add(table());
        blocks.add(all());
        blocks.add(new Paragraph(
                "An image is certified at a budget if its margin divided by the tightest bound exceeds it:"
                        + " then no perturbation whatsoever flips it. Certified accuracy never exceeds attacked accuracy, image by"
                        + " image; a check below holds it to that."));
        for (Norm norm : Norm.values()) {
            blocks.add(certified(norm));
        }
        return new Section("Lipschitz bounds and certificates", blocks);
    }

    private Table table() {
        List<List<Entry>> rows = new ArrayList<>();
        for (Variant variant : evidence.variants()) {
            rows.add(List.of(new Text(variant.label()), PaperTable.claimed(variant),
                    mean(variant, evidence.bound(variant, PaperTable.bound(variant.family()))),
                    mean(variant, evidence.bound(variant, PaperTable.tightest(variant.family()))),
                    mean(variant, evidence.slope(variant, BoundsSection::steepest)),
                    mean(variant, evidence.slope(variant, BoundsCell.Result::margin)),
                    mean(variant, evidence.slope(variant, result -> normalized(result, variant))),
                    mean(variant, evidence.slope(variant, BoundsCell.Result::medianRadius))));
        }
        return new Table("Lipschitz bounds in the l2 norm (table I of the paper)",
                "Paper beside ours, means over draws. The paper's program gives for the Fourier net LipSDP with slopes in"
                        + " [-1, 1]; its 25.38 is reproduced neither by that nor from the released weights (1.04, an"
                        + " under-trained net), the product of Frobenius norms comes closest. Measured: largest slope at"
                        + " the attacked images, a lower bound. Radius: median certified radius of the attacked images.",
                List.of(new Column("classifier", Format.GENERAL), new Column("paper", Format.GENERAL),
                        new Column("the paper's bound, ours", Format.GENERAL),
                        new Column("tightest bound", Format.GENERAL), new Column("measured slope", Format.GENERAL),
                        new Column("mean margin", Format.GENERAL),
                        new Column("tightest, per mean margin", Format.GENERAL),
                        new Column("median radius", Format.GENERAL)),
                rows);
    }

    private Quantity mean(Variant variant, double... values) {
        return evidence.mean(ComparativeStudy.BOUNDS, variant.at(0), values);
    }

    private static double steepest(BoundsCell.Result result) {
        return result.slopes().under(result.bounds().getFirst());
    }

    private static double normalized(BoundsCell.Result result, Variant variant) {
        for (int i = 0; i < result.bounds().size(); i++) {
            if (result.bounds().get(i).name().equals(PaperTable.tightest(variant.family()))) {
                return result.normalized().get(i);
            }
        }
        return Double.NaN;
    }

    private Table all() {
        List<List<Entry>> rows = new ArrayList<>();
        for (Variant variant : evidence.variants()) {
            Optional<BoundsCell.Result> first = evidence.bounded(variant.at(0));
            int count = first.map(result -> result.bounds().size()).orElse(0);
            for (int i = 0; i < count; i++) {
                int at = i;
                var bound = first.orElseThrow().bounds().get(i);
                rows.add(List.of(new Text(variant.label()), new Text(bound.name()),
                        new Text(bound.norm() == Norm.L2 ? "l2" : "largest pixel"),
                        mean(variant, evidence.slope(variant, result -> result.bounds().get(at).value())),
                        mean(variant, evidence.slope(variant,
                                result -> result.slopes().under(result.bounds().get(at))))));
            }
        }
        return new Table("All bounds", "Every bound beside the largest slope of the same kind that was measured at the"
                + " attacked images; means over draws. The amplitude classifier's bound is that for images of length 1;"
                + " certificates use each image's own length.",
                List.of(new Column("classifier", Format.GENERAL), new Column("bound", Format.GENERAL),
                        new Column("norm", Format.GENERAL), new Column("bound of the slope", Format.GENERAL),
                        new Column("measured slope", Format.GENERAL)),
                rows);
    }

    private Chart certified(Norm norm) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Variant variant : List.of(evidence.reupload(0, evidence.few()),
                evidence.reupload(evidence.lambdas().getLast(), evidence.few()), evidence.plain(Family.CONVNET),
                evidence.plain(Family.FOURIER), evidence.plain(Family.AMPLITUDE))) {
            lines.add(line(variant, norm, false));
            lines.add(line(variant, norm, true));
        }
        boolean isL2 = norm == Norm.L2;
        return new Chart.Lines("Certified and attacked accuracy, " + (isL2 ? "l2 norm" : "largest pixel"),
                "Solid: accuracy under PGD with 20 steps and without a pixel range. Dashed: share of images that are certified. The truth"
                        + " lies between.",
                Axis.of(isL2 ? "budget (length of the change)" : "budget (largest change of a pixel)", Format.GENERAL),
                Axis.share("accuracy"), lines);
    }

    private Chart.Line line(Variant variant, Norm norm, boolean isCertified) {
        List<Chart.Point> points = new ArrayList<>();
        Optional<BoundsCell.Result> first = evidence.bounded(variant.at(0));
        List<BoundsCell.Certified> entries = first.map(BoundsCell.Result::certified).orElse(List.of());
        for (int i = 0; i < entries.size(); i++) {
            int at = i;
            if (entries.get(i).norm() == norm) {
                points.add(new Chart.Point(entries.get(i).budget(),
                        mean(variant, evidence.slope(variant, result -> share(result.certified().get(at),
                                isCertified)))));
            }
        }
        if (points.isEmpty()) {
            points.add(new Chart.Point(0, new NotRun(evidence.reason(ComparativeStudy.BOUNDS, variant.at(0)))));
        }
        return new Chart.Line(variant.label() + (isCertified ? ", certified" : ", attacked"), variant.label(),
                isCertified, points);
    }

    private static double share(BoundsCell.Certified entry, boolean isCertified) {
        return Measured.share(isCertified ? entry.certified() : entry.robust(), entry.total()).value();
    }
}
