package org.ketwright.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Subject;
import org.ketwright.benchmarks.harness.Subject.Kind;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.jmh.AttackBenchmark;
import org.ketwright.benchmarks.jmh.CeilingBenchmark;
import org.ketwright.benchmarks.jmh.CircuitBenchmark;
import org.ketwright.benchmarks.jmh.DensityMatrixBenchmark;
import org.ketwright.benchmarks.jmh.DeviceBenchmark;
import org.ketwright.benchmarks.jmh.GateBenchmark;
import org.ketwright.benchmarks.jmh.HeadBenchmark;
import org.ketwright.benchmarks.jmh.LatencyBenchmark;
import org.ketwright.benchmarks.jmh.QuanvolutionBenchmark;
import org.ketwright.benchmarks.jmh.ReuploadBenchmark;
import org.ketwright.benchmarks.jmh.ReuploadTrainingBenchmark;

/** Everything that can be measured. */
final class Subjects {

    private Subjects() {
    }

    /** All benchmarks in the order in which they are shown. */
    static List<Subject> all() {
        return List.of(
                new Subject("quanvolution-engine", QuanvolutionBenchmark.class, "engine", Kind.TEAM,
                        s -> QuanvolutionBenchmark.engineWork(s, 1)),
                new Subject("quanvolution-engine-pullback", QuanvolutionBenchmark.class, "enginePullback", Kind.TEAM,
                        s -> QuanvolutionBenchmark.engineWork(s, 3)),
                new Subject("quanvolution-closed-form", QuanvolutionBenchmark.class, "closedForm", Kind.TEAM,
                        s -> QuanvolutionBenchmark.closedFormWork(s, 1)),
                new Subject("quanvolution-closed-form-pullback", QuanvolutionBenchmark.class, "closedFormPullback",
                        Kind.TEAM, s -> QuanvolutionBenchmark.closedFormWork(s, 3)),
                new Subject("device-quanvolution", DeviceBenchmark.class, "engine", Kind.TEAM,
                        s -> DeviceBenchmark.work(s, 1)),
                new Subject("device-quanvolution-pullback", DeviceBenchmark.class, "enginePullback", Kind.TEAM,
                        s -> DeviceBenchmark.work(s, 3)),
                new Subject("device-quanvolution-closed-form", DeviceBenchmark.class, "closedForm", Kind.TEAM,
                        s -> DeviceBenchmark.work(s, 1)),
                new Subject("device-quanvolution-closed-form-pullback", DeviceBenchmark.class, "closedFormPullback",
                        Kind.TEAM, s -> DeviceBenchmark.work(s, 3)),
                new Subject("head-epoch", HeadBenchmark.class, "epoch", Kind.SOLO, HeadBenchmark::work),
                new Subject("pgd-step", AttackBenchmark.class, "pgdStep", Kind.TEAM, AttackBenchmark::work),
                new Subject("reupload-forward", ReuploadBenchmark.class, "forward", Kind.TEAM,
                        s -> ReuploadBenchmark.work(s, 1)),
                new Subject("reupload-pullback", ReuploadBenchmark.class, "pullback", Kind.TEAM,
                        s -> ReuploadBenchmark.work(s, 3)),
                new Subject("reupload-jacobian", ReuploadBenchmark.class, "jacobian", Kind.TEAM,
                        s -> ReuploadBenchmark.work(s, 6)),
                new Subject("reupload-epoch", ReuploadTrainingBenchmark.class, "epoch", Kind.TEAM,
                        ReuploadTrainingBenchmark::work),
                new Subject("gate", GateBenchmark.class, "gate", Kind.TEAM, GateBenchmark::gateWork),
                new Subject("dense-matrix", GateBenchmark.class, "dense", Kind.TEAM, GateBenchmark::denseWork),
                new Subject("circuit", CircuitBenchmark.class, "circuit", Kind.TEAM, CircuitBenchmark::work),
                new Subject("density-matrix", DensityMatrixBenchmark.class, "large", Kind.TEAM,
                        DensityMatrixBenchmark::largeWork),
                new Subject("noisy-quanvolution", DensityMatrixBenchmark.class, "quanvolution", Kind.TEAM,
                        s -> DensityMatrixBenchmark.quanvolutionWork(s, 1)),
                new Subject("noisy-quanvolution-pullback", DensityMatrixBenchmark.class, "quanvolutionPullback",
                        Kind.TEAM, s -> DensityMatrixBenchmark.quanvolutionWork(s, 3)),
                new Subject("noisy-reupload", DensityMatrixBenchmark.class, "reupload", Kind.TEAM,
                        s -> DensityMatrixBenchmark.reuploadWork(s, 1)),
                new Subject("noisy-reupload-pullback", DensityMatrixBenchmark.class, "reuploadPullback", Kind.TEAM,
                        s -> DensityMatrixBenchmark.reuploadWork(s, 3)),
                new Subject("planning", LatencyBenchmark.class, "plan", Kind.SOLO, LatencyBenchmark::planningWork),
                new Subject("short-circuit-planned", LatencyBenchmark.class, "shortPlanned", Kind.TEAM,
                        LatencyBenchmark::shortWork),
                new Subject("short-circuit-new", LatencyBenchmark.class, "shortNew", Kind.TEAM,
                        LatencyBenchmark::shortWork),
                new Subject("cold-circuit", LatencyBenchmark.class, "cold", Kind.COLD, LatencyBenchmark::coldWork));
    }

    /** What measures each ceiling. */
    static Map<Ceiling, Subject> loops() {
        Map<Ceiling, Subject> loops = new EnumMap<>(Ceiling.class);
        loops.put(Ceiling.COPY, loop("copy", threads -> 2.0 * CeilingBenchmark.MEMORY_BYTES));
        loops.put(Ceiling.SWEEP_MEMORY, loop("sweepMemory", threads -> 2.0 * CeilingBenchmark.MEMORY_BYTES));
        loops.put(Ceiling.SWEEP_L3, loop("sweepL3", threads -> 2.0 * CeilingBenchmark.L3_BYTES));
        loops.put(Ceiling.SWEEP_L2, loop("sweepL2",
                threads -> 2.0 * CeilingBenchmark.L2_BYTES * CeilingBenchmark.L2_ROUNDS * threads));
        loops.put(Ceiling.FMA_DOUBLE, loop("fmaDouble", CeilingBenchmark::doubleOperations));
        loops.put(Ceiling.FMA_SINGLE, loop("fmaSingle", CeilingBenchmark::singleOperations));
        return loops;
    }

    private static Subject loop(String method, IntToDoubleFunction amount) {
        return new Subject(method, CeilingBenchmark.class, method, Kind.TEAM,
                setting -> new Work("units", amount.applyAsDouble(setting.threads()), List.of()));
    }
}
