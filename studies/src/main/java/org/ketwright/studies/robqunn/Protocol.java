package org.ketwright.studies.robqunn;

/** How a network is attacked, and by what its accuracy is then known. */
enum Protocol {
    /** One step of the whole budget, on all test images. */
    FGSM("FGSM"),
    /** Twenty steps of an eighth of the budget from the image itself, on the first test images. */
    PGD("PGD"),
    /** Ten steps of a fifth of the budget with momentum 1, on the first test images. */
    MIM("MIM"),
    /** FGSM on those test images that PGD and MIM attack, to compare them image by image. */
    FGSM_FIRST("FGSM on the images of PGD"),
    /** Each pixel up or down by the whole budget at random, on all test images: the floor of every attack. */
    NOISE("random noise"),
    /** FGSM that takes the probabilities for logits, as CleverHans does with a network that ends in softmax. */
    LEGACY_FGSM("FGSM through a second softmax"),
    /** PGD through a second softmax. */
    LEGACY_PGD("PGD through a second softmax"),
    /** FGSM made for the CNN of the same draw, on this network. */
    FROM_CNN("FGSM from the CNN"),
    /** FGSM made for this network, on the CNN of the same draw. */
    TO_CNN("FGSM to the CNN");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
