package org.ketwright.studies.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ketwright.studies.Json;
import org.ketwright.studies.WholeFile;

/** Writes a report into a folder: JSON, CSV, and the page. */
public final class ReportFiles {

    private ReportFiles() {
    }

    private static void removeOthers(Path csv, Set<String> written) throws IOException {
        try (DirectoryStream<Path> there = Files.newDirectoryStream(csv, "*.csv")) {
            for (Path file : there) {
                if (!written.contains("csv/" + file.getFileName())) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Writes all files; each replaces its old version at once, so that a reader never sees half of one. CSV files of an
     * earlier report, whose tables had other titles, are removed.
     *
     * @param folder an existing folder; gets {@code report.json}, {@code report.html} and a folder {@code csv}
     * @param document what to write
     * @return path of the page
     * @throws IOException if a file cannot be written
     */
    public static Path write(Path folder, Document document) throws IOException {
        Files.createDirectories(folder.resolve("csv"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.json", Json.pretty(Json.tree(document)));
        CsvFiles.of(document.report()).forEach((name, text) -> files.put("csv/" + name, text));
        files.put("report.html", HtmlPage.of(document));
        for (Map.Entry<String, String> file : files.entrySet()) {
            WholeFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        removeOthers(folder.resolve("csv"), files.keySet());
        return folder.resolve("report.html");
    }
}
