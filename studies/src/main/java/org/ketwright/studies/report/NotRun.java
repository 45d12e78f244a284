package org.ketwright.studies.report;

/**
 * A number that is missing.
 *
 * @param reason why, in a phrase
 */
public record NotRun(String reason) implements Quantity {
}
