package org.ketwright.studies.report;

import java.util.List;

/**
 * A part of the report under one heading. Charts that follow one another stand side by side where there is room.
 *
 * @param title a few words
 * @param blocks what it holds
 */
public record Section(String title, List<Block> blocks) {

    /** Copies the list. */
    public Section {
        blocks = List.copyOf(blocks);
    }
}
