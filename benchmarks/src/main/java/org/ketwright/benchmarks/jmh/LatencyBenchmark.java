package org.ketwright.benchmarks.jmh;

import java.util.List;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits.Large;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.SweepStats;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Schedules;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it takes to get going: planning a circuit, and running in a fresh virtual machine. */
public class LatencyBenchmark {
    private static final int QUBITS = 12;
    private static final int GATES = 200;

    /**
     * Work of the short circuit.
     *
     * @param setting no parameters
     * @return one circuit
     */
    public static Work shortWork(Setting setting) {
        return CircuitBenchmark.work(BenchmarkCircuits.layered(QUBITS, GATES), Precision.DOUBLE);
    }

    /**
     * Work of the first circuit.
     *
     * @param setting parameters
     * @return one circuit
     */
    public static Work coldWork(Setting setting) {
        return CircuitBenchmark.work(large(setting, "coldQubits"), Precision.DOUBLE);
    }

    /**
     * Work of planning: one gate after the other, and nothing that a ceiling could be compared with.
     *
     * @param setting parameters
     * @return gates
     */
    public static Work planningWork(Setting setting) {
        return new Work("gates", large(setting, "qubits").operations().size(), List.of());
    }

    private static Circuit large(Setting setting, String qubits) {
        return Large.valueOf(setting.text("circuit")).on(setting.number(qubits));
    }

    /** A circuit to be planned; its proof is that of {@link CircuitBenchmark}, which runs the plan. */
    @State(Scope.Benchmark)
    public static class Unplanned {
        @Param
        private Large circuit = Large.QFT;
        @Param("24")
        private int qubits = 1;

        private List<Operation> operations = List.of();

        /** Lists the gates. */
        @Setup
        public void prepare() {
            operations = circuit.on(qubits).operations();
        }
    }

    /** A short circuit and its state. */
    @State(Scope.Benchmark)
    public static class Brief {
        private final Circuit circuit = BenchmarkCircuits.layered(QUBITS, GATES);
        private LargeState state;

        /** Compares the circuit on fewer qubits with the twin, then allocates and plans. */
        @Setup
        public void prepare() {
            Proof.sameState(BenchmarkCircuits.layered(LargeState.PROOF_QUBITS, GATES), Precision.DOUBLE);
            state = new LargeState(circuit, Precision.DOUBLE);
            state.runFromZero();
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            state.close();
        }
    }

    /** A circuit that nobody has run before; its proof is that of {@link CircuitBenchmark}, which would warm it up. */
    @State(Scope.Benchmark)
    public static class Fresh {
        @Param
        private Large circuit = Large.QFT;
        @Param({"16", "24"})
        private int coldQubits = 1;

        private LargeState state;

        /** Allocates and runs nothing. */
        @Setup
        public void prepare() {
            state = new LargeState(circuit.on(coldQubits), Precision.DOUBLE);
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            state.close();
        }
    }

    /**
     * A short circuit that was planned before.
     *
     * @param run circuit and state
     */
    @Benchmark
    public void shortPlanned(Brief run) {
        run.state.runFromZero();
    }

    /**
     * A short circuit that is new, so that it is planned first.
     *
     * @param run circuit and state
     */
    @Benchmark
    public void shortNew(Brief run) {
        run.state.apply(new Circuit(QUBITS, 0, run.circuit.operations()));
    }

    /**
     * Planning a circuit on one large state: from its gates to passes over memory.
     *
     * @param unplanned the circuit
     * @return what the plan is predicted to cost
     */
    @Benchmark
    public List<SweepStats> plan(Unplanned unplanned) {
        return Schedules.of(new Circuit(unplanned.qubits, 0, unplanned.operations), Precision.DOUBLE);
    }

    /**
     * The first circuit of a virtual machine.
     *
     * @param run circuit and state
     */
    @Benchmark
    public void cold(Fresh run) {
        run.state.run();
    }
}
