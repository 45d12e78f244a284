package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slow, obviously right backend: one sample at a time, one step at a time, plain loops over Java arrays. It is the
 * reference for all others. In single precision every step computes in double and rounds its result once.
 */
public final class ScalarBackend implements Backend {
    private static final int MOST_BITS = 26;
    /** Numbers of a complex vector that fit two arrays. */
    private static final int MOST_ARRAY_BITS = 30;

    /** Makes one. */
    public ScalarBackend() {
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Availability availability() {
        return new Availability.Ready("plain loops, 1 thread, Java heap");
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Amplitudes allocate(int bits, int batch, Precision precision) {
        require(bits, batch, batch + 1);
        return new ScalarAmplitudes(bits, batch, precision);
    }

    @Override
    public void expectations(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] out) {
        check(plan, angles, samples, readout);
        require(plan.bits(), samples.count(), 2);
        Checks.length("the result", out, readout.size(), samples.count());
        for (int sample = 0; sample < samples.count(); sample++) {
            ScalarState state = ScalarState.start(plan.bits(), precision, samples, sample);
            forward(state, plan, angles, samples, sample);
            read(state, readout, samples, sample, out);
        }
    }

    /** Whether so many vectors fit the heap at the same time; a step needs one more than there are states. */
    private static void require(int bits, int batch, int vectors) {
        Checks.shape(bits, batch, Long.SIZE - 2);
        Memory.require(bits, n -> 16.0 * vectors * Math.pow(2, n), Memory.freeHeap(), "Java heap");
        Checks.shape(bits, batch, MOST_ARRAY_BITS);
    }

    private static void requireReal(int bits, int vectors) {
        Memory.require(bits, n -> (double) vectors * (8L << n), Memory.freeHeap(), "Java heap");
    }

    private static void check(Plan plan, Angles angles, Samples samples, Readout readout) {
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        Checks.readout(plan.bits(), readout);
    }

    static void forward(ScalarState state, Plan plan, Angles angles, Samples samples, int sample) {
        for (Plan.Step step : plan.steps()) {
            state.apply(matrix(step, angles, samples, sample), step.bits(), step.controls(), step.controlValues(), 1);
        }
    }

    static Matrix matrix(Plan.Step step, Angles angles, Samples samples, int sample) {
        return step.isFixed() ? step.family().at(0) : step.family().at(angles.at(step.slot(), samples, sample));
    }

    private static void read(ScalarState state, Readout readout, Samples samples, int sample, double[] out) {
        for (int k = 0; k < readout.size(); k++) {
            out[k * samples.count() + sample] = state.expectation(readout.outputs().get(k));
        }
    }

    @Override
    public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, GradientSink sink) {
        pullback(plan, angles, samples, readout, precision, cotangent, null, sink);
    }

    @Override
    public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            OutputWeights weights, GradientSink sink) {
        Weighing weighing = Weighing.of(weights, readout, samples, sink);
        pullback(plan, angles, samples, readout, precision, weighing.cotangent(), weighing, sink);
    }

    private static void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, @Nullable Weighing weighing, GradientSink sink) {
        check(plan, angles, samples, readout);
        require(plan.bits(), samples.count(), 4);
        Checks.pullback(plan, samples, readout, cotangent, sink);
        Arrays.fill(sink.angles(), 0);
        int count = samples.count();
        for (int sample = 0; sample < count; sample++) {
            ScalarState state = ScalarState.start(plan.bits(), precision, samples, sample);
            forward(state, plan, angles, samples, sample);
            double[] values = weighing == null ? sink.values() : weighing.values();
            if (values != null) {
                read(state, readout, samples, sample, values);
            }
            if (weighing != null) {
                weighing.weigh(sample, 1);
            }
            ScalarState coState = state.times(List.of());
            for (int k = 0; k < readout.size(); k++) {
                for (Readout.Term term : readout.outputs().get(k)) {
                    coState.add(cotangent[k * count + sample] * term.coefficient(), term, state);
                }
            }
            backward(state, coState, plan, angles, samples, sample, sink);
            double[] start = sink.startReal();
            if (start != null) {
                for (int i = 0; i < 1 << plan.bits(); i++) {
                    start[i * count + sample] = 2 * coState.re(i);
                }
            }
        }
    }

    @Override
    public RealVectors allocateReal(int bits, int batch, Precision precision) {
        Checks.shape(bits, batch, MOST_BITS);
        requireReal(bits, batch);
        return new ScalarVectors(bits, batch, precision);
    }

    @Override
    public void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] out) {
        LinearChecks.run(plan, angles, samples, readout, MOST_BITS);
        requireReal(plan.bits(), 2);
        Checks.length("the result", out, readout.size(), samples.count());
        ScalarVectors.linear(plan, angles, samples, readout, precision, out);
    }

    @Override
    public void linearPullback(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        LinearChecks.run(plan, angles, samples, readout, MOST_BITS);
        LinearChecks.pullback(plan, samples, readout, cotangent, sink);
        // One before each step and one at the end; the co-state before a step, after it, and a derivative of it.
        requireReal(plan.bits(), plan.steps().size() + 4);
        ScalarVectors.pullback(plan, angles, samples, readout, precision, cotangent, sink);
    }

    @Override
    public void trigonometric(TrigonometricSums sums, Samples samples, Precision precision, double[] out) {
        Checks.trigonometric(sums, samples, out);
        for (int i = 0; i < out.length; i++) {
            out[i] = rounded(ScalarSums.value(sums, i / samples.count(), samples, i % samples.count()), precision);
        }
    }

    @Override
    public void trigonometricPullback(TrigonometricSums sums, Samples samples, Precision precision,
            double[] cotangent, double[] gradient) {
        Checks.trigonometric(sums, samples, cotangent, gradient);
        int count = samples.count();
        for (int i = 0; i < gradient.length; i++) {
            double sum = 0;
            for (int k = 0; k < sums.outputs(); k++) {
                sum += cotangent[k * count + i % count]
                        * ScalarSums.derivative(sums, k, i / count, samples, i % count);
            }
            gradient[i] = rounded(sum, precision);
        }
    }

    private static double rounded(double number, Precision precision) {
        return precision == Precision.SINGLE ? (float) number : number;
    }

    /** Undoes the steps on both states; the gradient of a step's angle is {@code 2 Re <co-state| dM |state before>}. */
    private static void backward(ScalarState state, ScalarState coState, Plan plan, Angles angles, Samples samples,
            int sample, GradientSink sink) {
        for (Plan.Step step : plan.steps().reversed()) {
            Matrix adjoint = matrix(step, angles, samples, sample).adjoint();
            state.apply(adjoint, step.bits(), step.controls(), step.controlValues(), 1);
            for (int j = 0; j < sink.slots().length; j++) {
                if (sink.slots()[j] == step.slot()) {
                    ScalarState moved = state.copy();
                    moved.apply(step.family().derivativeAt(angles.at(step.slot(), samples, sample)), step.bits(),
                            step.controls(), step.controlValues(), 0);
                    sink.angles()[j * samples.count() + sample] += 2 * moved.dot(coState)[0];
                }
            }
            coState.apply(adjoint, step.bits(), step.controls(), step.controlValues(), 1);
        }
    }
}
