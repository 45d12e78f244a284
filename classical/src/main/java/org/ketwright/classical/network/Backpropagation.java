package org.ketwright.classical.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.ketwright.classical.LogitWeights;

/**
 * Forward and backward passes of one training, in libtorch. Parameters, gradients, inputs and cotangents stay at fixed places in
 * native memory, so a step allocates nothing but libtorch's own graph; all parameters, and all gradients, lie in one
 * stretch each, so an optimizer sees one array.
 */
final class Backpropagation implements BatchGradient {
    private final PointerScope scope = new PointerScope();
    private final Architecture architecture;
    private final int inputSize;
    private final int classes;
    private final int size;
    private final float[] samples;
    private final FloatPointer parameterMemory;
    private final FloatPointer gradientMemory;
    private final FloatPointer inputMemory;
    private final FloatPointer cotangentMemory;
    private final List<Tensor> parameters = new ArrayList<>();
    private final Map<Integer, Tensor> inputs = new HashMap<>();
    private final Map<Integer, Tensor> cotangents = new HashMap<>();
    private final BoolOptional noGraph = new BoolOptional();
    private final TensorArrayRefOptional allLeaves = new TensorArrayRefOptional();

    /**
     * Takes memory.
     *
     * @param architecture layers, none frozen
     * @param samples what batches are made of
     * @param batch most samples of a step
     */
    Backpropagation(Architecture architecture, float[] samples, int batch) {
        this.architecture = architecture;
        this.samples = samples;
        this.inputSize = architecture.input().stream().reduce(1, Math::multiplyExact);
        this.classes = architecture.output()[0];
        this.size = architecture.parameters().values().stream().mapToInt(ParameterShape::size).sum();
        parameterMemory = Libtorch.allocate(size);
        gradientMemory = Libtorch.allocate(size);
        inputMemory = Libtorch.allocate((long) batch * inputSize);
        cotangentMemory = Libtorch.allocate((long) batch * classes);
        int at = 0;
        for (ParameterShape shape : architecture.parameters().values()) {
            Tensor parameter = view(parameterMemory, at, shape).set_requires_grad(true);
            parameter.mutable_grad().put(view(gradientMemory, at, shape));
            parameters.add(parameter);
            at += shape.size();
        }
    }

    @Override
    public org.ketwright.classical.Tensor run(float[] values, int[] chosen, LogitWeights weights, float[] gradient) {
        int count = chosen.length;
        parameterMemory.put(values, 0, size);
        for (int row = 0; row < count; row++) {
            inputMemory.getPointer((long) row * inputSize).put(samples, chosen[row] * inputSize, inputSize);
        }
        Tensor x = inputs.computeIfAbsent(count, this::input);
        Tensor c = cotangents.computeIfAbsent(count, n -> torch.from_blob(cotangentMemory, n, classes));
        try (PointerScope _ = new PointerScope()) {
            Tensor out = Forward.run(architecture.layers(), x, parameters);
            org.ketwright.classical.Tensor logits = Libtorch.copyOut(out, count, classes);
            cotangentMemory.put(weights.of(0, logits).data(), 0, count * classes);
            Pointer.memset(gradientMemory, 0, (long) size * Float.BYTES);
            // Adds to the gradients where they lie.
            out.backward(c, noGraph, false, allLeaves);
            gradientMemory.get(gradient, 0, size);
            return logits;
        }
    }

    @Override
    public void close() {
        scope.close();
    }

    private Tensor input(int count) {
        long[] shape = new long[architecture.input().size() + 1];
        shape[0] = count;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = architecture.input().get(i - 1);
        }
        return torch.from_blob(inputMemory, shape);
    }

    private static Tensor view(FloatPointer memory, int at, ParameterShape shape) {
        return torch.from_blob(memory.getPointer(at), shape.extents().stream().mapToLong(Integer::longValue).toArray());
    }
}
