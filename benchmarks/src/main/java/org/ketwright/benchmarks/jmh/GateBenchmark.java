package org.ketwright.benchmarks.jmh;

import java.util.List;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits.Place;
import org.ketwright.benchmarks.circuits.RandomUnitary;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Gate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Single gates and single dense matrices on one large state, which bound what a whole circuit can reach. */
public class GateBenchmark {

    /**
     * Work of one gate.
     *
     * @param setting parameters
     * @return one gate
     */
    public static Work gateWork(Setting setting) {
        return renamed(CircuitBenchmark.work(BenchmarkCircuits.single(Gate.valueOf(setting.text("gate")),
                Place.valueOf(setting.text("place")), setting.number("width")), setting.precision()), "gates");
    }

    /**
     * Work of one dense matrix.
     *
     * @param setting parameters
     * @return one matrix
     */
    public static Work denseWork(Setting setting) {
        int bits = setting.number("bits");
        int width = setting.number("width");
        Precision precision = setting.precision();
        Ceiling fma = precision == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE;
        return new Work("matrices", 1, List.of(
                new Yardstick(fma, Math.scalb(8.0 * (1 << bits) - 2, width)),
                new Yardstick(Ceiling.sweepOver((long) precision.bytes() << width), Math.scalb(2.0 * precision.bytes(),
                        width))));
    }

    private static Work renamed(Work work, String unit) {
        return new Work(unit, work.items(), work.yardsticks());
    }

    /** A gate and a state without structure. */
    @State(Scope.Benchmark)
    public static class One {
        @Param({"H", "RX", "RZ", "CX", "CRX"})
        private Gate gate = Gate.H;
        @Param
        private Place place = Place.LOW;
        @Param("24")
        private int width = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private LargeState state;

        /** Compares the gate on few qubits with the twin, then allocates and plans. */
        @Setup
        public void prepare() {
            int few = Math.min(width, LargeState.PROOF_QUBITS);
            Proof.sameState(scrambled(few).then(BenchmarkCircuits.single(gate, place, few)), precision);
            state = new LargeState(BenchmarkCircuits.single(gate, place, width), precision);
            state.apply(scrambled(width));
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            state.close();
        }
    }

    /** A dense matrix on qubits in the middle and a state without structure. */
    @State(Scope.Benchmark)
    public static class Dense {
        @Param({"2", "3", "4", "5", "6"})
        private int bits = 1;
        @Param("24")
        private int width = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private LargeState state;

        /** Compares the matrix on few qubits with the twin, then allocates and plans. */
        @Setup
        public void prepare() {
            int few = Math.min(width, LargeState.PROOF_QUBITS);
            Proof.sameState(scrambled(few).then(dense(bits, few)), precision);
            state = new LargeState(dense(bits, width), precision);
            state.apply(scrambled(width));
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            state.close();
        }
    }

    /**
     * One gate.
     *
     * @param one gate and state
     */
    @Benchmark
    public void gate(One one) {
        one.state.run();
    }

    /**
     * One dense matrix.
     *
     * @param dense matrix and state
     */
    @Benchmark
    public void dense(Dense dense) {
        dense.state.run();
    }

    private static Circuit dense(int bits, int width) {
        int[] on = new int[bits];
        for (int i = 0; i < bits; i++) {
            on[i] = (width - bits) / 2 + i;
        }
        return Circuit.on(width).unitary(RandomUnitary.on(bits), on).build();
    }

    private static Circuit scrambled(int width) {
        SplitMix random = new SplitMix();
        CircuitBuilder circuit = Circuit.on(width);
        for (int q = 0; q < width; q++) {
            Angle a = Angle.fixed(random.angle());
            Angle b = Angle.fixed(random.angle());
            circuit.rot(q, a, b, Angle.fixed(random.angle()));
        }
        return circuit.build();
    }
}
