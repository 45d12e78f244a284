package org.ketwright.studies.report;

/**
 * Running text.
 *
 * @param text plain text of a few sentences
 */
public record Paragraph(String text) implements Block {
}
