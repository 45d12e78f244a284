package org.ketwright.studies.report;

import static org.ketwright.studies.report.HtmlParts.escape;
import static org.ketwright.studies.report.HtmlParts.paragraph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The page of a report: one file that needs nothing else. Words, tables and pictures are plain HTML; charts are drawn
 * by the page's script from the same numbers, which stand below each chart as a table.
 */
final class HtmlPage {
    private static final String WEBJAR = "META-INF/maven/org.webjars.npm/echarts/pom.properties";

    private HtmlPage() {
    }

    /** Text of the page. */
    static String of(Document document) {
        Report report = document.report();
        HtmlBlocks blocks = new HtmlBlocks();
        StringBuilder sections = new StringBuilder();
        StringBuilder contents = new StringBuilder();
        for (Section section : report.sections()) {
            String id = CsvFiles.name(section.title());
            contents.append("<li><a href=\"#").append(id).append("\">").append(escape(section.title()))
                    .append("</a></li>\n");
            sections.append("<section id=\"").append(id).append("\">\n<h2>").append(escape(section.title()))
                    .append("</h2>\n").append(blocks.of(section.blocks())).append("</section>\n");
        }
        // The script comes last: it holds whatever it likes, also text that looks like a place to fill.
        Map<String, String> parts = Map.ofEntries(
                Map.entry("title", escape(document.title())),
                Map.entry("study", escape(document.study())),
                Map.entry("preset", escape(document.preset())),
                Map.entry("question", escape(document.question())),
                Map.entry("answer", escape(report.answer())),
                Map.entry("paper", paper(document)),
                Map.entry("facts", facts(document)),
                Map.entry("contents", contents.toString()),
                Map.entry("claims", claims(report.findings())),
                Map.entry("sections", sections.toString()),
                Map.entry("methods", report.methods().stream().map(HtmlParts::paragraph)
                        .collect(Collectors.joining())),
                Map.entry("failures", failures(document.failures())),
                Map.entry("provenance", HtmlParts.provenance(document.provenance())),
                Map.entry("style", resource("report.css")),
                Map.entry("charts", blocks.chartData()),
                Map.entry("echarts", script(echarts())),
                Map.entry("script", script(resource("report.js"))));
        return fill(resource("report.html"), parts);
    }

    private static String paper(Document document) {
        return escape(document.paper().authors() + ": ") + "<cite>" + escape(document.paper().title()) + "</cite>. "
                + escape(document.paper().reference());
    }

    private static String facts(Document document) {
        Provenance p = document.provenance();
        return HtmlParts.pairs(List.of(
                List.of("Preset", document.preset() + ": " + document.presetDescription()),
                List.of("Seed", Long.toString(document.seed())),
                List.of("Cells", p.cells() + " of " + p.planned() + " computed"),
                List.of("Compute time", HtmlParts.duration(p.computeSeconds()) + ", all cells added up"),
                List.of("Backend", document.backend() + ", " + document.precision() + " precision"),
                List.of("Written", p.written().replace('T', ' ').replace("Z", " UTC"))));
    }

    private static String claims(List<Finding> findings) {
        if (findings.isEmpty()) {
            return paragraph("The paper makes no claim that this study tests.");
        }
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"claims\">\n<thead><tr>"
                + "<th scope=\"col\">The paper says</th><th scope=\"col\" class=\"number\">Claimed</th>"
                + "<th scope=\"col\" class=\"number\">Measured</th><th scope=\"col\">Verdict</th></tr></thead>\n"
                + "<tbody>\n");
        for (Finding f : findings) {
            String mark = f.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            html.append("<tr><td>").append(escape(f.claim())).append("<span class=\"where\">")
                    .append(escape(f.where())).append("</span></td><td class=\"number\">")
                    .append(HtmlParts.entry(f.claimed(), f.format(), false)).append("</td><td class=\"number\">")
                    .append(HtmlParts.entry(f.measured(), f.format(), true)).append("</td><td><span class=\"verdict ")
                    .append(mark).append("\">").append(f.verdict().words()).append("</span><p>")
                    .append(escape(f.because())).append("</p></td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String failures(Map<String, String> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section id=\"failures\" class=\"warning\">\n<h2>Cells that failed</h2>"
                + "\n<ul>\n");
        failures.forEach((cell, why) -> html.append("<li><code>").append(escape(cell)).append("</code>: ")
                .append(escape(why)).append("</li>\n"));
        return html.append("</ul>\n</section>\n").toString();
    }

    private static String fill(String template, Map<String, String> parts) {
        StringBuilder page = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            page.append(template, from, open).append(parts.get(template.substring(open + 2, close)));
            from = close + 2;
        }
        return page.append(template, from, template.length()).toString();
    }

    /** A script cannot hold what would end it. */
    private static String script(String text) {
        return text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String echarts() {
        Properties pom = new Properties();
        ClassLoader loader = HtmlPage.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(WEBJAR)) {
            if (in == null) {
                throw new IllegalStateException("the chart library is not on the class path: " + WEBJAR);
            }
            pom.load(in);
            return read(loader, "META-INF/resources/webjars/echarts/" + pom.getProperty("version")
                    + "/dist/echarts.min.js");
        } catch (IOException e) {
            throw new IllegalStateException("the chart library cannot be read", e);
        }
    }

    private static String resource(String name) {
        try {
            return read(HtmlPage.class.getClassLoader(), "org/ketwright/studies/report/" + name);
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its own " + name, e);
        }
    }

    private static String read(ClassLoader loader, String path) throws IOException {
        try (InputStream in = loader.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("not on the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
