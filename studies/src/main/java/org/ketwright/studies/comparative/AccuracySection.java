package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;

import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** Accuracy under attack, figure 2 of the paper, and what stronger attacks leave. */
final class AccuracySection {
    private final Evidence evidence;

    AccuracySection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "The paper's PGD takes 10 steps of 0.01 from the image itself (20 steps where the budget"
                        + " is larger than 0.1) and lets pixels leave [0, 1]. It attacks the first training images. ReUp(0.1), 20 is"
                        + " the re-upload classifier with regularization of strength 0.1 after 20 epochs. The figure"
                        + " carries no numbers in the paper; the verdicts above check what its text says of it."));
        blocks.add(curves("Accuracy under PGD (figure 2 of the paper)", Protocol.PGD, evidence.unregularized()));
        blocks.add(curves("Regularized re-upload classifiers under PGD", Protocol.PGD, evidence.variants().stream()
                .filter(variant -> variant.family() == Family.REUPLOAD).toList()));
        blocks.add(table("Accuracy under PGD of the paper", evidence.budgets()));
        blocks.add(attacks());
        return new Section("Accuracy under attack", blocks);
    }

    private Chart curves(String title, Protocol protocol, List<Variant> variants) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Variant variant : variants) {
            lines.add(Chart.Line.over(variant.label(), !variant.family().isQuantum(), evidence.budgets(),
                    i -> evidence.share(variant, protocol, i)));
        }
        return new Chart.Lines(title,
                "Share of the attacked images classified right. Bands are 95 % intervals: over draws"
                        + " where there are several, over images where there is one. Dashed: classical nets.",
                Axis.of("budget (largest change of a pixel)", Format.GENERAL), Axis.share("accuracy"), lines);
    }

    private Table table(String title, List<Double> budgets) {
        List<Column> columns = new ArrayList<>(List.of(new Column("classifier", Format.GENERAL),
                new Column("validation images, no attack", Format.PERCENT)));
        for (double budget : budgets) {
            columns.add(new Column("budget " + budget, Format.PERCENT));
        }
        List<List<Entry>> rows = new ArrayList<>();
        for (Variant variant : evidence.variants()) {
            List<Entry> row = new ArrayList<>(List.of(new Text(variant.label()),
                    evidence.shareOfValidation(variant)));
            for (int i = 0; i < budgets.size(); i++) {
                row.add(evidence.share(variant, Protocol.PGD, i));
            }
            rows.add(row);
        }
        return new Table(title,
                "Accuracy over all attacked images; mean over draws with its 95 % interval, or over images"
                        + " where there is one draw.", columns, rows);
    }

    private Table attacks() {
        int middle = evidence.middle();
        List<Column> columns = new ArrayList<>(List.of(new Column("classifier", Format.GENERAL)));
        for (Protocol protocol : Protocol.values()) {
            columns.add(new Column(protocol.label(), Format.PERCENT));
        }
        List<List<Entry>> rows = new ArrayList<>();
        for (Variant variant : evidence.variants()) {
            List<Entry> row = new ArrayList<>(List.of(new Text(variant.label())));
            for (Protocol protocol : Protocol.values()) {
                row.add(evidence.share(variant, protocol, middle));
            }
            rows.add(row);
        }
        return new Table("What other attacks leave at budget " + evidence.budgets().get(middle),
                "Accuracy over all attacked images. The first four let pixels leave [0, 1] as the paper does, the others"
                        + " keep them inside, which leaves the attacker less room. The last column is what all"
                        + " clipped attacks together leave, "
                        + (evidence.get(ComparativeSettings.EFFORT) == Effort.QUICK
                                ? "without FAB, for which there is no time at this effort."
                                : "and FAB on what these left: no single attack's weakness explains it."),
                columns, rows);
    }
}
