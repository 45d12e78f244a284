package org.ketwright.studies.report;

/** How numbers of a column or axis are written for people; JSON and CSV always hold them in full. */
public enum Format {
    /** A share in [0, 1], written in percent with one decimal. */
    PERCENT,
    /** Three decimals. */
    FIXED,
    /** Four significant digits, in scientific notation where that is shorter. */
    GENERAL,
    /** A whole number with separators. */
    COUNT
}
