package org.ketwright.studies.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Small pieces of the page. */
final class HtmlParts {

    private HtmlParts() {
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** What stands in a table. */
    static String entry(Entry entry, Format format, boolean withCount) {
        return switch (entry) {
            case Text text -> escape(text.text());
            case Measured m -> measured(m, format, withCount);
            case Claimed c -> "<span class=\"claimed\">" + escape(Numbers.text(c.value(), format))
                    + "<span class=\"where\">" + escape(c.where()) + "</span></span>";
            case NotRun n -> "<span class=\"not-run\">" + escape(n.reason()) + "</span>";
        };
    }

    private static String measured(Measured m, Format format, boolean withCount) {
        StringBuilder html = new StringBuilder("<span class=\"measured\">")
                .append(escape(Numbers.text(m.value(), format)));
        Interval interval = m.interval();
        if (interval != null) {
            html.append("<span class=\"interval\" title=\"").append(escape(interval.method())).append(", n = ")
                    .append(m.n()).append("\">").append(escape(Numbers.text(interval, format))).append("</span>");
        }
        if (withCount) {
            html.append("<span class=\"where\">n = ").append(Numbers.text((double) m.n(), Format.COUNT)).append(
                    "</span>");
        }
        return html.append("</span>").toString();
    }

    /** A list of names with what they stand for. */
    static String pairs(List<List<String>> pairs) {
        return pairs.stream().map(pair -> "<div><dt>" + escape(pair.get(0)) + "</dt><dd>" + escape(pair.get(1))
                + "</dd></div>\n").collect(Collectors.joining());
    }

    static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    static String provenance(Provenance p) {
        List<List<String>> pairs = new ArrayList<>(List.of(
                List.of("Code", String.join("; ", p.code())),
                List.of("Java", p.jvm()),
                List.of("System", p.system()),
                List.of("Backend", p.backend() + ": " + p.device()),
                List.of("Precision", p.precision()),
                List.of("Threads", Integer.toString(p.threads())),
                List.of("Seed", Long.toString(p.seed())),
                List.of("Cells", p.cells() + " of " + p.planned() + " computed, " + duration(p.computeSeconds())
                        + " of computing"),
                List.of("Written", p.written())));
        p.warnings().forEach(warning -> pairs.add(List.of("Mind", warning)));
        return "<dl class=\"pairs\">\n" + pairs(pairs) + "</dl>\n" + map("Settings", "Setting", "Value", p.settings())
                + map("Data files", "File", "SHA-256", p.data());
    }

    private static String map(String title, String key, String value, Map<String, String> map) {
        if (map.isEmpty()) {
            return "";
        }
        return "<h3>" + title + "</h3>\n<div class=\"scroll\"><table class=\"plain\">\n<thead><tr><th scope=\"col\">"
                + key + "</th><th scope=\"col\">" + value + "</th></tr></thead>\n<tbody>\n"
                + map.entrySet().stream().map(e -> "<tr><td><code>" + escape(e.getKey()) + "</code></td><td><code>"
                        + escape(e.getValue()) + "</code></td></tr>\n").collect(Collectors.joining())
                + "</tbody></table></div>\n";
    }
}
