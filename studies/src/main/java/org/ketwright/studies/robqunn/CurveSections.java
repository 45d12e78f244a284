package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
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
import org.ketwright.studies.robqunn.Evidence.Family;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/** Accuracy against budget, figures 3a to 3c of the paper. */
final class CurveSections {
    private final Evidence evidence;

    CurveSections(Evidence evidence) {
        this.evidence = evidence;
    }

    /** With the first scale and phase of the settings. */
    Section main() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "The paper shows these curves as figures only; no number of it can be compared. Bands are"
                        + " 95 % intervals: over draws where there are several, over images where there is one. A circuit's features"
                        + " are waves in the pixels, so the one step of FGSM can overshoot: where its curve rises again, PGD shows"
                        + " what is left."));
        blocks.add(chart("FGSM (figure 3a of the paper)", Protocol.FGSM, evidence.scale(), evidence.phase()));
        blocks.add(chart("PGD (figure 3b of the paper)", Protocol.PGD, evidence.scale(), evidence.phase()));
        blocks.add(chart("MIM (figure 3c of the paper)", Protocol.MIM, evidence.scale(), evidence.phase()));
        blocks.add(chart("Random noise", Protocol.NOISE, evidence.scale(), evidence.phase()));
        blocks.add(table("Accuracy by first layer", evidence.scale(), evidence.phase()));
        return new Section("Accuracy against budget (" + evidence.scale().label() + ", " + evidence.phase().label()
                + ")",
                blocks);
    }

    /** With the other scales and phases. */
    List<Section> others() {
        List<Section> sections = new ArrayList<>();
        for (Scale scale : evidence.get(RobqunnSettings.SCALES)) {
            for (Phase phase : evidence.get(RobqunnSettings.PHASES)) {
                if (scale != evidence.scale() || phase != evidence.phase()) {
                    String setting = scale.label() + ", " + phase.label();
                    sections.add(new Section("Accuracy against budget (" + setting + ")",
                            List.of(chart("FGSM with " + setting, Protocol.FGSM, scale, phase),
                                    chart("PGD with " + setting, Protocol.PGD, scale, phase),
                                    table("Accuracy by first layer with " + setting, scale, phase))));
                }
            }
        }
        return sections;
    }

    private Chart chart(String title, Protocol protocol, Scale scale, Phase phase) {
        List<Chart.Line> lines = new ArrayList<>();
        for (FirstLayer layer : evidence.layers()) {
            Family family = evidence.family(layer, scale, phase);
            lines.add(Chart.Line.over(layer.label(), layer == FirstLayer.CNN, evidence.budgets(),
                    i -> evidence.accuracy(family, protocol, i)));
        }
        return new Chart.Lines(title,
                "Share of test images classified right under " + protocol.label() + " (" + scale.label() + ", "
                        + phase.label() + "). Dashed: CNN.",
                Axis.of("budget (largest change of a pixel)", Format.GENERAL), Axis.share("accuracy"), lines);
    }

    private Table table(String title, Scale scale, Phase phase) {
        List<Column> columns = new ArrayList<>(List.of(new Column("first layer", Format.GENERAL),
                new Column("clean", Format.PERCENT)));
        for (Protocol protocol : List.of(Protocol.FGSM, Protocol.PGD, Protocol.MIM)) {
            columns.add(new Column(protocol.label() + ", mean over budgets", Format.PERCENT));
        }
        columns.add(new Column("mean deviation of features", Format.FIXED));
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.layers()) {
            Family family = evidence.family(layer, scale, phase);
            List<Entry> row = new ArrayList<>(List.of(new Text(layer.label()),
                    evidence.clean(family)));
            for (Protocol protocol : List.of(Protocol.FGSM, Protocol.PGD, Protocol.MIM)) {
                row.add(evidence.robustness(family, protocol));
            }
            row.add(evidence.mean(family,
                    model -> model.deviations().stream().mapToDouble(d -> d).average().orElse(Double.NaN)));
            rows.add(row);
        }
        return new Table(title,
                "Mean over draws, with 95 % intervals over draws where there are several; with one draw, clean"
                        + " accuracy has its interval over images. The denominator is all test"
                        + " images; PGD and MIM attack the first of them. The mean over budgets leaves budget 0 out.",
                columns, rows);
    }
}
