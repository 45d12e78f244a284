package org.ketwright.simulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exact probability of each outcome.
 *
 * @param probabilities by the values of the classical bits at the end, written as a binary number: bit 0 is the last
 *        character; outcomes of probability 0 may be missing
 * @param provenance how they were computed
 */
public record Distribution(Map<String, Double> probabilities, Provenance provenance) {

    /** Copies, in ascending order of outcomes. */
    public Distribution {
        probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
    }
}
