package org.ketwright.studies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.ketwright.classical.data.IdxFile;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Claimed;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Finding;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Picture;
import org.ketwright.studies.report.PictureGrid;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;
import org.ketwright.studies.report.Verdict;
import tools.jackson.databind.node.ObjectNode;

/** A study that takes no time and uses every kind of block: how well do rules that look at noisy numbers decide? */
public final class TinyStudy implements Study {
    static final Setting<Integer> SEEDS = Setting.integer("seeds", 3, 1, 50, "repetitions of each rule");
    static final Setting<Integer> SAMPLES = Setting.integer("samples", 400, 10, 100_000,
            "numbers drawn for each point");
    static final Setting<List<Double>> LEVELS = Setting.numbers("levels", List.of(0.0, 0.5, 1.0, 2.0, 3.0), 0, 10,
            "standard deviations of the noise");
    static final Setting<Integer> MILLIS = Setting.integer("millis", 0, 0, 60_000,
            "how long each cell pretends to work, in milliseconds");
    static final Setting<Trouble> TROUBLE = Setting.choice("trouble", Trouble.NONE, "what goes wrong");
    static final Setting<Boolean> FILES = Setting.flag("files", false, "whether to read MNIST labels");
    static final Setting<Boolean> EXTRAS = Setting.flag("extras", false,
            "whether results depend on MNIST if it is there");

    /** What goes wrong. */
    enum Trouble {
        /** Nothing. */
        NONE,
        /** One cell fails. */
        ONE_FAILS,
        /** One cell gives a number that JSON lacks. */
        NOT_A_NUMBER,
        /** A cell needs more memory than there is. */
        MEMORY
    }

    /** Parameters of a cell. */
    record Point(String rule, int repetition) {
    }

    /** Result of a cell. */
    record Hits(int[] hits, int total) {
    }

    private static final List<String> RULES = List.of("one look", "mean of three", "median of five");

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String title() {
        return "Deciding from noisy numbers";
    }

    @Override
    public String question() {
        return "How often is the sign of a number decided right when it is only seen through noise, and does looking"
                + " several times help?";
    }

    @Override
    public Paper paper() {
        return new Paper("A. Author, B. Author", "Looking <often> at \"noisy\" numbers & deciding",
                "No Journal 1 (2026)");
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public List<Preset> presets() {
        return List.of(Preset.of("quick", "400 numbers, 3 repetitions; at once"),
                Preset.of("standard", "4,000 numbers, 10 repetitions; at once").with(SEEDS, 10).with(SAMPLES, 4000));
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SEEDS, SAMPLES, LEVELS, MILLIS, TROUBLE, FILES, EXTRAS);
    }

    @Override
    public List<DataSet> data(Settings settings) {
        return settings.get(FILES) ? List.of(DataSet.MNIST) : List.of();
    }

    @Override
    public List<DataSet> optionalData(Settings settings) {
        return settings.get(EXTRAS) ? List.of(DataSet.MNIST) : List.of();
    }

    @Override
    public List<Cell> cells(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        for (String rule : RULES) {
            for (int r = 0; r < setup.settings().get(SEEDS); r++) {
                cells.add(Cell.of("rule", new Point(rule, r)));
            }
        }
        return cells;
    }

    @Override
    public ObjectNode compute(Cell cell, CellContext context) {
        Point point = cell.as(Point.class);
        LockSupport.parkNanos(Duration.ofMillis(context.get(MILLIS)).toNanos());
        trouble(point, context);
        if (context.get(FILES)) {
            context.shared("labels", long[].class, () -> labels(context));
        }
        int samples = context.get(SAMPLES);
        List<Double> levels = context.get(LEVELS);
        int[] hits = new int[levels.size()];
        for (int l = 0; l < hits.length; l++) {
            RandomGenerator random = context.seed().derive(point.rule()).derive(point.repetition()).derive(l)
                    .generator();
            for (int s = 0; s < samples; s++) {
                double truth = random.nextDouble(-1, 1);
                hits[l] += seen(point.rule(), truth, levels.get(l), random) > 0 == truth > 0 ? 1 : 0;
            }
        }
        return Json.object(new Hits(hits, samples));
    }

