package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.ketwright.qml.Estimate;
import org.ketwright.qml.Order;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Interval;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** Expressibility and entangling capability of the circuits beside the robustness of their networks. */
final class CircuitSection {
    private static final double NORMAL_95 = 1.96;
    private final Evidence evidence;

    CircuitSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Entangling capability is the mean Meyer-Wallach measure of states with random angles, 0"
                        + " for product states; expressibility is the divergence of their fidelities from those of Haar random"
                        + " states, 0 for the most expressible circuit (Sim, Johnson, Aspuru-Guzik 2019). With the entangler first"
                        + " and no data it acts on a basis state and entangles nothing. In the printed order the circuits do"
                        + " entangle, and do so alike for a robustness that is the same for all: entanglement there is after the"
                        + " fact."));
        blocks.add(table());
        blocks.add(scatter("Entangling capability and robustness", "entangling capability", false));
        blocks.add(scatter("Expressibility and robustness", "divergence from Haar (small is expressible)", true));
        blocks.add(correlations());
        return new Section("Expressibility, entangling capability and robustness", blocks);
    }

    private Table table() {
        List<Column> columns = new ArrayList<>(List.of(new Column("ansatz", Format.GENERAL)));
        for (String order : List.of("entangler first", "as printed")) {
            for (String data : List.of("random data", "no data")) {
                columns.add(new Column("entangling capability, " + order + ", " + data, Format.FIXED));
            }
        }
        for (String order : List.of("entangler first", "as printed")) {
            for (String data : List.of("random data", "no data")) {
                columns.add(new Column("divergence, " + order + ", " + data, Format.FIXED));
            }
        }
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            List<Entry> row = new ArrayList<>(List.of(new Text(layer.label())));
            for (boolean isDivergence : new boolean[] {false, true}) {
                for (Order order : List.of(Order.ENTANGLER_FIRST, Order.PRINTED)) {
                    for (boolean hasData : new boolean[] {true, false}) {
                        row.add(measure(layer, order, hasData, isDivergence));
                    }
                }
            }
            rows.add(row);
        }
        return new Table("Measures of the circuits",
                "Means over draws of the data (pixels uniform in [0, 1], " + evidence.scale().label()
                        + "), n counting draws; angles uniform in [0, 2 pi). Intervals are 95 % of the mean over draws.",
                columns, rows);
    }

    private Quantity measure(FirstLayer layer, Order order, boolean hasData, boolean isDivergence) {
        Optional<CircuitCell.Result> result = evidence.circuit(new CircuitCell.Subject(layer, order, hasData,
                hasData ? evidence.scale() : RobqunnSettings.Scale.PI));
        return result.<Quantity>map(r -> quantity(isDivergence ? r.divergence() : r.entanglement()))
                .orElseGet(() -> new NotRun("not computed yet"));
    }

    private static Quantity quantity(Estimate estimate) {
        if (estimate.draws() == 1) {
            return Measured.once(estimate.mean());
        }
        double half = NORMAL_95 * estimate.deviation() / Math.sqrt(estimate.draws());
        return new Measured(estimate.mean(),
                new Interval(estimate.mean() - half, estimate.mean() + half, "95 % normal"), estimate.draws());
    }

    private Chart scatter(String title, String axis, boolean isDivergence) {
        List<Chart.DotGroup> groups = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            Quantity x = measure(layer, Order.ENTANGLER_FIRST, true, isDivergence);
            groups.add(new Chart.DotGroup(layer.label(), List.of(new Chart.Dot(layer.label(), x,
                    evidence.robustness(evidence.family(layer), Protocol.PGD)))));
        }
        return new Chart.Scatter(title,
                "One dot per ansatz, entangler first, random data: its measure, and the accuracy of its networks under PGD"
                        + " averaged over budgets, mean and interval over draws.",
                Axis.of(axis, Format.FIXED), Axis.of("accuracy under PGD, mean over budgets", Format.PERCENT), groups);
    }

    private Table correlations() {
        List<List<Entry>> rows = new ArrayList<>();
        for (Protocol protocol : List.of(Protocol.FGSM, Protocol.PGD, Protocol.MIM)) {
            rows.add(List.of(new Text(protocol.label()), correlation(protocol, false), correlation(protocol, true)));
        }
        return new Table("Rank correlation with robustness",
                "Spearman's coefficient over the ansätze between their measure (entangler first, random data) and the"
                        + " accuracy averaged over budgets, computed within each draw; mean and interval over draws.",
                List.of(new Column("attack", Format.GENERAL), new Column("with entangling capability", Format.FIXED),
                        new Column("with divergence from Haar", Format.FIXED)),
                rows);
    }

    private Quantity correlation(Protocol protocol, boolean isDivergence) {
        return Draws.mean(correlations(protocol, isDivergence), () -> "fewer than 3 ansätze with both numbers");
    }

    /** The rank correlation over ansätze at each draw; NaN where there is none. */
    double[] correlations(Protocol protocol, boolean isDivergence) {
        return Draws.of(evidence.get(RobqunnSettings.SEEDS), draw -> {
            List<double[]> pairs = new ArrayList<>();
            for (FirstLayer layer : evidence.quantum()) {
                Optional<ModelResult> model = evidence.model(evidence.family(layer).at(draw));
                if (model.isPresent()
                        && measure(layer, Order.ENTANGLER_FIRST, true, isDivergence) instanceof Measured measure) {
                    pairs.add(new double[] {measure.value(),
                            model.get().robustness(protocol, evidence.budgets())});
                }
            }
            return pairs.size() < 3
                    ? Optional.empty()
                    : Optional.of(new SpearmansCorrelation().correlation(
                            pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                            pairs.stream().mapToDouble(pair -> pair[1]).toArray()));
        });
    }
}
