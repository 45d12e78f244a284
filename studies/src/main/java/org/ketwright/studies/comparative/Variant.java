package org.ketwright.studies.comparative;

/**
 * Classifiers that differ by the draw alone.
 *
 * @param family
 *            kind of classifier
 * @param lambda
 *            strength of the Lipschitz regularization
 * @param epochs
 *            passes over the training images
 */
record Variant(Family family, double lambda, int epochs) {

    Subject at(int draw) {
        return new Subject(draw, family, lambda, epochs);
    }

    boolean isRegularized() {
        return lambda > 0;
    }

    /** As in the paper: the strength in parentheses, then the number of epochs. */
    String label() {
        return family == Family.REUPLOAD
                ? "ReUp(" + (lambda == Math.rint(lambda) ? String.valueOf((long) lambda) : String.valueOf(lambda))
                        + "), "
                        + epochs
                : family.label();
    }
}
