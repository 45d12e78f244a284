package org.ketwright.benchmarks.jmh;

import java.util.List;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits.Large;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Circuit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Whole circuits on one large state, from |0...0>; the plan is made before the clock runs. */
public class CircuitBenchmark {

    /**
     * Work of one call: a sweep over the state for each gate, and each gate's operations.
     *
     * @param setting parameters
     * @return circuits
     */
    public static Work work(Setting setting) {
        return work(Large.valueOf(setting.text("circuit")).on(setting.number("qubits")), setting.precision());
    }

    /**
     * Work of a circuit on one state.
     *
     * @param circuit gates
     * @param precision format of the amplitudes
     * @return one circuit
     */
    static Work work(Circuit circuit, Precision precision) {
        Ceiling sweep = Ceiling.sweepOver((long) precision.bytes() << circuit.qubits());
        Ceiling fma = precision == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE;
        Yardstick bytes = new Yardstick(sweep, TextbookCost.bytes(circuit, precision));
        double operations = TextbookCost.operations(circuit);
        return new Work("circuits", 1,
                operations == 0 ? List.of(bytes) : List.of(bytes, new Yardstick(fma, operations)));
    }

    /** A circuit and a state. */
    @State(Scope.Benchmark)
    public static class Run {
        @Param
        private Large circuit = Large.QFT;
        @Param({"20", "24"})
        private int qubits = 1;
        @Param({"DOUBLE", "SINGLE"})
        private Precision precision = Precision.DOUBLE;

        private LargeState state;

        /** Compares the circuit on few qubits with the twin, then allocates and plans. */
        @Setup
        public void prepare() {
            Proof.sameState(circuit.on(Math.min(qubits, LargeState.PROOF_QUBITS)), precision);
            state = new LargeState(circuit.on(qubits), precision);
            state.runFromZero();
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            state.close();
        }
    }

    /**
     * The whole circuit.
     *
     * @param run circuit and state
     */
    @Benchmark
    public void circuit(Run run) {
        run.state.runFromZero();
    }
}
