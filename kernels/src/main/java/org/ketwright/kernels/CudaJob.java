package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
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
    private final Map<Integer, List<CudaTables.Wanted>> wanted = new HashMap<>();
    private final List<Integer> rowSlots = new ArrayList<>();
    private int rows;
    private double[] gradients = {};

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
        for (Probe probe : probes) {
            CudaStep derivative = CudaStep.derivative(probe.step(), plan.steps().get(probe.step()),
                    probe.derivative());
            want(probe.step(), derivative, -1);
        }
        steps = CudaStep.of(plan).stream().filter(step -> !step.isIdentity() || wanted.containsKey(step.index()))
                .toList();
    }

    private void want(int step, @Nullable CudaStep probe, int slot) {
        wanted.computeIfAbsent(step, i -> new ArrayList<>()).add(new CudaTables.Wanted(rows++, probe));
        rowSlots.add(slot);
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
        job.wantSlots(sink.slots());
        return job;
    }

    /** Takes the outputs of real vectors back. */
    static CudaJob pull(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        CudaJob job = new CudaJob(plan, CudaElement.real(precision), angles, samples, CudaOutputs.of(readout),
                sink.values(), cotangent, sink.start(), sink.probes());
        job.wantSlots(sink.slots());
        return job;
    }

    private void wantSlots(int[] slots) {
        boolean[] isWanted = new boolean[plan.slots()];
        for (int slot : slots) {
            isWanted[slot] = true;
        }
        for (CudaStep step : steps) {
            if (step.slot() >= 0 && isWanted[step.slot()]) {
                want(step.index(), null, step.slot());
            }
        }
        gradients = new double[rows * samples.count()];
    }

    /** The gradients of slots: each the sum of those of its steps, from the last to the first. */
    void angles(int[] slots, double[] out) {
        int count = samples.count();
        Arrays.fill(out, 0);
        for (int j = 0; j < slots.length; j++) {
            for (int row = rows - 1; row >= 0; row--) {
                if (rowSlots.get(row) == slots[j]) {
                    for (int sample = 0; sample < count; sample++) {
                        out[j * count + sample] += gradients[row * count + sample];
                    }
                }
            }
        }
    }

    /** The probed derivatives, which come first. */
    void probed(double[] out) {
        System.arraycopy(gradients, 0, out, 0, out.length);
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
    List<CudaTables.Wanted> wanted(CudaStep step) {
        return wanted.getOrDefault(step.index(), List.of());
    }

    /** Steps of which derivatives are wanted. */
    List<CudaStep> wantedSteps() {
        return steps.stream().filter(step -> wanted.containsKey(step.index())).toList();
    }

    /** The passes over states in memory, and back. */
    CudaPasses passes(int registerBits) {
        return CudaPasses.of(element, bits(), steps,
                step -> wanted.getOrDefault(step, List.of()).stream().anyMatch(w -> w.probe() != null), registerBits);
    }

    int rows() {
        return rows;
    }

    /** Receives {@code [row * count + sample]}. */
    double[] gradients() {
        return gradients;
    }
}
