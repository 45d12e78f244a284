package org.ketwright.studies.comparative;

/** Kinds of classifiers that the paper compares. */
enum Family {
    /** One convolution, one dense layer. */
    CONVNET("ConvNet"),
    /** A sum of sines and cosines with trained frequencies. */
    FOURIER("Fourier"),
    /** A circuit that takes every pixel three times, by a trained encoding. */
    REUPLOAD("ReUp"),
    /** A circuit that starts from the image as amplitudes. */
    AMPLITUDE("Amp");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isQuantum() {
        return this == REUPLOAD || this == AMPLITUDE;
    }
}
