package org.ketwright.kernels;

import java.util.List;

/** Whether the arguments of what acts on real vectors fit each other; the same rules for every backend. */
final class LinearChecks {

    private LinearChecks() {
    }

    static void run(Plan plan, Angles angles, Samples samples, LinearReadout readout, int mostBits) {
        Checks.shape(plan.bits(), samples.count(), mostBits);
        plan(plan);
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        if (samples.startImaginary() != null) {
            throw new IllegalArgumentException("real vectors start without imaginary parts but were given some");
        }
        readout(plan.bits(), readout);
    }

    static void plan(Plan plan) {
        if (plan.schedule(LinearChecks.class, Boolean.class, () -> isReal(plan))) {
            return;
        }
        for (int i = 0; i < plan.steps().size(); i++) {
            Plan.Step step = plan.steps().get(i);
            if (step.controls() != 0) {
                throw new IllegalArgumentException("steps on real vectors have no controls but step " + i
                        + " has; make them part of its matrix");
            }
            if (!isReal(step)) {
                throw new IllegalArgumentException("steps on real vectors are real matrices but step " + i
                        + " has imaginary parts");
            }
        }
    }

    private static boolean isReal(Plan plan) {
        return plan.steps().stream().allMatch(step -> step.controls() == 0 && isReal(step));
    }

    private static boolean isReal(Plan.Step step) {
        MatrixFamily family = step.family();
        return family.constant().isReal() && family.cosine().isReal() && family.sine().isReal();
    }

    static void readout(int bits, LinearReadout readout) {
        for (List<LinearReadout.Entry> entries : readout.outputs()) {
            for (LinearReadout.Entry entry : entries) {
                index(bits, entry.index());
            }
        }
    }

    private static void index(int bits, long index) {
        if (index < 0 || index >>> bits != 0) {
            throw new IllegalArgumentException("indices of vectors on " + bits + " bits lie in 0.."
                    + ((1L << bits) - 1) + " but one is " + index);
        }
    }

    static void pullback(Plan plan, Samples samples, LinearReadout readout, double[] cotangent, LinearSink sink) {
        double[] values = sink.values();
        double[] start = sink.start();
        Checks.pullback(plan, samples, new Readout(java.util.Collections.nCopies(readout.size(), List.of())),
                cotangent, new GradientSink(sink.slots(), sink.angles(), values, start));
        for (Probe probe : sink.probes()) {
            if (probe.step() < 0 || probe.step() >= plan.steps().size()) {
                throw new IllegalArgumentException("probes name a step in 0.." + (plan.steps().size() - 1)
                        + " but one names " + probe.step());
            }
            int bits = plan.steps().get(probe.step()).family().bits();
            if (probe.derivative().bits() != bits || !probe.derivative().isReal()) {
                throw new IllegalArgumentException("the derivative of step " + probe.step()
                        + " must be a real matrix on its " + bits + " bits but acts on " + probe.derivative().bits()
                        + " or has imaginary parts");
            }
        }
        Checks.length("the probed derivatives", sink.probed(), sink.probes().size(), samples.count());
    }

    static void apply(RealVectors of, Plan plan, Angles angles, Samples samples) {
        if (plan.bits() != of.bits() || samples.count() != of.batch()) {
            throw new IllegalArgumentException("a batch of " + of.batch() + " on " + of.bits()
                    + " bits fits plans and samples of its shape but was given a plan on " + plan.bits() + " bits and "
                    + samples.count() + " samples");
        }
        plan(plan);
        Checks.run(plan, angles, samples);
    }

    static void range(RealVectors of, int sample, long from, double[] values) {
        long size = 1L << of.bits();
        if (sample < 0 || sample >= of.batch() || from < 0 || from > size || values.length > size - from) {
            throw new IllegalArgumentException("vectors 0.." + (of.batch() - 1) + " have indices 0.." + (size - 1)
                    + " but was given vector " + sample + ", index " + from + " and " + values.length + " numbers");
        }
    }

    static void indices(RealVectors of, int sample, long[] indices) {
        range(of, sample, 0, new double[0]);
        for (long index : indices) {
            index(of.bits(), index);
        }
    }

    static void same(RealVectors one, RealVectors other) {
        if (one.bits() != other.bits() || one.batch() != other.batch() || one.precision() != other.precision()
                || one.getClass() != other.getClass()) {
            throw new IllegalArgumentException("both batches must have one shape, precision and backend but are "
                    + describe(one) + " and " + describe(other));
        }
    }

    private static String describe(RealVectors of) {
        return of.batch() + " on " + of.bits() + " bits (" + of.precision() + ", " + of.getClass().getSimpleName()
                + ")";
    }
}
