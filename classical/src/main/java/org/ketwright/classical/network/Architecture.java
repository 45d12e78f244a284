package org.ketwright.classical.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The layers of a network and the shape that flows through them, checked when built.
 *
 * @param input shape of one sample: planes x height x width, or one extent
 * @param layers what is computed, first to last; the last gives one number per class
 * @param frozen how many of the leading layers keep their parameters in training
 */
public record Architecture(List<Integer> input, List<Layer> layers, int frozen) {

    /** Checks that the layers fit each other. */
    public Architecture {
        input = List.copyOf(input);
        layers = List.copyOf(layers);
        if (frozen < 0 || frozen > layers.size()) {
            throw new IllegalArgumentException(
                    "frozen layers must number 0.." + layers.size() + " but were " + frozen);
        }
        if (input.isEmpty() || input.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("extents of the input must be 1 or more but were " + input);
        }
        shape(input, layers);
    }

    /**
     * All layers are trained.
     *
     * @param input shape of one sample
     * @param layers what is computed, first to last
     */
    public Architecture(List<Integer> input, Layer... layers) {
        this(input, List.of(layers), 0);
    }

    /**
     * The same layers, of which the leading ones keep their parameters in training.
     *
     * @param count how many
     * @return the architecture
     */
    public Architecture withFrozen(int count) {
        return new Architecture(input, layers, count);
    }

    /**
     * The parameters of all layers.
     *
     * @return shapes by name, "0.weight" and "0.bias" for the first layer
     */
    public SequencedMap<String, ParameterShape> parameters() {
        SequencedMap<String, ParameterShape> all = new LinkedHashMap<>();
        int[] shape = toArray(input);
        for (int i = 0; i < layers.size(); i++) {
            for (ParameterShape parameter : layers.get(i).parameters(shape)) {
                all.put(i + "." + parameter.name(), parameter);
            }
            shape = layers.get(i).outputShape(shape);
        }
        return all;
    }

    /**
     * Shape of the output of one sample.
     *
     * @return one extent, the classes, for a classifier
     */
    public int[] output() {
        return shape(input, layers);
    }

    /** The leading layers that are not trained. */
    Architecture stem() {
        return new Architecture(input, layers.subList(0, frozen), frozen);
    }

    /** The layers after the frozen ones. */
    Architecture head() {
        List<Integer> between = new ArrayList<>();
        for (int extent : stem().output()) {
            between.add(extent);
        }
        return new Architecture(between, layers.subList(frozen, layers.size()), 0);
    }

    private static int[] shape(List<Integer> input, List<Layer> layers) {
        int[] shape = toArray(input);
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    private static int[] toArray(List<Integer> extents) {
        return extents.stream().mapToInt(Integer::intValue).toArray();
    }
}
