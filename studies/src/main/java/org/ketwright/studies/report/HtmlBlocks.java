package org.ketwright.studies.report;

import static org.ketwright.studies.report.HtmlParts.entry;
import static org.ketwright.studies.report.HtmlParts.escape;
import static org.ketwright.studies.report.HtmlParts.paragraph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ketwright.studies.Json;

/** Writes the blocks of sections, and numbers figures and tables through the whole page. */
final class HtmlBlocks {
    private final List<Chart> charts = new ArrayList<>();
    private int figures;
    private int tables;

    /** Blocks in their order; charts that follow one another share a row. */
    String of(List<Block> blocks) {
        StringBuilder html = new StringBuilder();
        boolean isInRow = false;
        for (Block block : blocks) {
            if (block instanceof Chart != isInRow) {
                html.append(isInRow ? "</div>\n" : "<div class=\"charts\">\n");
                isInRow = !isInRow;
            }
            html.append(switch (block) {
                case Paragraph p -> paragraph(p.text());
                case Table table -> table(table);
                case Chart chart -> chart(chart);
                case PictureGrid grid -> pictures(grid);
            });
        }
        return html.append(isInRow ? "</div>\n" : "").toString();
    }

    /** All charts so far as JSON that may stand in a script element. */
    String chartData() {
        return Json.canonical(Json.tree(charts.toArray(Chart[]::new))).replace("<", "\\u003c");
    }

    private String table(Table table) {
        StringBuilder html = new StringBuilder("<figure class=\"table\">\n<figcaption><b>Table ").append(++tables)
                .append(". ").append(escape(table.title())).append(".</b> ").append(escape(table.caption()))
                .append("</figcaption>\n<div class=\"scroll\"><table>\n<thead><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            html.append("<th scope=\"col\"").append(isNumber(table, c) ? " class=\"number\">" : ">")
                    .append(escape(table.columns().get(c).name())).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Entry> row : table.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                html.append(isNumber(table, c) ? "<td class=\"number\">" : "<td>")
                        .append(entry(row.get(c), table.columns().get(c).format(), false)).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n</figure>\n").toString();
    }

    private static boolean isNumber(Table table, int column) {
        return table.rows().stream().anyMatch(row -> row.get(column) instanceof Quantity);
    }

    private String chart(Chart chart) {
        int index = charts.size();
        charts.add(chart);
        List<List<String>> rows = CsvFiles.rows(chart);
        return "<figure class=\"chart\">\n<div class=\"head\"><h3>" + escape(chart.title())
                + "</h3><div class=\"tools\"><button type=\"button\" data-chart=\"" + index
                + "\" data-format=\"svg\">SVG</button><button type=\"button\" data-chart=\"" + index
                + "\" data-format=\"png\">PNG</button></div></div>\n<div class=\"plot\" id=\"chart-" + index
                + "\" data-name=\"" + CsvFiles.name(chart.title()) + "\" role=\"img\" aria-label=\""
                + escape(chart.title()) + "\"></div>\n<figcaption><b>Figure " + ++figures + ".</b> "
                + escape(chart.caption()) + "</figcaption>\n<details><summary>Numbers</summary>\n"
                + "<div class=\"scroll\"><table class=\"plain\">\n<thead><tr>" + cells("th scope=\"col\"", "th", rows
                        .get(0))
                + "</tr></thead>\n<tbody>\n" + rows.subList(1, rows.size()).stream()
                        .map(row -> "<tr>" + cells("td", "td", row) + "</tr>\n").collect(Collectors.joining())
                + "</tbody></table></div></details>\n</figure>\n";
    }

    private static String cells(String open, String tag, List<String> row) {
        return row.stream().map(text -> "<" + open + ">" + escape(text) + "</" + tag + ">")
                .collect(Collectors.joining());
    }

    private String pictures(PictureGrid grid) {
        StringBuilder html = new StringBuilder("<figure class=\"pictures\">\n<h3>").append(escape(grid.title()))
                .append("</h3>\n<div class=\"scroll\"><table>\n<thead><tr><td></td>").append(cells("th scope=\"col\"",
                        "th", grid.columns()))
                .append("</tr></thead>\n<tbody>\n");
        for (PictureGrid.Row row : grid.rows()) {
            html.append("<tr><th scope=\"row\">").append(escape(row.name())).append("</th>");
            for (Picture picture : row.pictures()) {
                html.append("<td><img alt=\"").append(escape(row.name() + ": " + picture.caption()))
                        .append("\" width=\"").append(picture.width()).append("\" height=\"")
                        .append(picture.height()).append("\" src=\"").append(PngEncoder.dataUri(picture))
                        .append("\"><span>").append(escape(picture.caption())).append("</span></td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n<figcaption><b>Figure ").append(++figures).append(".</b> ")
                .append(escape(grid.caption())).append("</figcaption>\n</figure>\n").toString();
    }
}
