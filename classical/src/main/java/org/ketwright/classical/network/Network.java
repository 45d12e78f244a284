package org.ketwright.classical.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

/**
 * A feed-forward network with its parameters. Immutable, and safe for use by any number of threads: each computes with
 * one thread, so results do not depend on how many there are. Outputs and their gradients may have any shape, so a part
 * of a network is one too; only training needs classes at the end.
 */
public final class Network implements Trainable<Network> {
    /** Samples per call of libtorch, which bounds the memory of what lies between layers. */
    private static final int CHUNK = 1000;

    private final Architecture architecture;
    private final SequencedMap<String, Tensor> parameters;
    private final List<org.bytedeco.pytorch.Tensor> natives;

    private Network(Architecture architecture, SequencedMap<String, Tensor> parameters) {
        Libtorch.enter();
        this.architecture = architecture;
        this.parameters = parameters;
        this.natives = new ArrayList<>();
        try (PointerScope _ = new PointerScope()) {
            for (Tensor parameter : parameters.values()) {
                org.bytedeco.pytorch.Tensor copy = Libtorch.copyIn(parameter);
                // Outlives the scope; freed when this network is collected.
                copy.retainReference();
                natives.add(copy);
            }
        }
    }

    /**
     * A network with drawn parameters.
     *
     * @param architecture layers
     * @param initialization how to draw
     * @param seed key of the draws; each parameter has a stream of its own
     * @return the network
     */
    public static Network initialized(Architecture architecture, Initialization initialization, Seed seed) {
        SequencedMap<String, Tensor> drawn = new LinkedHashMap<>();
        architecture.parameters().forEach((name, parameter) -> drawn.put(name,
                Tensor.of(initialization.draw(parameter, seed.derive(name).generator()), parameter.shape())));
        return new Network(architecture, drawn);
    }

    /**
     * A network with given parameters.
     *
     * @param architecture layers
     * @param parameters values by name, exactly those of the architecture
     * @return the network
     * @throws IllegalArgumentException if a parameter is missing, unknown or of another shape
     */
    public static Network of(Architecture architecture, Map<String, Tensor> parameters) {
        SequencedMap<String, ParameterShape> needed = architecture.parameters();
        if (!needed.keySet().equals(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "parameters must be " + needed.keySet() + " but were " + parameters.keySet());
        }
        SequencedMap<String, Tensor> ordered = new LinkedHashMap<>();
        needed.forEach((name, shape) -> {
            Tensor values = parameters.get(name);
            if (values == null || !Arrays.equals(values.shape(), shape.shape())) {
                throw new IllegalArgumentException(
                        "parameter " + name + " must have shape " + shape.extents() + " but was " + values);
            }
            ordered.put(name, values.copy());
        });
        return new Network(architecture, ordered);
    }

    /**
     * The layers.
     *
     * @return architecture
     */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * The parameters.
     *
     * @return copies of the values by name, in the order of the layers
     */
    public SequencedMap<String, Tensor> parameters() {
        SequencedMap<String, Tensor> copies = new LinkedHashMap<>();
        parameters.forEach((name, values) -> copies.put(name, values.copy()));
        return copies;
    }

    @Override
    public int classes() {
        int[] output = architecture.output();
        return output[output.length - 1];
    }

    @Override
    public Tensor logits(Tensor x) {
        return outputs(x, architecture);
    }

    /**
     * What the frozen layers make of samples; it stays the same during training.
     *
     * @param x N samples
     * @return N outputs of the last frozen layer, or the samples if no layer is frozen
     */
    public Tensor features(Tensor x) {
        return architecture.frozen() == 0 ? x : outputs(x, architecture.stem());
    }

    /**
     * The layers after the frozen ones, as a network that takes {@link #features}.
     *
     * @return the trained part
     */
    public Network head() {
        Architecture head = architecture.head();
        List<Tensor> values = List.copyOf(parameters.sequencedValues());
        int skipped = values.size() - head.parameters().size();
        SequencedMap<String, Tensor> kept = new LinkedHashMap<>();
        for (String name : head.parameters().sequencedKeySet()) {
            kept.put(name, values.get(skipped + kept.size()));
        }
        return new Network(head, kept);
    }

