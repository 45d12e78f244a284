package org.ketwright.studies.report;

/** A number that is measured, or claimed by a paper, or missing for a reason. */
public sealed interface Quantity extends Entry permits Measured, Claimed, NotRun {
}
