package org.ketwright.simulator;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;

/** What simulators of pure and of mixed states share: neither draws anything, and both take start states. */
abstract sealed class ExactSimulator implements Simulator permits StateVectorSimulator, DensityMatrixSimulator {

    /** Most numbers held at a time: derivatives, or numbers of states copied. */
    static final int CHUNK = 1 << 22;

    private final Method method;
    private final Backend backend;
    private final Precision precision;
    private final int chunk;

    ExactSimulator(Method method, Backend backend, Precision precision, int chunk) {
        this.method = method;
        this.backend = backend;
        this.precision = precision;
        this.chunk = chunk;
    }

    /**
     * Where it runs.
     *
     * @return the backend
     */
    public Backend backend() {
        return backend;
    }

    /**
     * Format of the numbers that hold a state.
     *
     * @return the precision
     */
    public Precision precision() {
        return precision;
    }

    int chunk() {
        return chunk;
    }

    @Override
    public Provenance provenance() {
        return new Provenance(method, precision, backend.name(), null);
    }

    @Override
    public double[] expectations(Circuit circuit, double[] parameters, Features features,
            List<Observable> observables) {
        return expectations(circuit, parameters, features, null, observables);
    }

    /**
     * Expectation values, from given start states.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param start pure start states of the samples, or null for |0...0>
     * @param observables K observables
     * @return {@code [k * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     * @throws org.ketwright.kernels.InsufficientMemoryException if a state does not fit
     */
    public abstract double[] expectations(Circuit circuit, double[] parameters, Features features,
            @Nullable StartStates start, List<Observable> observables);

    @Override
    public Pullback pullback(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            double[] cotangent, Set<Wrt> wanted) {
        return pullback(circuit, parameters, features, null, observables, cotangent, wanted);
    }

    /**
     * Vector-Jacobian product, from given start states.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param start pure start states of the samples, or null for |0...0>
     * @param observables K observables
     * @param cotangent weights of the outputs {@code [k * B + sample]}
     * @param wanted what to differentiate with respect to; {@link Wrt#START} needs start states
     * @return outputs and gradients
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or a derivative with respect to a
     *         strength is infinite
     * @throws org.ketwright.kernels.InsufficientMemoryException if the states do not fit
     */
    public abstract Pullback pullback(Circuit circuit, double[] parameters, Features features,
            @Nullable StartStates start, List<Observable> observables, double[] cotangent, Set<Wrt> wanted);

    static void require(Circuit circuit, double[] parameters, Features features, @Nullable StartStates start,
            List<Observable> observables) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.observables(circuit, observables);
        Requirements.start(circuit, features, start);
    }

    /** Parts of a batch, one after the other, of each as many samples as their numbers may be held at a time. */
    void inParts(int batch, long numbersOfSample, Consumer<Columns> task) {
        int step = Math.clamp(chunk / Math.max(1, numbersOfSample), 1, batch);
        for (int from = 0; from < batch; from += step) {
            task.accept(new Columns(batch, from, Math.min(step, batch - from)));
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + backend.name() + ", " + precision + "]";
    }
}
