package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of large states by the adjoint method (Jones and Gacon, "Efficient calculation of gradients in classical
 * simulations of variational quantum algorithms", 2020). A state and one co-state for each row of weights of the outputs
 * go back together; if memory is short rows go back one after the other, each from a copy of the final state or, if even
 * that does not fit, from the start again. Two states always suffice, three if a step with many controls is
 * differentiated.
 */
final class SweepAdjoint implements AutoCloseable {
    private final Plan plan;
    private final Angles angles;
    private final Samples samples;
    private final Readout readout;
    private final int[] slots;
    private final SweepBackward way;
    private final boolean startWanted;
    private final List<SweepAmplitudes> states = new ArrayList<>();
    private final SweepAmplitudes state;
    private final @Nullable SweepAmplitudes kept;
    private final @Nullable SweepAmplitudes scratch;
    private final List<SweepAmplitudes> coStates;

    /**
     * Takes memory.
     *
     * @param rows number of rows of weights
     * @param free bytes that may be taken
     * @throws InsufficientMemoryException if not even one co-state fits
     */
    SweepAdjoint(Workers workers, Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            int[] slots, boolean startWanted, int rows, double free) {
        this.plan = plan;
        this.angles = angles;
        this.samples = samples;
        this.readout = readout;
        this.slots = slots;
        this.startWanted = startWanted;
        way = SweepBackward.of(plan, slots, startWanted);
        int spare = way.groups().stream().anyMatch(SweepBackward.Group::alone) ? 1 : 0;
        double bytes = precision.bytes() * Math.pow(2, plan.bits());
        Memory.require(plan.bits(), n -> (2 + spare) * precision.bytes() * Math.pow(2, n), free,
                "memory outside the Java heap");
        int fit = (int) Math.min(Integer.MAX_VALUE, free / bytes) - spare;
        boolean keeps = fit < 1 + rows && fit >= 3;
        try {
            state = take(plan.bits(), precision, workers);
            kept = keeps ? take(plan.bits(), precision, workers) : null;
            scratch = spare > 0 ? take(plan.bits(), precision, workers) : null;
            coStates = new ArrayList<>();
            for (int i = Math.min(rows, fit < 3 ? 1 : keeps ? fit - 2 : fit - 1); i > 0; i--) {
                coStates.add(take(plan.bits(), precision, workers));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private SweepAmplitudes take(int bits, Precision precision, Workers workers) {
        SweepAmplitudes taken = new SweepAmplitudes(bits, precision, workers);
        states.add(taken);
        return taken;
    }

    @Override
    public void close() {
        states.forEach(SweepAmplitudes::close);
    }

    /** Vector-Jacobian products of samples, whose weights are in place or are asked for on the way. */
    static void pullback(Workers workers, Plan plan, Angles angles, Samples samples, Readout readout,
            Precision precision, double[] cotangent, @Nullable Weighing weighing, GradientSink sink) {
        int count = samples.count();
        double[] start = sink.startReal();
        SweepSamples.forEach(workers, plan.bits(), count, () -> new SweepAdjoint(workers, plan, angles, samples,
                readout, precision, sink.slots(), start != null, 1, Memory.free()), SweepAdjoint::close,
                (adjoint, sample) -> adjoint.run(sample, new Columns(count, sample,
                        weighing == null ? sink.values() : weighing.values(), sink.angles(), start) {
                    @Override
                    double[][] weights() {
                        if (weighing != null) {
                            weighing.weigh(sample, 1);
                        }
                        double[] weights = new double[readout.size()];
                        Arrays.setAll(weights, k -> cotangent[k * count + sample]);
                        return new double[][] {weights};
                    }
                }));
    }

    /** All derivatives of all outputs, for samples. */
    static void jacobian(Workers workers, Plan plan, Angles angles, Samples samples, Readout readout,
            Precision precision, JacobianSink sink) {
        int outputs = readout.size();
        double[][] weights = new double[outputs][outputs];
        for (int k = 0; k < outputs; k++) {
            weights[k][k] = 1;
        }
        SweepSamples.forEach(workers, plan.bits(), samples.count(), () -> new SweepAdjoint(workers, plan, angles,
                samples, readout, precision, sink.slots(), false, outputs, Memory.free()), SweepAdjoint::close,
                (adjoint, sample) -> adjoint.run(sample, new Columns(samples.count(), sample, sink.values(),
                        sink.angles(), null) {
                    @Override
                    double[][] weights() {
                        return weights;
                    }
                }));
    }

    /** Puts what belongs to one sample into arrays of all. */
    private abstract static class Columns implements Sink {
        private final int count;
        private final int sample;
        private final double @Nullable [] values;
        private final double[] angles;
        private final double @Nullable [] start;

        Columns(int count, int sample, double @Nullable [] values, double[] angles, double @Nullable [] start) {
            this.count = count;
            this.sample = sample;
            this.values = values;
            this.angles = angles;
            this.start = start;
        }

        /** Weights of the outputs, by row, once the values are in place. */
        abstract double[][] weights();

        @Override
        public double[][] weigh(double[] all) {
            if (values != null) {
                put(all, values, 0);
            }
            return weights();
        }

        @Override
        public void gradient(int row, double[] byAngle) {
            put(byAngle, angles, row * byAngle.length);
        }

        @Override
        public void start(SweepAmplitudes coState) {
            if (start != null) {
                coState.readReal(start, count, sample, 2);
            }
        }

        private void put(double[] column, double[] to, int from) {
            for (int i = 0; i < column.length; i++) {
                to[(from + i) * count + sample] = column[i];
            }
        }
    }

    /** What is wanted of one sample. */
    interface Sink {

        /** Receives the outputs; gives their weights, by row. */
        double[][] weigh(double[] values);

        /** Receives the derivatives of a row: for the j-th wanted slot, by its angle. */
        void gradient(int row, double[] byAngle);

        /** Receives the co-state of a row at the start, if wanted. */
        void start(SweepAmplitudes coState);
    }

    /**
     * Goes forward and back with one sample.
     *
     * @param sample the sample
     * @param sink weighs the outputs and receives what is wanted
     */
    void run(int sample, Sink sink) {
        forward(sample);
        double[][] weights = sink.weigh(state.expectations(readout));
        SweepAmplitudes copy = kept;
        if (copy != null) {
            copy.assign(state);
        }
        for (int from = 0; from < weights.length; from += coStates.size()) {
            if (from > 0 && copy != null) {
                state.assign(copy);
            } else if (from > 0) {
                forward(sample);
            }
            List<SweepAmplitudes> some = coStates.subList(0, Math.min(coStates.size(), weights.length - from));
            for (int i = 0; i < some.size(); i++) {
                some.get(i).become(terms(weights[from + i]), state);
            }
            double[][] gradients = backward(sample, some);
            for (int i = 0; i < some.size(); i++) {
                sink.gradient(from + i, gradients[i]);
                if (startWanted) {
                    sink.start(some.get(i));
                }
            }
        }
    }

    private void forward(int sample) {
        state.start(samples, sample);
        state.run(plan, angles, samples, sample);
    }

    private List<Readout.Term> terms(double[] weights) {
        List<Readout.Term> terms = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            for (Readout.Term term : weights[k] == 0 ? List.<Readout.Term>of() : readout.outputs().get(k)) {
                terms.add(new Readout.Term(weights[k] * term.coefficient(), term.flip(), term.sign()));
            }
        }
        return terms;
    }

    private double[][] backward(int sample, List<SweepAmplitudes> some) {
        double[][] bySlot = new double[some.size()][plan.slots()];
        List<SweepBackward.Group> groups = way.groups();
        for (int g = 0; g < groups.size(); g++) {
            SweepBackward.Group group = groups.get(g);
            if (group.alone()) {
                alone(group, sample, some, bySlot);
            } else {
                together(group, sample, some, bySlot);
                if (startWanted || g + 1 < groups.size()) {
                    state.run(group.undo(), angles, samples, sample);
                }
            }
            if (startWanted || g + 1 < groups.size()) {
                for (SweepAmplitudes coState : some) {
                    coState.run(group.undo(), angles, samples, sample);
                }
            }
        }
        return Arrays.stream(bySlot).map(all -> Arrays.stream(slots).mapToDouble(slot -> all[slot]).toArray())
                .toArray(double[][]::new);
    }

    private void together(SweepBackward.Group group, int sample, List<SweepAmplitudes> some, double[][] bySlot) {
        Set<Integer> wanted = Arrays.stream(slots).boxed().collect(Collectors.toSet());
        Map<Integer, SweepOperator> derivatives = new LinkedHashMap<>();
        Map<SweepReader.Correlation, Integer> numbers = new LinkedHashMap<>();
        for (int step = group.from(); step < group.to(); step++) {
            if (SweepBackward.isWanted(plan.steps().get(step), wanted)) {
                SweepOperator derivative = SweepBackward.derivative(plan, group, step, angles, samples, sample);
                derivative.collect(numbers);
                derivatives.put(step, derivative);
            }
        }
        if (numbers.isEmpty()) {
            return;
        }
        for (int row = 0; row < some.size(); row++) {
            double[] inner = state.inner(some.get(row), numbers.keySet());
            for (Map.Entry<Integer, SweepOperator> entry : derivatives.entrySet()) {
                bySlot[row][plan.steps().get(entry.getKey()).slot()] += 2 * entry.getValue().realPart(numbers, inner);
            }
        }
    }

    /** Applies the derivative of one step to a copy of the state before it; where controls differ it is zero. */
    private void alone(SweepBackward.Group group, int sample, List<SweepAmplitudes> some, double[][] bySlot) {
        Plan.Step step = plan.steps().get(group.from());
        SweepAmplitudes copy = java.util.Objects.requireNonNull(scratch);
        state.run(group.undo(), angles, samples, sample);
        add(step, step.family().derivative(), 2, copy, sample, some, bySlot);
        if (step.controls() != 0) {
            MatrixFamily nothing = MatrixFamily.fixed(Matrix.zero(step.family().bits()));
            add(step, nothing, -2, copy, sample, some, bySlot);
        }
    }

    private void add(Plan.Step step, MatrixFamily family, double weight, SweepAmplitudes copy, int sample,
            List<SweepAmplitudes> some, double[][] bySlot) {
        copy.assign(state);
        copy.run(Plan.on(plan.bits()).step(family, step.slot(), step.controls(), step.controlValues(),
                step.bits().stream().mapToInt(b -> b).toArray()).build(), angles, samples, sample);
        for (int row = 0; row < some.size(); row++) {
            bySlot[row][step.slot()] += weight * copy.overlap(some.get(row), Matrix.identity(0))[0];
        }
    }
}
