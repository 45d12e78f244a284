package org.ketwright.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Skips;

/** Opens the page of a report in a headless browser. */
@Tag("slow")
class PageInBrowserTest {
    private static final int CHARTS = 4;

    @TempDir
    private Path folder = Path.of("");

    @TempDir
    private Path profile = Path.of("");

    @Test
    void thePageDrawsItsChartsWithoutNetworkAndWithoutComplaint() throws IOException, InterruptedException {
        Optional<Path> program = Browser.find();
        Skips.unless(program.isPresent(), "PageInBrowser",
                "no chromium, chromium-browser or google-chrome on the path, and KETWRIGHT_CHROMIUM names none");
        CommandRun run = CommandRun.of("study", "run", "tiny", "--backend", "scalar", "--out",
                folder.resolve("out").toString());
        assertEquals(0, run.code(), run.err());
        Path page = Path.of(run.out().strip());
        try (Browser browser = Browser.start(program.orElseThrow(), profile)) {
            browser.open(page.toUri());
            assertEquals(CHARTS, browser.evaluate("document.querySelectorAll('.plot svg').length").asInt());
            assertEquals(CHARTS, browser.evaluate("[...document.querySelectorAll('.plot svg')]"
                    + ".filter(svg => svg.querySelectorAll('path').length > 10).length").asInt());
            assertEquals("Deciding from noisy numbers", browser.evaluate("document.title").asString());
            assertEquals(3, browser.evaluate("document.querySelectorAll('.claims .verdict').length").asInt());
            assertEquals(8, browser.evaluate("[...document.images].filter(i => i.naturalWidth === 28).length")
                    .asInt());
            assertCurvesDiffer(browser);
            assertLegendStandsFree(browser);
            assertExports(browser);
            String light = browser.evaluate("document.querySelector('.plot svg text').outerHTML").asString();
            browser.prefer("dark");
            String dark = browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
                    + " done(document.querySelector('.plot svg text').outerHTML))))").asString();
            assertTrue(!light.equals(dark), "charts follow the colors of the page");
            assertEquals(List.of(), browser.complaints());
            assertEquals(List.of(), browser.requests().stream().filter(url -> !url.startsWith("file:")
                    && !url.startsWith("data:") && !url.startsWith("blob:")).toList());
            assertTrue(browser.requests().contains(page.toUri().toString()), browser.requests().toString());
        }
    }

    /** No two curves have the same color, mark and dashes, except those of one group, which differ in dashes alone. */
    private static void assertCurvesDiffer(Browser browser) throws IOException, InterruptedException {
        String curves = "echarts.getInstanceByDom(document.getElementById('chart-0')).getOption().series"
                + ".filter(s => s.type === 'line')";
        int count = browser.evaluate(curves + ".length").asInt();
        assertTrue(count > 7, "more curves than colors: " + count);
        assertEquals(count, browser.evaluate("new Set(" + curves
                + ".map(s => [s.lineStyle.color, s.symbol, s.lineStyle.type].join())).size").asInt());
        assertEquals(count - 1, browser.evaluate("new Set(" + curves
                + ".map(s => [s.lineStyle.color, s.symbol].join())).size").asInt());
    }

    /** The name of the axis is above every name of the legend. */
    private static void assertLegendStandsFree(Browser browser) throws IOException, InterruptedException {
        assertEquals("", browser.evaluate("""
                (() => {
                  const texts = [...document.querySelectorAll("#chart-0 svg text")];
                  const box = (text) => text.getBoundingClientRect();
                  const axis = box(texts.find((text) => text.textContent.startsWith("noise (")));
                  return texts.filter((text) => text.textContent.includes("repetition") || text.textContent === "guessing")
                    .filter((text) => box(text).top < axis.bottom).map((text) => text.textContent).join();
                })()""").asString());
    }

    /** Presses every export button and looks at what would be saved. */
    private static void assertExports(Browser browser) throws IOException, InterruptedException {
        String saved = browser.evaluate("""
                (async () => {
                  const saved = [];
                  const make = URL.createObjectURL;
                  URL.createObjectURL = (blob) => { saved.push(blob); return "data:,"; };
                  HTMLAnchorElement.prototype.click = function () { saved[saved.length - 1].file = this.download; };
                  document.querySelectorAll("button[data-chart]").forEach((button) => button.click());
                  URL.createObjectURL = make;
                  const lines = [];
                  for (const blob of saved) {
                    const bytes = new Uint8Array(await blob.arrayBuffer());
                    const start = String.fromCharCode(...bytes.slice(0, 4)).replace(/[^ -~]/g, "?");
                    lines.push(blob.file + " " + blob.type + " " + start + " " + (bytes.length > 3000));
                  }
                  return lines.join("\\n");
                })()""").asString();
        assertEquals("""
                accuracy-against-noise.svg image/svg+xml <svg true
                accuracy-against-noise.png image/png ?PNG true
                accuracy-by-rule.svg image/svg+xml <svg true
                accuracy-by-rule.png image/png ?PNG true
                rules-and-noise.svg image/svg+xml <svg true
                rules-and-noise.png image/png ?PNG true
                weak-and-strong-noise.svg image/svg+xml <svg true
                weak-and-strong-noise.png image/png ?PNG true""", saved);
    }

    @Test
    void thePageReadsWithoutItsScripts() throws IOException {
        CommandRun run = CommandRun.of("study", "run", "tiny", "--backend", "scalar", "--out",
                folder.resolve("plain").toString());
        String page = Files.readString(Path.of(run.out().strip()));
        String words = page.replaceAll("(?s)<script.*?</script>|<style>.*?</style>", "");
        for (String text : List.of("Through noise of three standard deviations", "not supported",
                "Looking &lt;often&gt; at &quot;noisy&quot; numbers &amp; deciding", "Numbers</summary>", "Table 2",
                "data:image/png;base64,")) {
            assertTrue(words.contains(text), text);
        }
        assertTrue(!words.replaceAll("base64,[^\"]*", "").contains("//"), "nothing is fetched from elsewhere");
        assertTrue(!words.contains("{{"), "every place is filled");
    }
}
