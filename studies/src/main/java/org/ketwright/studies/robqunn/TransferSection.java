package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;

/** Adversarial images made for one network and shown to another, figures 3d and 3e of the paper. */
final class TransferSection {
    private final Evidence evidence;

    TransferSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("FGSM sees one network, and the images it makes are shown to another of the same draw."
                + " Accuracy is over all test images, not only over those that were right before."));
        blocks.add(chart("From the CNN to QuNNs (figure 3d of the paper)", Protocol.FROM_CNN,
                "Accuracy of each quanvolutional network"
                        + " on images made for the CNN."));
        blocks.add(chart("From QuNNs to the CNN (figure 3e of the paper)", Protocol.TO_CNN,
                "Accuracy of the CNN on images made for each quanvolutional network."));
        blocks.add(matrix());
        return new Section("Transfer", blocks);
    }

    private Chart chart(String title, Protocol protocol, String caption) {
        List<Chart.Line> lines = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            lines.add(Chart.Line.over(layer.label(), false, evidence.budgets(),
                    i -> evidence.accuracy(evidence.family(layer), protocol, i)));
        }
        return new Chart.Lines(title, caption, Axis.of("budget (largest change of a pixel)", Format.GENERAL),
                Axis.share("accuracy"), lines);
    }

    private Chart matrix() {
        List<FirstLayer> layers = evidence.layers();
        List<TransferCell.Result> results = new ArrayList<>();
        for (var found : evidence.all(RobqunnStudy.TRANSFER, TransferCell.Group.class, TransferCell.Result.class)) {
            if (found.parameters().scale() == evidence.scale() && found.parameters().phase() == evidence.phase()) {
                results.add(found.result());
            }
        }
        List<String> names = layers.stream().map(FirstLayer::label).toList();
        List<List<Quantity>> values = new ArrayList<>();
        for (int source = 0; source < layers.size(); source++) {
            List<Quantity> row = new ArrayList<>();
            for (int victim = 0; victim < layers.size(); victim++) {
                row.add(entry(results, source, victim));
            }
            values.add(row);
        }
        return new Chart.HeatMap("FGSM transfer at a budget of " + TransferCell.BUDGET,
                "Accuracy of the network in the column on images made for the network in the row, mean over draws; on the"
                        + " diagonal the attacker sees its victim.",
                "made for", names, "shown to", names, Axis.share("accuracy"), values);
    }

    private static Quantity entry(List<TransferCell.Result> results, int source, int victim) {
        return results.isEmpty()
                ? new NotRun("not computed yet")
                : Measured.mean(results.stream()
                        .mapToDouble(result -> result.outcomes().get(source).get(victim).accuracy().value()).toArray());
    }
}
