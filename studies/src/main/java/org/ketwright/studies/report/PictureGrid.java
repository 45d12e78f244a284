package org.ketwright.studies.report;

import java.util.List;

/**
 * Pictures in rows and columns, for instance adversarial images beside their originals.
 *
 * @param title a few words
 * @param caption what is shown and what to see in it
 * @param columns heads of the columns
 * @param rows the rows
 */
public record PictureGrid(String title, String caption, List<String> columns, List<Row> rows) implements Block {

    /**
     * Pictures side by side.
     *
     * @param name head of the row
     * @param pictures one for each column
     */
    public record Row(String name, List<Picture> pictures) {

        /** Copies the list. */
        public Row {
            pictures = List.copyOf(pictures);
        }
    }

    /** Copies the lists and checks that rows fit. */
    public PictureGrid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.pictures().size() != columns.size()) {
                throw new IllegalArgumentException("row \"" + row.name() + "\" needs " + columns.size()
                        + " pictures but has " + row.pictures().size());
            }
        }
    }
}
