package org.ketwright.qml.lipschitz;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel.Norm;
import org.ketwright.qml.AmplitudeClassifier;
import org.ketwright.qml.ConvNet;
import org.ketwright.qml.FourierNet;
import org.ketwright.qml.Model;
import org.ketwright.qml.ReuploadClassifier;
import org.ketwright.qml.lipschitz.LipschitzBound.Scope;

/** The bounds that are known for each model, read off its parameters. */
public final class LipschitzBounds {
    /** Name of the bound of Wendlinger et al. (arXiv 2404.16154, table I) for the re-upload classifier. */
    public static final String PAPER = "paper";
    /** Name of the tighter bound of the re-upload classifier, which knows that an angle sees its own pixel alone. */
    public static final String TIGHT = "tight";
    /** Name of the re-upload classifier's bound for perturbations measured by their largest pixel. */
    public static final String LARGEST_PIXEL = "largest pixel";
    /** Name of the amplitude classifier's bound. */
    public static final String TRACE_DISTANCE = "trace distance";
    /** Name of the product of spectral norms. */
    public static final String PRODUCT = "product of spectral norms";
    /** Name of the product of Frobenius norms. */
    public static final String FROBENIUS = "product of Frobenius norms";
    /** Name of the bound of Fazlyab et al. 2019, one multiplier for each neuron. */
    public static final String LIP_SDP = "LipSDP";
    /** Name of the bound that knows that the sine and the cosine of a number move on a circle. */
    public static final String PAIRS = "LipSDP, sine and cosine as pairs";

    private LipschitzBounds() {}

    /**
     * All bounds of a model, loosest first within each norm.
     *
     * @param model
     *            the model
     * @param shortest
     *            Euclidean length of the shortest image; the amplitude classifier, which divides by it, is bounded for
     *            perturbations of images that are at least as long, the others for any
     * @return one or more bounds of norm L2, and one of norm LINF
     */
    public static List<LipschitzBound> of(Model<?> model, double shortest) {
        List<LipschitzBound> euclidean = switch (model) {
            case ReuploadClassifier reupload -> reupload(reupload);
            case AmplitudeClassifier _ -> List.of(amplitude(shortest));
            case FourierNet net -> fourier(net);
            case ConvNet net -> List.of(convolutional(net));
        };
        LipschitzBound largest = model instanceof ReuploadClassifier reupload
                ? new LipschitzBound(LARGEST_PIXEL, Norm.LINF, Scope.LOGIT, sumOfMagnitudes(reupload.weights()))
                : euclidean.getLast().forLargestPixel(model.pixels());
        return Stream.concat(euclidean.stream(), Stream.of(largest)).toList();
    }

    /**
     * The bound for which a margin certifies the largest radius.
     *
     * @param bounds
     *            some bounds
     * @param norm
     *            how perturbations are measured
     * @return the one of that norm with the smallest slope of margins
     * @throws IllegalArgumentException
     *             if none has that norm
     */
    public static LipschitzBound tightest(List<LipschitzBound> bounds, Norm norm) {
        return bounds.stream().filter(b -> b.norm() == norm)
                .min((a, b) -> Double.compare(a.marginSlope(), b.marginSlope()))
                .orElseThrow(() -> new IllegalArgumentException("none of " + bounds + " has the norm " + norm));
    }

    // --- the re-upload classifier

    /**
     * A Pauli rotation turns Z by at most its angle, so a logit moves by at most the sum of what the angles move by. The
     * paper sums the lengths of the three weights of each Rot; the tight bound collects the weights of each pixel first.
     */
    private static List<LipschitzBound> reupload(ReuploadClassifier model) {
        double[] weights = model.weights();
        double perGate = 0;
        for (int gate = 0; gate < weights.length; gate += 3) {
            perGate += Math.hypot(Math.hypot(weights[gate], weights[gate + 1]), weights[gate + 2]);
        }
        double[] perPixel = new double[model.pixels()];
        for (int j = 0; j < weights.length; j++) {
            perPixel[j % perPixel.length] += Math.abs(weights[j]);
        }
        double tight = Math.sqrt(Arrays.stream(perPixel).map(w -> w * w).sum());
        return List.of(new LipschitzBound(PAPER, Norm.L2, Scope.LOGIT, perGate),
                new LipschitzBound(TIGHT, Norm.L2, Scope.LOGIT, tight));
    }

    private static double sumOfMagnitudes(double... weights) {
        return Arrays.stream(weights).map(Math::abs).sum();
    }

    // --- the amplitude classifier

    /**
     * Expectation values of an observable whose eigenvalues are d apart differ by at most d times the trace distance, and
     * that of two normalized vectors x and x + p, the sine of the angle between them, is at most |p| / |x|.
     */
    private static LipschitzBound amplitude(double shortest) {
        if (!(shortest > 0) || Double.isInfinite(shortest)) {
            throw new IllegalArgumentException(
                    "the length of the shortest image must be positive and finite but was " + shortest);
        }
        return new LipschitzBound(TRACE_DISTANCE, Norm.L2, Scope.LOGIT, 2 / shortest);
    }

    // --- the classical nets

    private static List<LipschitzBound> fourier(FourierNet net) {
        int hidden = net.shape().frequencies();
        DMatrixRMaj w = matrix(net.frequencies());
        DMatrixRMaj each = new DMatrixRMaj(2 * hidden, w.numCols);
        System.arraycopy(w.data, 0, each.data, 0, w.data.length);
        System.arraycopy(w.data, 0, each.data, w.data.length, w.data.length);
        DMatrixRMaj out = matrix(net.amplitudes());
        return List.of(logits(FROBENIUS, NormOps_DDRM.normF(each) * NormOps_DDRM.normF(out)),
                logits(PRODUCT, NormOps_DDRM.inducedP2(each) * NormOps_DDRM.inducedP2(out)),
                logits(LIP_SDP, LipSdp.neurons(List.of(each, out), -1, 1)),
                logits(PAIRS, LipSdp.sinesAndCosines(w, out)));
    }

    private static LipschitzBound convolutional(ConvNet net) {
        ConvNet.Shape shape = net.shape();
        double[] filters = parameter(net, "0.weight");
        double dense = NormOps_DDRM.inducedP2(new DMatrixRMaj(shape.classes(),
                parameter(net, "4.weight").length / shape.classes(), true, parameter(net, "4.weight")));
        // ReLU and the largest of windows that do not overlap never lengthen a difference.
        double spectral = new ConvolutionOperator(filters, shape.filters(), shape.window(), shape.side(), shape.side())
                .norm() * dense;
        return logits(PRODUCT, spectral);
    }

    private static LipschitzBound logits(String name, double value) {
        return new LipschitzBound(name, Norm.L2, Scope.LOGITS, value);
    }

    private static double[] parameter(ConvNet net, String name) {
        Tensor values = net.network().parameters().get(name);
        if (values == null) {
            throw new IllegalStateException("a convolutional net must have the parameter " + name);
        }
        return widen(values);
    }

    private static DMatrixRMaj matrix(Tensor values) {
        return new DMatrixRMaj(values.extent(0), values.extent(1), true, widen(values));
    }

    private static double[] widen(Tensor values) {
        double[] wide = new double[values.data().length];
        Arrays.setAll(wide, i -> values.data()[i]);
        return wide;
    }
}
