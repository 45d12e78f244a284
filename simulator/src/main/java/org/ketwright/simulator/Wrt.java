package org.ketwright.simulator;

/** What a gradient is taken with respect to. */
public enum Wrt {
    /** The trainable parameters, summed over the samples. */
    PARAMETERS,
    /** The input features of each sample. */
    FEATURES,
    /** The real parts of the start amplitudes of each sample. */
    START,
    /** The strengths of the noise, see {@link Circuit#noiseStrengths()}, summed over the samples. */
    STRENGTHS
}
