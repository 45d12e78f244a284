package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.ketwright.studies.Cell;
import org.ketwright.studies.report.Axis;
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

/** How classifiers learn, figure 11 of the paper. */
final class TrainingSection {
    /** After so many epochs the paper says what classifiers know. */
    private static final int EARLY = 10;

    private final Evidence evidence;

    TrainingSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        return new Section("Training", List.of(
                new Paragraph(
                        "Logits of the circuits lie in [-1, 1], so their largest softmax probability is 0.71 and their"
                                + " cross-entropy never falls below 0.34."),
                chart(), table()));
    }

    private List<Recipe> recipes() {
        return evidence.results().cells(ComparativeStudy.TRAINING).stream().map(cell -> cell.as(Recipe.class))
                .filter(recipe -> recipe.draw() == 0)
                .sorted(Comparator.comparing(Recipe::family).thenComparingDouble(Recipe::lambda)).toList();
    }

    private List<TrainingCell.Result> results(Recipe recipe) {
        return IntStream.range(0, evidence.draws())
                .mapToObj(draw -> evidence.results().of(
                        Cell.of(ComparativeStudy.TRAINING, new Recipe(draw, recipe.family(), recipe.lambda())),
                        TrainingCell.Result.class))
                .flatMap(Optional::stream).toList();
    }

    private static String label(Recipe recipe) {
        return recipe.family() == Family.REUPLOAD
                ? recipe.after(0).variant().label().replaceAll(",.*", "")
                : recipe.family().label();
    }

    private Chart chart() {
        List<Chart.Line> lines = new ArrayList<>();
        for (Recipe recipe : recipes()) {
            List<TrainingCell.Result> results = results(recipe);
            List<Chart.Point> points = new ArrayList<>();
            int epochs = results.stream().mapToInt(result -> result.history().size()).min().orElse(0);
            for (int epoch = 0; epoch < epochs; epoch++) {
                int at = epoch;
                points.add(new Chart.Point(epoch + 1, Measured.mean(results.stream()
                        .mapToDouble(result -> result.history().get(at).validationAccuracy()).toArray())));
            }
            if (points.isEmpty()) {
                points.add(new Chart.Point(0, new NotRun(evidence.reason(ComparativeStudy.TRAINING, recipe))));
            }
            lines.add(new Chart.Line(label(recipe), !recipe.family().isQuantum(), points));
        }
        return new Chart.Lines("Validation accuracy by epoch (figure 11 of the paper)",
                "Mean over draws, with 95 % intervals where there are several. Dashed: classical nets.", Axis.of(
                        "epoch", Format.COUNT), Axis.share("validation accuracy"), lines);
    }

    private Table table() {
        SortedSet<Integer> looks = new TreeSet<>(List.of(EARLY, evidence.few()));
        if (evidence.many() > 0) {
            looks.add(evidence.many());
        }
        List<Column> columns = new ArrayList<>(List.of(new Column("classifier", Format.GENERAL),
                new Column("trained parameters", Format.COUNT)));
        looks.forEach(epochs -> columns.add(new Column("after " + epochs + " epochs", Format.PERCENT)));
        List<List<Entry>> rows = new ArrayList<>();
        for (Recipe recipe : recipes()) {
            List<TrainingCell.Result> results = results(recipe);
            Quantity none = new NotRun(evidence.reason(ComparativeStudy.TRAINING, recipe));
            List<Entry> row = new ArrayList<>(List.of(new Text(label(recipe)),
                    results.isEmpty() ? none : Measured.once(results.getFirst().parameters())));
            looks.forEach(epochs -> row.add(at(results, epochs, none)));
            rows.add(row);
        }
        return new Table("Validation accuracy",
                "Mean over draws, with 95 % intervals where there are several. The paper says 99 % or more after "
                        + EARLY
                        + " epochs.", columns, rows);
    }

    private static Quantity at(List<TrainingCell.Result> results, int epochs, Quantity none) {
        double[] values = results.stream().filter(result -> result.history().size() >= epochs)
                .mapToDouble(result -> result.history().get(epochs - 1).validationAccuracy()).toArray();
        return results.isEmpty()
                ? none
                : values.length == 0 ? new NotRun("not trained so long") : Measured.mean(values);
    }
}
