package org.ketwright.studies.robqunn;

import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/**
 * Which network: the parameters of a cell, and the key under which cells share it. Equal networks have equal keys,
 * because what does not concern a first layer has one value.
 *
 * @param draw
 *            which draw of circuit or filters, and of the head's start
 * @param layer
 *            the first layer
 * @param scale
 *            radians per unit of pixel
 * @param phase
 *            how phi is chosen
 * @param variant
 *            what is done otherwise than in the paper
 */
record Model(int draw, FirstLayer layer, Scale scale, Phase phase, Variant variant) {

    /** What is done otherwise than in the paper. */
    enum Variant {
        /** Nothing: fixed first layer, features as they are. */
        PLAIN,
        /** Features have mean 0 and variance 1 over the training images. */
        STANDARDIZED,
        /** The first layer is trained with the head. */
        TRAINED
    }

    Model {
        if (!layer.isQuantum()) {
            scale = Scale.PI;
        }
        if (!layer.isQuantum() || layer == FirstLayer.NONE) {
            phase = Phase.RANDOM;
        }
    }

    static Model plain(int draw, FirstLayer layer, Scale scale, Phase phase) {
        return new Model(draw, layer, scale, phase, Variant.PLAIN);
    }

    /** The CNN that this network is compared with. */
    Model cnn() {
        return new Model(draw, FirstLayer.CNN, scale, phase, variant);
    }
}
