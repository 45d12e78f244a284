package org.ketwright.simulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each outcome was drawn.
 *
 * @param counts by the values of the classical bits at the end, written as a binary number: bit 0 is the last character
 * @param shots number of draws
 * @param provenance how they were drawn
 */
public record Counts(Map<String, Long> counts, long shots, Provenance provenance) {

    /** Copies, in ascending order of outcomes. */
    public Counts {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