    private static long[] labels(CellContext context) {
        try {
            return IdxFile.labels(context.data().file(DataSet.MNIST, "t10k-labels-idx1-ubyte"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void trouble(Point point, CellContext context) {
        boolean isFirst = point.equals(new Point(RULES.get(1), 0));
        switch (context.get(TROUBLE)) {
            case NONE -> {
            }
            case ONE_FAILS -> {
                if (isFirst) {
                    throw new IllegalStateException("the dice fell off the table");
                }
            }
            case NOT_A_NUMBER -> {
                if (isFirst) {
                    Json.canonical(Json.tree(new double[] {Double.NaN}));
                }
            }
            case MEMORY -> throw new org.ketwright.kernels.InsufficientMemoryException(
                    "30 bits need 16.00 GiB but 1.00 GiB are available; the most that fits is 26 bits");
        }
    }

    private static double seen(String rule, double truth, double level, RandomGenerator random) {
        int looks = 1 + 2 * RULES.indexOf(rule);
        double[] seen = new double[looks];
        for (int i = 0; i < looks; i++) {
            seen[i] = truth + level * random.nextGaussian();
        }
        Arrays.sort(seen);
        return looks == 5 ? seen[2] : Arrays.stream(seen).sum() / looks;
    }

    @Override
    public Report report(Setup setup, Results results) {
        List<Double> levels = setup.settings().get(LEVELS);
        int last = levels.size() - 1;
        Quantity once = accuracy(RULES.get(0), last, setup, results);
        Quantity often = accuracy(RULES.get(2), last, setup, results);
        String answer = "Through noise of three standard deviations one look is right in " + words(once)
                + " of all cases. Five looks are right in " + words(often) + ".";
        return new Report(answer, findings(once, often), List.of(
                new Section("Accuracy and noise", List.of(
                        new Paragraph(
                                "A number is drawn uniformly from -1 to 1 and seen with normal noise added. A rule"
                                        + " decides on its sign. At noise 0 every rule is right; at infinite noise half right."),
                        curves(setup, results), bars(setup, results), matrix(setup, results), dots(setup, results))),
                new Section("All numbers", List.of(table(setup, results), pictures()))),
                List.of("Every repetition draws its own numbers, keyed by seed, rule, repetition and level.",
                        "Intervals are 95 % Student t intervals over repetitions."));
    }

    private static String words(Quantity q) {
        return q instanceof Measured m ? String.format(Locale.ROOT, "%.1f %%", m.value() * 100) : "an unknown share";
    }

    private static List<Finding> findings(Quantity once, Quantity often) {
        boolean isKnown = once instanceof Measured && often instanceof Measured;
        return List.of(
                new Finding("Looking five times is better than looking once.", new Claimed(0.75, "Table 2"),
                        "abstract", often, Format.PERCENT,
                        isKnown ? Verdict.SUPPORTED : Verdict.CANNOT_TELL,
                        isKnown
                                ? words(often) + " against " + words(once) + " at the strongest noise."
                                : "Some cells have no result."),
                new Finding("One look suffices.", new NotRun("no number"), "section 3", once, Format.PERCENT,
                        isKnown ? Verdict.NOT_SUPPORTED : Verdict.CANNOT_TELL,
                        "One look is right in " + words(once) + " of all cases."),
                new Finding("Nobody would look nine times.", new NotRun("figure only"), "figure 7",
                        new NotRun("not part of this study"), Format.PERCENT, Verdict.CANNOT_TELL,
                        "It was not measured."));
    }

    private static Quantity accuracy(String rule, int level, Setup setup, Results results) {
        List<Double> values = new ArrayList<>();
        for (int r = 0; r < setup.settings().get(SEEDS); r++) {
            Cell cell = Cell.of("rule", new Point(rule, r));
            Optional<Hits> hits = results.of(cell, Hits.class);
            if (hits.isEmpty()) {
                return new NotRun(results.reason(cell));
            }
            values.add((double) hits.get().hits()[level] / hits.get().total());
        }
        return Measured.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Chart curves(Setup setup, Results results) {
        List<Double> levels = setup.settings().get(LEVELS);
        List<Chart.Line> lines = new ArrayList<>();
        for (String rule : RULES) {
            List<Chart.Point> points = new ArrayList<>();
            for (int l = 0; l < levels.size(); l++) {
                points.add(new Chart.Point(levels.get(l), accuracy(rule, l, setup, results)));
            }
            lines.add(new Chart.Line(rule, false, points));
        }
        // More curves than there are colors, under names that fill several rows of a legend.
        for (String rule : RULES) {
            for (int r = 0; r < setup.settings().get(SEEDS); r++) {
                Cell cell = Cell.of("rule", new Point(rule, r));
                lines.add(Chart.Line.over(rule + ", repetition " + r, false, levels,
                        l -> results.of(cell, Hits.class).<Quantity>map(hits -> Measured.share(hits.hits()[l], hits
                                .total())).orElseGet(() -> new NotRun(results.reason(cell)))));
            }
        }
        lines.add(new Chart.Line("guessing", RULES.getFirst(), true, levels.stream()
                .map(l -> new Chart.Point(l, Measured.once(0.5))).toList()));
        return new Chart.Lines("Accuracy against noise", "Share of right decisions; bands are 95 % intervals over"
                + " repetitions. More looks help at every noise.", Axis.of("noise (standard deviations)",
                        Format.GENERAL),
                Axis.share("right decisions"), lines);
    }

    private static Chart bars(Setup setup, Results results) {
        List<Double> levels = setup.settings().get(LEVELS);
        return new Chart.Bars("Accuracy by rule", "The same at the first and last noise.", RULES,
                Axis.share("right decisions"),
                List.of(0, levels.size() - 1).stream().distinct()
                        .map(l -> new Chart.BarSeries("noise " + levels.get(l),
                                RULES.stream().map(rule -> accuracy(rule, l, setup, results)).toList()))
                        .toList());
    }

    private static Chart matrix(Setup setup, Results results) {
        List<Double> levels = setup.settings().get(LEVELS);
        List<List<Quantity>> values = new ArrayList<>();
        for (String rule : RULES) {
            List<Quantity> row = new ArrayList<>();
            for (int l = 0; l < levels.size(); l++) {
                row.add(accuracy(rule, l, setup, results));
            }
            values.add(row);
        }
        return new Chart.HeatMap("Rules and noise", "Share of right decisions for each rule and noise.", "rule", RULES,
                "noise", levels.stream().map(String::valueOf).toList(), Axis.share("right decisions"), values);
    }

    private static Chart dots(Setup setup, Results results) {
        int last = setup.settings().get(LEVELS).size() - 1;
        return new Chart.Scatter("Weak and strong noise", "Each dot is a rule.",
                Axis.of("right at the second noise", Format.PERCENT), Axis.of("right at the last noise",
                        Format.PERCENT),
                RULES.stream().map(rule -> new Chart.DotGroup(rule, List.of(new Chart.Dot(rule,
                        accuracy(rule, Math.min(1, last), setup, results), accuracy(rule, last, setup, results)))))
                        .toList());
    }

    private static Block table(Setup setup, Results results) {
        List<Double> levels = setup.settings().get(LEVELS);
        List<Column> columns = new ArrayList<>(List.of(new Column("Rule", Format.GENERAL)));
        levels.forEach(level -> columns.add(new Column("Noise " + level, Format.PERCENT)));
        columns.add(new Column("Paper, strongest noise", Format.PERCENT));
        List<List<Entry>> rows = new ArrayList<>();
        for (String rule : RULES) {
            List<Entry> row = new ArrayList<>(List.of(new Text(rule)));
            for (int l = 0; l < levels.size(); l++) {
                row.add(accuracy(rule, l, setup, results));
            }
            row.add(rule.equals("one look") ? new Claimed(0.6, "Table 2") : new NotRun("figure only"));
            rows.add(row);
        }
        return new Table("Right decisions", "Share of right decisions, n counts repetitions.", columns, rows);
    }

    private static Block pictures() {
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (String name : List.of("ramp", "waves")) {
            List<Picture> pictures = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                float[] values = new float[28 * 28];
                for (int i = 0; i < values.length; i++) {
                    values[i] = name.equals("ramp")
                            ? (i % 28) / 27f * (1 - 0.2f * p)
                            : (float) (0.5 + 0.5 * Math.sin(i % 28 * 0.4 * (p + 1)) * Math.cos(Math.floorDiv(i, 28)
                                    * 0.3));
                }
                pictures.add(Picture.gray(28, 28, values, "looks like " + p));
            }
            rows.add(new PictureGrid.Row(name, pictures));
        }
        return new PictureGrid("Pictures", "Pictures in a grid.", List.of("original", "0.1", "0.2", "0.3"), rows);
    }
}
