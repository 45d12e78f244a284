package org.ketwright.studies.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The numbers of a report as CSV files: one for the claims, one for each table and chart. Full precision, RFC 4180. */
final class CsvFiles {
    /** What stands beside each value. */
    private static final List<String> REST = List.of("low", "high", "n", "kind", "note");

    private CsvFiles() {
    }

    /** File name to text. */
    static Map<String, String> of(Report report) {
        Map<String, String> files = new LinkedHashMap<>();
        put(files, "claims", claims(report.findings()));
        for (Section section : report.sections()) {
            for (Block block : section.blocks()) {
                switch (block) {
                    case Table table -> put(files, table.title(), rows(table));
                    case Chart chart -> put(files, chart.title(), rows(chart));
                    case Paragraph p -> {
                    }
                    case PictureGrid p -> {
                    }
                }
            }
        }
        return files;
    }

    /** Rows of a chart, the first is the head. */
    static List<List<String>> rows(Chart chart) {
        List<List<String>> rows = new ArrayList<>();
        switch (chart) {
            case Chart.Lines lines -> {
                rows.add(head(lines.y().name(), "series", lines.x().name()));
                lines.lines().forEach(line -> line.points()
                        .forEach(p -> rows.add(row(p.y(), line.name(), Double.toString(p.x())))));
            }
            case Chart.Bars bars -> {
                rows.add(head(bars.y().name(), "category", "series"));
                for (int i = 0; i < bars.categories().size(); i++) {
                    for (Chart.BarSeries series : bars.bars()) {
                        rows.add(row(series.values().get(i), bars.categories().get(i), series.name()));
                    }
                }
            }
            case Chart.HeatMap map -> {
                rows.add(head(map.scale().name(), map.rowsName(), map.columnsName()));
                for (int r = 0; r < map.rows().size(); r++) {
                    for (int c = 0; c < map.columns().size(); c++) {
                        rows.add(row(map.values().get(r).get(c), map.rows().get(r), map.columns().get(c)));
                    }
                }
            }
            case Chart.Scatter scatter -> {
                rows.add(head("value", "group", "dot", "axis"));
                scatter.groups().forEach(group -> group.dots().forEach(dot -> {
                    rows.add(row(dot.x(), group.name(), dot.label(), scatter.x().name()));
                    rows.add(row(dot.y(), group.name(), dot.label(), scatter.y().name()));
                }));
            }
        }
        return rows;
    }

    private static List<List<String>> rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            String name = table.columns().get(c).name();
            head.add(name);
            if (hasNumbers(table, c)) {
                REST.forEach(part -> head.add(name + " " + part));
            }
        }
        rows.add(head);
        for (List<Entry> entries : table.rows()) {
            List<String> row = new ArrayList<>();
            for (int c = 0; c < entries.size(); c++) {
                List<String> cells = switch (entries.get(c)) {
                    case Text text -> List.of(text.text(), "", "", "", "", "");
                    case Quantity quantity -> cells(quantity);
                };
                row.addAll(hasNumbers(table, c) ? cells : cells.subList(0, 1));
            }
            rows.add(row);
        }
        return rows;
    }

    private static boolean hasNumbers(Table table, int column) {
        return table.rows().stream().anyMatch(row -> row.get(column) instanceof Quantity);
    }

    private static List<List<String>> claims(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("claim", "where", "claimed", "claimed note", "measured", "low", "high", "n", "kind", "note",
                "verdict", "because"));
        for (Finding f : findings) {
            List<String> row = new ArrayList<>(List.of(f.claim(), f.where()));
            List<String> claimed = cells(f.claimed());
            row.add(claimed.get(0));
            row.add(claimed.get(5));
            row.addAll(cells(f.measured()));
            row.add(f.verdict().words());
            row.add(f.because());
            rows.add(row);
        }
        return rows;
    }

    private static List<String> head(String value, String... names) {
        List<String> head = new ArrayList<>(List.of(names));
        head.add(value);
        head.addAll(REST);
        return head;
    }

    private static List<String> row(Quantity quantity, String... names) {
        List<String> row = new ArrayList<>(List.of(names));
        row.addAll(cells(quantity));
        return row;
    }

    private static List<String> cells(Quantity quantity) {
        return switch (quantity) {
            case Measured m when m.interval() != null -> List.of(Double.toString(m.value()),
                    Double.toString(m.interval().low()), Double.toString(m.interval().high()), Long.toString(m.n()),
                    "measured", m.interval().method());
            case Measured m -> List.of(Double.toString(m.value()), "", "", Long.toString(m.n()), "measured", "");
            case Claimed c -> List.of(Double.toString(c.value()), "", "", "", "claimed", c.where());
            case NotRun n -> List.of("", "", "", "", "not run", n.reason());
        };
    }

    private static void put(Map<String, String> files, String title, List<List<String>> rows) {
        String name = name(title);
        String free = name;
        for (int i = 2; files.containsKey(free + ".csv"); i++) {
            free = name + "-" + i;
        }
        files.put(free + ".csv", text(rows));
    }

    /** Text of a CSV file. */
    static String text(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(CsvFiles::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** A title as the name of a file: letters and digits of ASCII, and hyphens. */
    static String name(String title) {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "table" : name.substring(0, Math.min(name.length(), 80));
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
