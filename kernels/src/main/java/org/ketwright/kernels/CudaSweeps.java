package org.ketwright.kernels;

import java.util.ArrayList;
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
    private final CudaSchedule schedule;
    private final CudaStates states;
    private final CudaInputs inputs;
    private final CudaOutputs.Uploaded outputs;
    private final int first;
    private final int some;

    private CudaSweeps(CudaJob job, CudaScope scope, CudaSchedule schedule, int first, int some) {
        this.job = job;
        this.scope = scope;
        this.schedule = schedule;
        this.first = first;
        this.some = some;
        element = job.element();
        states = new CudaStates(scope, element, job.bits(), some, job.isPullback());
        inputs = new CudaInputs(job, scope, some);
        outputs = job.outputs().upload(scope);
    }

    /** Takes a batch through. */
    static void run(CudaDevice device, CudaJob job) {
        CudaElement element = job.element();
        CudaSchedule schedule = job.schedule(element.tileBits(job.isPullback()), CudaStates.contiguousBits(element));
        boolean wide = schedule.passes().stream().anyMatch(CudaSchedule.Pass::isWide);
        boolean taped = job.isPullback() && !element.isComplex();
        int copies = (job.isPullback() ? 2 : 1) * (wide ? 2 : 1);
        double inputs = CudaInputs.bytesPerSample(job)
                + CudaTables.bytesPerSample(job.steps(), job.angles(), element, job.isPullback());
        double parts = 8.0 * Math.max(job.rows(), job.outputs().count())
                * Math.max(1, Math.pow(2, job.bits() - element.tileBits(true)));
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
                new CudaSweeps(job, scope, schedule, first, Math.min(together, job.count() - first))
                        .run(taped ? tapesAtOnce : Integer.MAX_VALUE);
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
        CudaTables tables = new CudaTables(element, job.angles(), some);
        List<List<Integer>> rows = new ArrayList<>();
        int tapes = 0;
        int mostRows = 0;
        for (CudaSchedule.Pass pass : schedule.passes()) {
            List<Integer> ofPass = new ArrayList<>();
            for (CudaStep step : pass.steps()) {
                List<CudaTables.Wanted> numbered = new ArrayList<>();
                for (CudaTables.Wanted w : wanted.contains(step.index())
                        ? job.wanted(step)
                        : List.<CudaTables.Wanted>of()) {
                    numbered.add(new CudaTables.Wanted(ofPass.size(), w.probe()));
                    ofPass.add(w.row());
                }
                tables.add(step, pass.isWide() ? 0 : pass.local(),
                        taped && !numbered.isEmpty() ? tapes++ : -1, numbered);
            }
            rows.add(ofPass);
            mostRows = Math.max(mostRows, ofPass.size());
        }
        CudaTables.Uploaded uploaded = tables.upload(scope, inputs.columns());
        long tape = tapes == 0 ? 0 : scope.allocate((long) tapes * states.bytes());
        states.start(scope, inputs.startReal(), inputs.startImaginary(), 1);
        states.forward(scope, schedule, uploaded, 0, some, tape);
        CudaSums sums = new CudaSums(scope, states);
        if (job.values() != null) {
            sums.read(outputs, job.outputs().count(), inputs.values());
        }
        if (job.isPullback()) {
            CudaStates co = new CudaStates(scope, element, job.bits(), some, true);
            turn(co);
            long parts = scope.allocate((long) mostRows * some * states.tiles() * Double.BYTES);
            back(co, uploaded, rows, tape, parts);
            if (job.startGradient() != null) {
                new CudaSums(scope, co).gather(element.isComplex() ? 2 : 1, inputs.startGradient());
            }
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

    private void back(CudaStates co, CudaTables.Uploaded tables, List<List<Integer>> rows, long tape, long parts) {
        int op = tables.opCount();
        for (int p = schedule.passes().size() - 1; p >= 0; p--) {
            CudaSchedule.Pass pass = schedule.passes().get(p);
            op -= pass.steps().size();
            if (pass.isWide()) {
                wideBack(co, tables, op, rows.get(p), tape);
                continue;
            }
            states.sweep(scope, "sweep_backward", pass, tables, op, 0, some, co.address(), parts, tape);
            CudaSums sums = new CudaSums(scope, states);
            for (int r = 0; r < rows.get(p).size(); r++) {
                sums.fold(parts + (long) r * some * states.tiles() * Double.BYTES, some, states.tiles(),
                        inputs.gradients() + (long) rows.get(p).get(r) * some * Double.BYTES);
            }
        }
    }

    private void wideBack(CudaStates co, CudaTables.Uploaded tables, int op, List<Integer> rows, long tape) {
        if (element.isComplex()) {
            states.wide(scope, tables, op, true);
        } else if (tables.tapes()[op] >= 0) {
            scope.copy(tape + tables.tapes()[op] * states.bytes(), states.address(), states.bytes());
        }
        for (int r = 0; r < rows.size(); r++) {
            long moved = states.derivative(scope, tables, tables.firstWanted()[op] + r);
            double[] inner = new CudaSums(scope, states).inner(co.address(), moved);
            CudaBuffer row = scope.buffer((long) some * Double.BYTES);
            double[] real = new double[some];
            for (int sample = 0; sample < some; sample++) {
                real[sample] = (element.isComplex() ? 2 : 1) * inner[2 * sample];
            }
            row.put(real);
            row.upload((long) some * Double.BYTES);
            scope.copy(row.address(), inputs.gradients() + (long) rows.get(r) * some * Double.BYTES,
                    (long) some * Double.BYTES);
        }
        co.wide(scope, tables, op, true);
    }
}
