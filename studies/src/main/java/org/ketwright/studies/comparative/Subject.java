package org.ketwright.studies.comparative;

/**
 * Which classifier, trained how long: the parameters of a cell.
 *
 * @param draw
 *            which start of the parameters and order of the images
 * @param family
 *            kind of classifier
 * @param lambda
 *            strength of the Lipschitz regularization; 0 except for re-upload
 * @param epochs
 *            passes over the training images
 */
record Subject(int draw, Family family, double lambda, int epochs) {

    Recipe recipe() {
        return new Recipe(draw, family, lambda);
    }

    Variant variant() {
        return new Variant(family, lambda, epochs);
    }
}
