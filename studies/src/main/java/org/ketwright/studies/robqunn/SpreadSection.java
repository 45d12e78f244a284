package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
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

/** How much draws differ, against how much entanglers differ. */
final class SpreadSection {
    private static final String ONE = "needs two draws";

    private final Evidence evidence;

    SpreadSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("A circuit is one draw of random angles, a CNN one draw of random filters. "
                + sentence()
                + " A comparison of single draws, as in the paper, says little about the entangler."));
        blocks.add(dots());
        blocks.add(table());
        return new Section("Draws against entanglers", blocks);
    }

    /** The two spreads in words. */
    String sentence() {
        double[] spreads = spreads();
        return spreads.length == 0
                ? "With one draw its spread is not known."
                : String.format(Locale.ROOT,
                        "Under PGD the accuracy varies by %.1f points (standard deviation) from draw to draw of one"
                                + " entangler, and by %.1f points from entangler to entangler.",
                        100 * spreads[0], 100 * spreads[1]);
    }

    /** Standard deviation over draws within an ansatz, and of the means over ansätze; empty with one draw. */
    private double[] spreads() {
        double within = 0;
        List<Double> means = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            double[] values = robustness(layer);
            if (values.length > 1) {
                double mean = Arrays.stream(values).average().orElse(Double.NaN);
                means.add(mean);
                within += Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
            }
        }
        if (means.size() < 2) {
            return new double[0];
        }
        double center = means.stream().mapToDouble(m -> m).average().orElse(Double.NaN);
        double among = means.stream().mapToDouble(m -> (m - center) * (m - center)).sum() / (means.size() - 1);
        return new double[] {Math.sqrt(within / means.size()), Math.sqrt(among)};
    }

    private double[] robustness(FirstLayer layer) {
        return evidence.models(evidence.family(layer)).stream()
                .mapToDouble(model -> model.robustness(Protocol.PGD, evidence.budgets())).toArray();
    }

    private Chart dots() {
        List<Chart.DotGroup> groups = new ArrayList<>();
        for (FirstLayer layer : evidence.layers()) {
            List<Chart.Dot> dots = new ArrayList<>();
            for (ModelResult model : evidence.models(evidence.family(layer))) {
                dots.add(new Chart.Dot(layer.label() + " " + (dots.size() + 1),
                        Measured.share(model.clean().hits(), model.clean().total()),
                        Measured.once(model.robustness(Protocol.PGD, evidence.budgets()))));
            }
            groups.add(new Chart.DotGroup(layer.label(), dots));
        }
        return new Chart.Scatter("Every draw", "One dot per draw: clean accuracy, and accuracy under PGD averaged over"
                + " budgets.", Axis.of("clean accuracy", Format.PERCENT),
                Axis.of("accuracy under PGD, mean over budgets", Format.PERCENT), groups);
    }

    private Table table() {
        List<List<Entry>> rows = new ArrayList<>();
        double[] cnn = robustness(FirstLayer.CNN);
        for (FirstLayer layer : evidence.quantum()) {
            double[] values = robustness(layer);
            rows.add(List.of(new Text(layer.label()), evidence.robustness(evidence.family(layer), Protocol.PGD),
                    deviation(values), statistic(values, cnn, false), statistic(values, cnn, true)));
        }
        return new Table("Circuits against CNNs as distributions",
                "Accuracy under PGD averaged over budgets, over draws of circuits and " + cnn.length
                        + " draws of CNN filters. U counts the pairs in which the circuit is the more robust; p is"
                        + " two-sided, from the normal approximation.",
                List.of(new Column("ansatz", Format.GENERAL), new Column("mean", Format.PERCENT),
                        new Column("standard deviation over draws", Format.PERCENT),
                        new Column("Mann-Whitney U against the CNN", Format.GENERAL),
                        new Column("p", Format.GENERAL)),
                rows);
    }

    private static Quantity deviation(double[] values) {
        if (values.length < 2) {
            return new NotRun(ONE);
        }
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new Measured(Math.sqrt(squares / (values.length - 1)), null, values.length);
    }

    private static Quantity statistic(double[] values, double[] cnn, boolean isProbability) {
        if (values.length < 2 || cnn.length < 2) {
            return new NotRun(ONE);
        }
        if (isProbability) {
            return new Measured(new MannWhitneyUTest().mannWhitneyUTest(values, cnn), null, values.length);
        }
        double wins = 0;
        for (double value : values) {
            for (double other : cnn) {
                wins += value > other ? 1 : value == other ? 0.5 : 0;
            }
        }
        return new Measured(wins, null, (long) values.length * cnn.length);
    }
}
