package org.ketwright.studies.comparative;

/**
 * Which training: parameters of a cell, and the key under which cells share what it gives.
 *
 * @param draw
 *            which start of the parameters and order of the images
 * @param family
 *            kind of classifier
 * @param lambda
 *            strength of the Lipschitz regularization; 0 except for re-upload
 */
record Recipe(int draw, Family family, double lambda) {

    /** Without regularization. */
    static Recipe plain(int draw, Family family) {
        return new Recipe(draw, family, 0);
    }

    Subject after(int epochs) {
        return new Subject(draw, family, lambda, epochs);
    }
}
