package org.ketwright.kernels;

import java.util.Arrays;

/**
 * A place where amplitudes live and small matrices are applied to them. Found by {@link java.util.ServiceLoader}.
 * Implementations are safe for use by several threads; results do not depend on the number of
 * threads or on how a batch is split.
 *
 * <p>
 * {@link #expectations} and {@link #pullback} take whole batches of small states through a plan without ever storing
 * the states, which is how many small circuits run fast. {@link #allocate} gives states that stay: large ones, or ones
 * to look at. {@link #linear}, {@link #linearPullback} and {@link #allocateReal} do the same for real vectors and real
 * matrices of any kind. {@link #trigonometric} and {@link #trigonometricPullback} are for what is known in closed form.
 */
public interface Backend {

    /**
     * Name used on the command line and in results.
     *
     * @return "scalar", "cpu" or "cuda"
     */
    String name();

    /**
     * Whether it runs here.
     *
     * @return ready with the device, or missing with the reason; never throws
     */
    Availability availability();

    /**
     * Number of threads it uses.
     *
     * @return 1 or more
     */
    int threads();

    /**
     * Memory for a batch of states, each starting in index 0.
     *
     * @param bits index bits n of each state
     * @param batch number of states B
     * @param precision format
     * @return B vectors of 2^n complex amplitudes; close it to give the memory back
     * @throws IllegalArgumentException if a size is out of range
     * @throws InsufficientMemoryException if it does not fit, with what is needed, available and would fit
     */
    Amplitudes allocate(int bits, int batch, Precision precision);

    /**
     * Takes every sample through the plan and reads it.
     *
     * @param plan steps on n bits
     * @param angles a value for each slot of the plan
     * @param samples the batch of B
     * @param readout K outputs
     * @param precision format of the amplitudes
     * @param out receives {@code out[k * B + sample]}, length K * B
     * @throws IllegalArgumentException if sizes do not fit
     */
    void expectations(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision, double[] out);

    /**
     * Vector-Jacobian product by the adjoint method: one sweep forward and one backward for all outputs. Steps of the
     * plan must be unitary.
     *
     * @param plan steps on n bits
     * @param angles a value for each slot of the plan
     * @param samples the batch of B
     * @param readout K outputs
     * @param precision format of the amplitudes
     * @param cotangent weights {@code [k * B + sample]} of the outputs
     * @param sink says which gradients are wanted and receives them
     * @throws IllegalArgumentException if sizes do not fit
     */
    void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision, double[] cotangent,
            GradientSink sink);

    /**
     * Vector-Jacobian product with weights that follow from the outputs, as gradients of losses do: what {@link
     * #pullback(Plan, Angles, Samples, Readout, Precision, double[], GradientSink)} gives for these weights, to the last
     * bit, if possible without going forward a second time. Steps of the plan must be unitary.
     *
     * @param plan steps on n bits
     * @param angles a value for each slot of the plan
     * @param samples the batch of B
     * @param readout K outputs
     * @param precision format of the amplitudes
     * @param weights is asked for the weights of some samples after the other
     * @param sink says which gradients are wanted and receives them
     * @throws IllegalArgumentException if sizes do not fit
     */
    default void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            OutputWeights weights, GradientSink sink) {
        Weighing weighing = Weighing.of(weights, readout, samples, sink);
        expectations(plan, angles, samples, readout, precision, weighing.values());
        weighing.weigh(0, samples.count());
        pullback(plan, angles, samples, readout, precision, weighing.cotangent(),
                new GradientSink(sink.slots(), sink.angles(), null, sink.startReal()));
    }

    /**
     * All derivatives of all outputs by the adjoint method. Steps of the plan must be unitary.
     *
     * @param plan steps on n bits
     * @param angles a value for each slot of the plan
     * @param samples the batch of B
     * @param readout K outputs
     * @param precision format of the amplitudes
     * @param sink says which derivatives are wanted and receives them
     * @throws IllegalArgumentException if sizes do not fit
     * @throws InsufficientMemoryException if the states do not fit
     */
    default void jacobian(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            JacobianSink sink) {
        Checks.jacobian(samples, readout, sink);
        int count = samples.count();
        for (int k = 0; k < readout.size(); k++) {
            double[] cotangent = new double[readout.size() * count];
            Arrays.fill(cotangent, k * count, (k + 1) * count, 1);
            double[] row = new double[sink.slots().length * count];
            pullback(plan, angles, samples, readout, precision, cotangent,
                    new GradientSink(sink.slots(), row, k == 0 ? sink.values() : null, null));
            System.arraycopy(row, 0, sink.angles(), k * row.length, row.length);
        }
    }

    /**
     * Memory for a batch of real vectors, each 1 at index 0 and 0 elsewhere.
     *
     * @param bits index bits n of each vector
     * @param batch number of vectors B
     * @param precision format
     * @return B vectors of 2^n real numbers; close it to give the memory back
     * @throws IllegalArgumentException if a size is out of range
     * @throws InsufficientMemoryException if it does not fit, with what is needed, available and would fit
     */
    RealVectors allocateReal(int bits, int batch, Precision precision);

    /**
     * Takes a real vector of every sample through a plan of real matrices and reads it. Steps need neither be
     * orthogonal nor invertible.
     *
     * @param plan real steps on n bits, without controls
     * @param angles a value for each slot of the plan
     * @param samples the batch of B; without imaginary parts
     * @param readout K outputs
     * @param precision format of the vectors
     * @param out receives {@code out[k * B + sample]}, length K * B
     * @throws IllegalArgumentException if sizes do not fit or a step is not real
     * @throws InsufficientMemoryException if a vector does not fit
     */
    void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision, double[] out);

    /**
     * Vector-Jacobian product of {@link #linear}: one sweep forward and one backward for all outputs. The steps need
     * not be invertible: vectors are kept at some steps, as memory allows, and computed again from there.
     *
     * @param plan real steps on n bits, without controls
     * @param angles a value for each slot of the plan
     * @param samples the batch of B; without imaginary parts
     * @param readout K outputs
     * @param precision format of the vectors
     * @param cotangent weights {@code [k * B + sample]} of the outputs
     * @param sink says which derivatives are wanted and receives them
     * @throws IllegalArgumentException if sizes do not fit or a step is not real
     * @throws InsufficientMemoryException if the vectors do not fit
     */
    void linearPullback(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink);

    /**
     * Sums of products of 1, cosines and sines of each sample's columns.
     *
     * @param sums K functions of F columns
     * @param samples the batch of B, with F columns or more and without starts
     * @param precision the least precision of the sums; the processor computes in double whatever it is
     * @param out receives {@code out[k * B + sample]}, length K * B
     * @throws IllegalArgumentException if sizes do not fit
     */
    void trigonometric(TrigonometricSums sums, Samples samples, Precision precision, double[] out);

    /**
     * Vector-Jacobian product of {@link #trigonometric}.
     *
     * @param sums K functions of F columns
     * @param samples the batch of B, with C columns, F or more, and without starts
     * @param precision the least precision of the sums; the processor computes in double whatever it is
     * @param cotangent weights {@code [k * B + sample]} of the outputs
     * @param gradient receives the derivatives by the columns, {@code [column * B + sample]}, length C * B; 0 for columns
     *        that are not among the first F
     * @throws IllegalArgumentException if sizes do not fit
     */
    void trigonometricPullback(TrigonometricSums sums, Samples samples, Precision precision, double[] cotangent,
            double[] gradient);
}
