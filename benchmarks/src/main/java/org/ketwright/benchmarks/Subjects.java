package org.ketwright.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Subject;
import org.ketwright.benchmarks.harness.Subject.Kind;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.jmh.CeilingBenchmark;

/** Everything that can be measured. */
final class Subjects {

    private Subjects() {
    }

    /** All benchmarks in the order in which they are shown. */
    static List<Subject> all() {
        return List.of();
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
