package org.ketwright.studies.report;

/**
 * Head of a column.
 *
 * @param name what stands below, with the unit
 * @param format how its numbers are written
 */
public record Column(String name, Format format) {
}
