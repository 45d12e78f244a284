package org.ketwright.kernels;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Batches of states too large for one block: as many as fit the card's memory are taken together through passes, and
 * back again in gradients.
 */
final class CudaSweeps {
    /** Part of the free memory that is taken. */
    private static final double SHARE = 0.9;

    private final CudaJob job;
    private final CudaElement element;
    private final CudaScope scope;
    private final CudaPasses there;
    private final CudaPasses back;
    private final CudaStates states;
    private final CudaInputs inputs;
    private final CudaOutputs.Uploaded outputs;
    private final int first;
    private final int some;

    private CudaSweeps(CudaJob job, CudaScope scope, CudaPasses there, CudaPasses back, int first, int some) {
        this.job = job;
        this.scope = scope;
        this.there = there;
        this.back = back;
        this.first = first;
        this.some = some;
        element = job.element();
        states = new CudaStates(scope, element, job.bits(), some);
        inputs = new CudaInputs(job, scope, some);
        outputs = job.outputs().upload(scope);
    }

    /** Takes a batch through. */
    static void run(CudaDevice device, CudaJob job) {
        CudaElement element = job.element();
        boolean taped = job.isPullback() && !element.isComplex();
        // Complex states are undone beside the co-states, which leaves half of the registers to each. What is put on a tape
        // must be put there in the order in which it is taken.
        CudaPasses back = job.isPullback() ? job.passes(element.registerBits() - (taped ? 0 : 1)) : null;
        CudaPasses there = back != null && taped ? back : CudaStates.passes(job.plan(), element, job.angles());
        boolean wide = there.hasWide() || back != null && back.hasWide();
        int copies = (job.isPullback() ? 2 : 1) * (wide ? 2 : 1);
        double inputs = CudaInputs.bytesPerSample(job)
                + 3 * CudaNumbers.bytesPerSample(job.steps(), job.angles(), element);
        double parts = 8.0 * Math.max(job.rows(), job.outputs().count())
                * CudaStates.tiles(job.bits(), element.registerBits() - 1);
        int tapes = taped ? job.wantedSteps().size() : 0;
        double available = device.freeBytes() * SHARE;
        Memory.require(job.bits(),
                n -> inputs + parts + Math.pow(2, n) * element.bytes() * (copies + Math.min(tapes, 1)), available,
                "memory of the card");
        double state = Math.pow(2, job.bits()) * element.bytes();
        double each = inputs + parts + state * copies;
        int together = (int) Math.clamp(Math.floor(available / (each + tapes * state)), 1, job.count());
        int tapesAtOnce = (int) Math.clamp(Math.floor((available - each * together) / (state * together)), 1,
                Math.max(1, tapes));
        for (int first = 0; first < job.count(); first += together) {
            try (CudaScope scope = new CudaScope(device)) {
                new CudaSweeps(job, scope, there, back == null ? there : back, first,
                        Math.min(together, job.count() - first)).run(taped ? tapesAtOnce : Integer.MAX_VALUE);
            }
        }
    }

    private void run(int tapesAtOnce) {
        inputs.send(first, some);
        List<CudaStep> wanted = job.wantedSteps();
        int from = 0;
        do {
            int to = (int) Math.min(wanted.size(), (long) from + tapesAtOnce);
            Set<Integer> now = new HashSet<>();
            wanted.subList(from, to).forEach(step -> now.add(step.index()));
            round(now);
            from = to;
        } while (from < wanted.size());
        inputs.fetch();
        scope.synchronize();
        inputs.deliver();
    }

    /** There, and back with the derivatives of some steps. */
    private void round(Set<Integer> wanted) {
        boolean taped = job.isPullback() && !element.isComplex();
        CudaSweep forward = CudaSweep.forward(element, job.bits(), there, job.angles(), some,
                taped ? step -> wanted.contains(step.index()) : null);
        long tape = forward.tapes() == 0 ? 0 : scope.allocate((long) forward.tapes() * states.bytes());
        states.start(scope, inputs.startReal(), inputs.startImaginary(), 1);
        states.forward(scope, forward, inputs.columns(), 0, some, tape);
        CudaSums sums = new CudaSums(scope, states);
        if (job.values() != null) {
            sums.read(outputs, job.outputs().count(), inputs.values());
        }
        if (job.isPullback()) {
            CudaStates co = new CudaStates(scope, element, job.bits(), some);
            turn(co);
            CudaSweep backward = CudaSweep.backward(element, job.bits(), back, job.angles(), some,
                    step -> wanted.contains(step.index()) ? job.wanted(step) : List.of(), forward.tapes());
            long parts = scope.allocate((long) backward.mostRows() * some
                    * CudaStates.tiles(job.bits(), back.registerBits()) * Double.BYTES);
            states.backward(scope, backward, co, inputs.columns(), tape, parts, this::take);
            if (job.startGradient() != null) {
                new CudaSums(scope, co).gather(element.isComplex() ? 2 : 1, inputs.startGradient());
            }
        }
    }

    private void take(List<Integer> rows, long parts, long each, double scale) {
        CudaSums sums = new CudaSums(scope, states);
        for (int r = 0; r < rows.size(); r++) {
            sums.fold(parts + (long) r * some * each * Double.BYTES, some, each,
                    inputs.gradients() + (long) rows.get(r) * some * Double.BYTES, scale);
        }
    }

    /** The co-states of the weighted outputs. */
    private void turn(CudaStates co) {
        long[] o = outputs.outputs();
        long[] w = outputs.weights();
        if (element.isComplex()) {
            scope.launch(CudaLaunch.over(element.kernel("turn"), (long) some << job.bits(), states.address(),
                    co.address(), job.bits(), some, o[0], o[1], o[2], inputs.cotangent()));
        } else {
            co.start(scope, 0, 0, 0);
            scope.launch(CudaLaunch.over(element.kernel("weigh"), w[3] * some, co.address(), job.bits(), some, w[0],
                    w[1], w[2], w[3], inputs.cotangent()));
        }
    }
}
