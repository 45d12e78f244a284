package org.ketwright.studies.report;

/**
 * A number that a paper states.
 *
 * @param value the number, in the unit of its column or axis
 * @param where where the paper states it, for instance "Table 2" or "abstract"
 */
public record Claimed(double value, String where) implements Quantity {
}
