package org.ketwright.studies.report;

import java.util.List;

/**
 * Rows and columns; also written as a CSV file.
 *
 * @param title a few words; names the CSV file
 * @param caption what is shown, with denominators and what n counts
 * @param columns heads
 * @param rows entries, one for each column
 */
public record Table(String title, String caption, List<Column> columns, List<List<Entry>> rows) implements Block {

    /** Copies the lists and checks that rows fit. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Entry> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of table \"" + title + "\" needs " + columns.size()
                        + " entries but has " + row.size());
            }
        }
    }
}