    @Override
    public float[] trainedParameters() {
        List<Tensor> values = List.copyOf(head().parameters.sequencedValues());
        float[] flat = new float[values.stream().mapToInt(v -> v.data().length).sum()];
        int at = 0;
        for (Tensor v : values) {
            System.arraycopy(v.data(), 0, flat, at, v.data().length);
            at += v.data().length;
        }
        return flat;
    }

    @Override
    public Network withTrainedParameters(float... values) {
        SequencedMap<String, Tensor> merged = new LinkedHashMap<>(parameters);
        List<String> names = List.copyOf(parameters.sequencedKeySet());
        SequencedMap<String, ParameterShape> trained = architecture.head().parameters();
        int name = names.size() - trained.size();
        int at = 0;
        for (ParameterShape shape : trained.values()) {
            merged.put(names.get(name++),
                    Tensor.of(Arrays.copyOfRange(values, at, at + shape.size()), shape.shape()));
            at += shape.size();
        }
        if (at != values.length) {
            throw new IllegalArgumentException(
                    "training changes " + at + " parameters but was given " + values.length);
        }
        return new Network(architecture, merged);
    }

    @Override
    public BatchGradient gradients(Tensor x, int batch) {
        check(x);
        if (architecture.output().length != 1) {
            throw new IllegalArgumentException("training needs a network with one extent, the classes, at its end but"
                    + " this one gives " + Arrays.toString(architecture.output()) + ": put a Flatten there");
        }
        return new Backpropagation(architecture.head(), features(x).data(), Math.min(batch, x.count()));
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        check(x);
        Libtorch.enter();
        try (PointerScope _ = new PointerScope()) {
            org.bytedeco.pytorch.Tensor in = Libtorch.copyIn(x).set_requires_grad(true);
            org.bytedeco.pytorch.Tensor out = Forward.run(architecture.layers(), in, natives);
            Tensor logits = Libtorch.copyOut(out, shape(x.count(), architecture.output()));
            Tensor cotangent = weights.of(0, logits);
            if (!Arrays.equals(cotangent.shape(), logits.shape())) {
                throw new IllegalArgumentException("a cotangent must have the shape of " + logits + " but was "
                        + cotangent);
            }
            out.backward(Libtorch.copyIn(cotangent), new BoolOptional(), false, new TensorArrayRefOptional());
            return new Pull(logits, Libtorch.copyOut(in.grad(), x.shape()));
        }
    }

    private Tensor outputs(Tensor x, Architecture part) {
        check(x);
        Libtorch.enter();
        int[] shape = shape(x.count(), part.output());
        int size = Arrays.stream(part.output()).reduce(1, Math::multiplyExact);
        float[] all = new float[Math.multiplyExact(x.count(), size)];
        for (int from = 0; from < x.count(); from += CHUNK) {
            int to = Math.min(x.count(), from + CHUNK);
            try (PointerScope _ = new PointerScope()) {
                org.bytedeco.pytorch.Tensor in = Libtorch.copyIn(x.slice(from, to));
                float[] some = new float[(to - from) * size];
                Libtorch.copyOut(Forward.run(part.layers(), in, natives), some);
                System.arraycopy(some, 0, all, from * size, some.length);
            }
        }
        return Tensor.of(all, shape);
    }

    private void check(Tensor x) {
        int[] needed = shape(x.count(), architecture.input().stream().mapToInt(Integer::intValue).toArray());
        if (!Arrays.equals(needed, x.shape())) {
            throw new IllegalArgumentException("samples must have shape N x " + architecture.input() + " but were "
                    + x);
        }
    }

    private static int[] shape(int count, int... sample) {
        int[] shape = new int[sample.length + 1];
        shape[0] = count;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return shape;
    }
}
