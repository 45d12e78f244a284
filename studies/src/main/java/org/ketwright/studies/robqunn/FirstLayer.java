package org.ketwright.studies.robqunn;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ketwright.qml.Entanglement;

/** What a network makes of the windows of an image before its dense layer. */
enum FirstLayer {
    /** A convolution with ReLU. */
    CNN("CNN", null),
    /** A circuit without an entangler. */
    NONE("none", Entanglement.NONE),
    /** ZZ gates along a chain. */
    LINEAR("linear", Entanglement.LINEAR),
    /** ZZ gates around a ring. */
    RING("ring", Entanglement.RING),
    /** ZZ gates from the first qubit to the others. */
    STAR("star", Entanglement.STAR),
    /** ZZ gates on all pairs. */
    FULL("full", Entanglement.FULL),
    /** One ZZ gate and random rotations. */
    RANDOM("random", Entanglement.RANDOM);

    private final String label;
    private final @Nullable Entanglement entanglement;

    FirstLayer(String label, @Nullable Entanglement entanglement) {
        this.label = label;
        this.entanglement = entanglement;
    }

    static FirstLayer of(Entanglement entanglement) {
        return Arrays.stream(values()).filter(layer -> layer.entanglement == entanglement).findFirst().orElseThrow();
    }

    /** The CNN and some circuits, in the order of reports. */
    static List<FirstLayer> withCnn(List<Entanglement> ansatze) {
        return Arrays.stream(values()).filter(layer -> layer.entanglement == null || ansatze.contains(
                layer.entanglement))
                .toList();
    }

    /** Some circuits, in the order of reports. */
    static List<FirstLayer> quantum(List<Entanglement> ansatze) {
        return withCnn(ansatze).stream().filter(FirstLayer::isQuantum).toList();
    }

    String label() {
        return label;
    }

    boolean isQuantum() {
        return entanglement != null;
    }

    Entanglement entanglement() {
        return Objects.requireNonNull(entanglement, "a CNN has no entanglement");
    }
}
