package org.ketwright.studies.report;

/**
 * Words in a table.
 *
 * @param text the words
 */
public record Text(String text) implements Entry {
}
