package org.ketwright.studies.report;

/**
 * A claim of the paper beside what was measured.
 *
 * @param claim what the paper says, in a sentence
 * @param claimed the number it states, or {@link NotRun} with "figure only" or "no number" where it states none
 * @param where where the paper says it
 * @param measured the number to compare with
 * @param format how both numbers are written
 * @param verdict whether the claim holds
 * @param because the verdict in words, with the numbers and what they were measured on
 */
public record Finding(String claim, Quantity claimed, String where, Quantity measured, Format format, Verdict verdict,
        String because) {
}
