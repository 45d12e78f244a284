package org.ketwright.classical.network;

import java.util.List;

/**
 * A parameter of a layer, without its values.
 *
 * @param name "weight" or "bias"
 * @param fanIn inputs that one output of the layer depends on
 * @param fanOut outputs that one input of the layer reaches
 * @param extents filters x planes x height x width, or outputs x inputs, or outputs
 */
public record ParameterShape(String name, int fanIn, int fanOut, List<Integer> extents) {

    /** Keeps a copy of the extents. */
    public ParameterShape {
        extents = List.copyOf(extents);
    }

    static List<ParameterShape> weightAndBias(boolean hasBias, int fanIn, int fanOut, Integer... extents) {
        ParameterShape weight = new ParameterShape("weight", fanIn, fanOut, List.of(extents));
        return hasBias
                ? List.of(weight, new ParameterShape("bias", fanIn, fanOut, List.of(extents[0])))
                : List.of(weight);
    }

    /**
     * Number of values.
     *
     * @return product of the extents
     */
    public int size() {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    int[] shape() {
        return extents.stream().mapToInt(Integer::intValue).toArray();
    }
}
