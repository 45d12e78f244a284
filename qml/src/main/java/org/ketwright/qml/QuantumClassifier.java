package org.ketwright.qml;

import java.util.List;
import java.util.Set;

import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.BatchGradient;
import org.ketwright.kernels.OutputWeights;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.Wrt;

/**
 * A circuit whose expectation values of Z on the first wires are the logits, so these lie in [-1, 1].
 *
 * <p>
 * All gradients are exact, by the adjoint method, in the precision of the simulator. Immutable.
 *
 * @param <M>
 *            the type of the classifier itself
 */
public abstract sealed class QuantumClassifier<M extends QuantumClassifier<M>> implements Model<M>
        permits ReuploadClassifier, AmplitudeClassifier {
    private final StateVectorSimulator simulator;
    private final Circuit circuit;
    private final List<Observable> observables;
    private final double[] parameters;

    /** Takes the parameters without copying them. */
    QuantumClassifier(StateVectorSimulator simulator, Circuit circuit, List<Observable> observables,
            double[] parameters) {
        if (parameters.length != circuit.parameters()) {
            throw new IllegalArgumentException("the circuit has " + circuit.parameters() + " parameters but was given "
                    + parameters.length);
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!Double.isFinite(parameters[i])) {
                throw new IllegalArgumentException(
                        "parameters must be finite but number " + i + " is " + parameters[i]);
            }
        }
        this.simulator = simulator;
        this.circuit = circuit;
        this.observables = observables;
        this.parameters = parameters;
    }

    /** The same classifier with other parameters, which it keeps. */
    abstract M with(double[] values);

    /** Expectation values {@code [k * B + sample]} at given parameters. */
    abstract double[] expectations(double[] at, Features features, List<Observable> of);

    /** Vector-Jacobian product at given parameters; features stands for pixels. */
    abstract Pullback pullback(double[] at, Features features, List<Observable> of, OutputWeights weights, Wrt wanted);

    /** The same of the logits, with weights in terms of logits. */
    Pullback pullback(double[] at, Features features, LogitWeights weights, Wrt wanted) {
        return pullback(at, features, observables, (first, count, values) -> Columns.of(weights.of(first,
                Tensor.of(Columns.rows(values, count), count, classes())).data(), count), wanted);
    }

    /**
     * What runs the circuit.
     *
     * @return the simulator
     */
    public StateVectorSimulator simulator() {
        return simulator;
    }

    /**
     * The circuit.
     *
     * @return the circuit; its parameters are {@link #parameters}
     */
    public Circuit circuit() {
        return circuit;
    }

    /**
     * What is read off, one logit each.
     *
     * @return Z on the first wires
     */
    public List<Observable> observables() {
        return observables;
    }

    /**
     * The trained numbers.
     *
     * @return a copy
     */
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * Logits in double precision.
     *
     * @param features
     *            B images, one feature for each pixel
     * @return {@code [k * B + sample]}
     */
    public double[] outputs(Features features) {
        return expectations(features, observables);
    }

    /**
     * Expectation values of other observables.
     *
     * @param features
     *            B images, one feature for each pixel
     * @param of
     *            K observables
     * @return {@code [k * B + sample]}
     */
    public double[] expectations(Features features, List<Observable> of) {
        return expectations(parameters, checked(features), of);
    }

    /**
     * Vector-Jacobian product in double precision.
     *
     * @param features
     *            B images, one feature for each pixel
     * @param cotangent
     *            weights of the logits {@code [k * B + sample]}
     * @param wanted
     *            {@link Wrt#FEATURES} for the pixels, or {@link Wrt#PARAMETERS}
     * @return logits and the gradient asked for
     */
    public Pullback pullback(Features features, double[] cotangent, Wrt wanted) {
        int batch = features.samples();
        if (cotangent.length != classes() * batch) {
            throw new IllegalArgumentException("cotangents of " + classes() + " logits of " + batch + " images are "
                    + classes() * batch + " numbers but were " + cotangent.length);
        }
        return pullback(parameters, checked(features), observables,
                (first, count, values) -> Columns.cut(cotangent, batch, first, count), wanted);
    }

    @Override
    public int classes() {
        return observables.size();
    }

    @Override
    public Tensor logits(Tensor x) {
        return x.count() == 0 ? Tensor.zeros(0, classes()) : rows(outputs(features(x)), x.count());
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        if (x.count() == 0) {
            return new Pull(logits(x), Tensor.zeros(x.shape()));
        }
        Pullback back = pullback(parameters, features(x), weights, Wrt.FEATURES);
        return new Pull(rows(back.values(), x.count()),
                Tensor.of(Columns.rows(back.featureGradient(), x.count()), x.shape()));
    }

    @Override
    public float[] trainedParameters() {
        float[] out = new float[parameters.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) parameters[i];
        }
        return out;
    }

    @Override
    public M withTrainedParameters(float... values) {
        return with(Columns.widen(values));
    }

    @Override
    public BatchGradient gradients(Tensor x, int batch) {
        features(x);
        return new CircuitGradient(this, x);
    }

    /** Images as features, checked. */
    Features features(Tensor x) {
        if (x.sampleSize() != pixels()) {
            throw new IllegalArgumentException("images must have " + pixels() + " pixels but were " + x);
        }
        return checked(new Features(x.count(), pixels(), Columns.of(x.data(), x.count())));
    }

    /** Refuses images that the circuit cannot take. */
    Features checked(Features features) {
        if (features.width() != pixels()) {
            throw new IllegalArgumentException(
                    "images must have " + pixels() + " pixels but were given " + features.width());
        }
        double[] values = features.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("pixels must be finite but pixel " + i / features.samples()
                        + " of image " + i % features.samples() + " is " + values[i]);
            }
        }
        return features;
    }

    private Tensor rows(double[] outputs, int count) {
        return Tensor.of(Columns.rows(outputs, count), count, classes());
    }

    static Set<Wrt> only(Wrt wanted) {
        if (wanted == Wrt.START) {
            throw new IllegalArgumentException("gradients are taken with respect to FEATURES, which are the pixels, or"
                    + " PARAMETERS but were asked for START");
        }
        return Set.of(wanted);
    }
}
