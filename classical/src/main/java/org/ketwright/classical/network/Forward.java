package org.ketwright.classical.network;

import java.util.Iterator;
import java.util.List;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Computes layers in libtorch. */
final class Forward {
    private static final long[] NO_DILATION = {1, 1};
    private static final long[] NO_PADDING = {0, 0};

    private Forward() {
    }

    /**
     * Runs layers one after the other, within the caller's scope.
     *
     * @param layers what is computed
     * @param x N samples
     * @param parameters of these layers, in order
     * @return N outputs
     */
    static Tensor run(List<Layer> layers, Tensor x, List<Tensor> parameters) {
        Iterator<Tensor> next = parameters.iterator();
        Tensor out = x;
        for (Layer layer : layers) {
            out = run(layer, out, next);
        }
        return out;
    }

    private static Tensor run(Layer layer, Tensor x, Iterator<Tensor> parameters) {
        return switch (layer) {
            case Layer.Convolution c -> torch.conv2d(x, parameters.next(), bias(c.hasBias(), parameters),
                    square(c.stride()), square(c.padding()), NO_DILATION, 1);
            case Layer.Dense d -> torch.linear(x, parameters.next(), bias(d.hasBias(), parameters));
            case Layer.Relu() -> torch.relu(x);
            case Layer.MaxPool(int side, int stride) ->
                    torch.max_pool2d(x, square(side), square(stride), NO_PADDING, NO_DILATION, false);
            case Layer.AveragePool(int side, int stride) ->
                    torch.avg_pool2d(x, square(side), square(stride), NO_PADDING, false, true,
                            new LongOptional());
            case Layer.SineCosine() -> torch.hstack(new TensorVector(torch.sin(x), torch.cos(x)));
            case Layer.Flatten() -> torch.flatten(x, 1, -1);
        };
    }

    private static TensorOptional bias(boolean hasBias, Iterator<Tensor> parameters) {
        return hasBias ? new TensorOptional(parameters.next()) : new TensorOptional();
    }

    private static long[] square(int extent) {
        return new long[] {extent, extent};
    }
}
