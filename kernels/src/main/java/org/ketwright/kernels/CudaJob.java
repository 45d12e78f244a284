package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch shall be taken through and what is wanted of it, for complex states and real vectors alike. */
final class CudaJob {
    private final Plan plan;
    private final CudaElement element;
    private final Angles angles;
    private final Samples samples;
    private final CudaOutputs outputs;
    private final double @Nullable [] values;
    private final double @Nullable [] cotangent;
    private final double @Nullable [] startGradient;
    private final List<CudaStep> steps;
    private final Map<Integer, List<Derivative>> wanted = new HashMap<>();
    private final List<Probe> probes;
    private final List<Wanted> gradients = new ArrayList<>();
    private int rows;

    /**
     * A gradient that is asked for.
     *
     * @param rows rows of derivatives whose sum it is, from the last step to the first
     * @param out receives it, {@code [at * count + sample]}
     * @param at which row of the array
     */
    record Wanted(int[] rows, double[] out, int at) {
    }

    /**
     * A derivative that is computed.
     *
     * @param row row of the derivatives that receives it
     * @param probe the derivative of the step, or null for the one with respect to the step's own angle
     */
    record Derivative(int row, @Nullable CudaStep probe) {
    }

    private CudaJob(Plan plan, CudaElement element, Angles angles, Samples samples, CudaOutputs outputs,
            double @Nullable [] values, double @Nullable [] cotangent, double @Nullable [] startGradient,
            List<Probe> probes) {
        this.plan = plan;
        this.element = element;
        this.angles = angles;
        this.samples = samples;
        this.outputs = outputs;
        this.values = values;
        this.cotangent = cotangent;
        this.startGradient = startGradient;
        this.probes = probes;
        for (Probe probe : probes) {
            CudaStep derivative = CudaStep.derivative(probe.step(), plan.steps().get(probe.step()),
                    probe.derivative());
            want(probe.step(), derivative);
        }
        steps = CudaStep.of(plan).stream().filter(step -> !step.isIdentity() || wanted.containsKey(step.index()))
                .toList();
    }

    private void want(int step, @Nullable CudaStep probe) {
        wanted.computeIfAbsent(step, i -> new ArrayList<>()).add(new Derivative(rows++, probe));
    }

    /** Reads states. */
    static CudaJob read(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] values) {
        return new CudaJob(plan, CudaElement.complex(precision), angles, samples, CudaOutputs.of(readout), values,
                null, null, List.of());
    }

    /** Reads real vectors. */
    static CudaJob read(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] values) {
        return new CudaJob(plan, CudaElement.real(precision), angles, samples, CudaOutputs.of(readout), values, null,
                null, List.of());
    }

    /** Takes the outputs of states back. */
    static CudaJob pull(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, GradientSink sink) {
        CudaJob job = new CudaJob(plan, CudaElement.complex(precision), angles, samples, CudaOutputs.of(readout),
                sink.values(), cotangent, sink.startReal(), List.of());
        job.wantSlots(sink.slots(), sink.angles());
        return job;
    }

    /** Takes the outputs of real vectors back. */
    static CudaJob pull(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        CudaJob job = new CudaJob(plan, CudaElement.real(precision), angles, samples, CudaOutputs.of(readout),
                sink.values(), cotangent, sink.start(), sink.probes());
        for (int j = 0; j < sink.probes().size(); j++) {
            job.gradients.add(new Wanted(new int[] {j}, sink.probed(), j));
        }
        job.wantSlots(sink.slots(), sink.angles());
        return job;
    }

    private void wantSlots(int[] slots, double[] out) {
        boolean[] isWanted = new boolean[plan.slots()];
        for (int slot : slots) {
            isWanted[slot] = true;
        }
        Map<Integer, List<Integer>> rowsOf = new HashMap<>();
        for (CudaStep step : steps) {
            if (step.slot() >= 0 && isWanted[step.slot()]) {
                rowsOf.computeIfAbsent(step.slot(), s -> new ArrayList<>()).add(rows);
                want(step.index(), null);
            }
        }
        for (int j = 0; j < slots.length; j++) {
            gradients.add(new Wanted(rowsOf.getOrDefault(slots[j], List.of()).reversed().stream()
                    .mapToInt(row -> row).toArray(), out, j));
        }
    }

    Plan plan() {
        return plan;
    }

    int bits() {
        return plan.bits();
    }

    CudaElement element() {
        return element;
    }

    Angles angles() {
        return angles;
    }

    Samples samples() {
        return samples;
    }

    int count() {
        return samples.count();
    }

    CudaOutputs outputs() {
        return outputs;
    }

    double @Nullable [] values() {
        return values;
    }

    double @Nullable [] cotangent() {
        return cotangent;
    }

    double @Nullable [] startGradient() {
        return startGradient;
    }

    boolean isPullback() {
        return cotangent != null;
    }

    /** The steps that must be run. */
    List<CudaStep> steps() {
        return steps;
    }

    /** Derivatives wanted of a step. */
    List<Derivative> wanted(CudaStep step) {
        return wanted.getOrDefault(step.index(), List.of());
    }

    /** Steps of which derivatives are wanted. */
    List<CudaStep> wantedSteps() {
        return steps.stream().filter(step -> wanted.containsKey(step.index())).toList();
    }

    /** The passes over states in memory, and back. */
    CudaPasses passes(int registerBits) {
        List<CudaStep> some = CudaFuser.fused(steps.stream()
                .map(step -> wanted(step).isEmpty() ? step.bound(angles) : step).toList(),
                Math.min(registerBits, element.mostDenseBits()), 1, false, step -> !wanted(step).isEmpty(),
                step -> isProbed(step.index()));
        return CudaPasses.of(element, bits(), some, this::isProbed, registerBits);
    }

    /** Whether derivatives of any form are wanted of a step of the plan. */
    boolean isProbed(int step) {
        return probes.stream().anyMatch(probe -> probe.step() == step);
    }

    /** A step of the plan. */
    CudaStep step(int index) {
        return CudaStep.of(plan).get(index);
    }

    int rows() {
        return rows;
    }

    /** The gradients that are asked for, each a sum of rows. */
    List<Wanted> gradients() {
        return gradients;
    }
}
