package org.ketwright.benchmarks.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ketwright.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The most that this machine gives to plain loops: bytes moved and multiply-adds done per second, by the same team of
 * threads that the engines use. Every other figure is read against these.
 *
 * <p>
 * The loops are compiled for themselves: inlined into the loop of a team of several threads the multiply-adds ran at half
 * the rate.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CeilingBenchmark {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int PIECE = 1 << 20;
    /** Independent chains of multiply-adds: latency times units, and some to spare. */
    private static final int CHAINS = 12;

    /** Bytes of the states of 24 qubits in double precision. */
    public static final long MEMORY_BYTES = 256L << 20;
    /** Bytes of the states of 20 qubits in double precision. */
    public static final long L3_BYTES = 16L << 20;
    /** Bytes of a block that stays in the second-level cache with room to spare. */
    public static final long L2_BYTES = 512L << 10;
    /** How often one call goes through the block in the second-level cache. */
    public static final int L2_ROUNDS = 256;
    /** Multiply-adds of each vector chain in one piece of work. */
    public static final int FMA_ROUNDS = 1 << 16;
    /** Pieces of work per call for each thread, so that threads that start late can be helped. */
    public static final int PIECES = 8;

    /** Floating-point operations of one call in double precision. */
    public static double doubleOperations(int threads) {
        return 2L * CHAINS * FMA_ROUNDS * PIECES * threads * DOUBLES.length();
    }

    /** Floating-point operations of one call in single precision. */
    public static double singleOperations(int threads) {
        return 2L * CHAINS * FMA_ROUNDS * PIECES * threads * FLOATS.length();
    }

    /** Memory for the loops that move bytes. */
    @State(Scope.Benchmark)
    public static class Memory {
        private final Workers team = Workers.shared();
        private final Arena arena = Arena.ofShared();
        private MemorySegment large;
        private MemorySegment other;
        private MemorySegment[] blocks;

        /**
         * Allocates, proves that a sweep scales every number, and fills all memory with numbers: nothing but zeros is moved
         * faster.
         */
        @Setup
        public void allocate() {
            large = HugeMemory.allocate(arena, MEMORY_BYTES);
            other = HugeMemory.allocate(arena, MEMORY_BYTES);
            blocks = new MemorySegment[team.threads()];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = HugeMemory.allocate(arena, L2_BYTES);
            }
            MemorySegment first = blocks[0];
            for (long i = 0; i < L2_BYTES; i += Double.BYTES) {
                first.set(ValueLayout.JAVA_DOUBLE, i, (double) i);
            }
            scale(first, 0, L2_BYTES, -1);
            for (long i = 0; i < L2_BYTES; i += Double.BYTES) {
                if (first.get(ValueLayout.JAVA_DOUBLE, i) != -(double) i) {
                    throw new IllegalStateException("the sweep must scale every number but missed byte " + i);
                }
            }
            scramble(large);
            scramble(other);
            for (MemorySegment block : blocks) {
                scramble(block);
            }
        }

        private static void scramble(MemorySegment memory) {
            SplittableRandom random = new SplittableRandom(memory.byteSize());
            for (long i = 0; i < memory.byteSize(); i += Double.BYTES) {
                memory.set(ValueLayout.JAVA_DOUBLE, i, random.nextDouble(-1, 1));
            }
        }

        /** Gives the memory back. */
        @TearDown
        public void free() {
            arena.close();
        }
    }

    /**
     * Copies a state of 24 qubits: as many bytes read as written.
     *
     * @param memory two buffers
     */
    @Benchmark
    public void copy(Memory memory) {
        memory.team.forEach((int) (MEMORY_BYTES / PIECE), (piece, worker) -> MemorySegment.copy(memory.large,
                (long) piece * PIECE, memory.other, (long) piece * PIECE, PIECE));
    }

    /**
     * Scales a state of 24 qubits in place.
     *
     * @param memory a buffer
     */
    @Benchmark
    public void sweepMemory(Memory memory) {
        sweep(memory, MEMORY_BYTES);
    }

    /**
     * Scales a state of 20 qubits in place.
     *
     * @param memory a buffer
     */
    @Benchmark
    public void sweepL3(Memory memory) {
        sweep(memory, L3_BYTES);
    }

    /**
     * Scales blocks that stay in the second-level cache of each core.
     *
     * @param memory a block for each thread
     */
    @Benchmark
    public void sweepL2(Memory memory) {
        memory.team.forEach(PIECES * memory.team.threads(), (piece, worker) -> {
            for (int round = 0; round < L2_ROUNDS / PIECES; round++) {
                scale(memory.blocks[worker], 0, L2_BYTES, 1);
            }
        });
    }

    /**
     * Multiplies and adds in registers, in double precision.
     *
     * @param memory the team
     * @return what keeps the loop alive
     */
    @Benchmark
    public double fmaDouble(Memory memory) {
        double[] sums = new double[PIECES * memory.team.threads()];
        memory.team.forEach(sums.length, (piece, worker) -> sums[piece] = fmaDoubles(FMA_ROUNDS, piece));
        return sums[0];
    }

    /**
     * Multiplies and adds in registers, in single precision.
     *
     * @param memory the team
     * @return what keeps the loop alive
     */
    @Benchmark
    public float fmaSingle(Memory memory) {
        float[] sums = new float[PIECES * memory.team.threads()];
        memory.team.forEach(sums.length, (piece, worker) -> sums[piece] = fmaFloats(FMA_ROUNDS, piece));
        return sums[0];
    }

    private static void sweep(Memory memory, long bytes) {
        memory.team.forEach((int) (bytes / PIECE),
                (piece, worker) -> scale(memory.large, (long) piece * PIECE, PIECE, 1));
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void scale(MemorySegment memory, long from, long bytes, double factor) {
        long step = DOUBLES.vectorByteSize();
        DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
        for (int i = 0; i < (int) bytes; i += 4 * (int) step) {
            long at = from + i;
            DoubleVector a = DoubleVector.fromMemorySegment(DOUBLES, memory, at, ORDER);
            DoubleVector b = DoubleVector.fromMemorySegment(DOUBLES, memory, at + step, ORDER);
            DoubleVector c = DoubleVector.fromMemorySegment(DOUBLES, memory, at + 2 * step, ORDER);
            DoubleVector d = DoubleVector.fromMemorySegment(DOUBLES, memory, at + 3 * step, ORDER);
            a.mul(f).intoMemorySegment(memory, at, ORDER);
            b.mul(f).intoMemorySegment(memory, at + step, ORDER);
            c.mul(f).intoMemorySegment(memory, at + 2 * step, ORDER);
            d.mul(f).intoMemorySegment(memory, at + 3 * step, ORDER);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static double fmaDoubles(int rounds, double start) {
        DoubleVector m = DoubleVector.broadcast(DOUBLES, 0.999);
        DoubleVector a = DoubleVector.broadcast(DOUBLES, start);
        DoubleVector b = a.add(1);
        DoubleVector c = a.add(2);
        DoubleVector d = a.add(3);
        DoubleVector e = a.add(4);
        DoubleVector f = a.add(5);
        DoubleVector g = a.add(6);
        DoubleVector h = a.add(7);
        DoubleVector i = a.add(8);
        DoubleVector j = a.add(9);
        DoubleVector k = a.add(10);
        DoubleVector l = a.add(11);
        for (int r = 0; r < rounds; r++) {
            a = a.fma(m, m);
            b = b.fma(m, m);
            c = c.fma(m, m);
            d = d.fma(m, m);
            e = e.fma(m, m);
            f = f.fma(m, m);
            g = g.fma(m, m);
            h = h.fma(m, m);
            i = i.fma(m, m);
            j = j.fma(m, m);
            k = k.fma(m, m);
            l = l.fma(m, m);
        }
        DoubleVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static float fmaFloats(int rounds, float start) {
        FloatVector m = FloatVector.broadcast(FLOATS, 0.999f);
        FloatVector a = FloatVector.broadcast(FLOATS, start);
        FloatVector b = a.add(1);
        FloatVector c = a.add(2);
        FloatVector d = a.add(3);
        FloatVector e = a.add(4);
        FloatVector f = a.add(5);
        FloatVector g = a.add(6);
        FloatVector h = a.add(7);
        FloatVector i = a.add(8);
        FloatVector j = a.add(9);
        FloatVector k = a.add(10);
        FloatVector l = a.add(11);
        for (int r = 0; r < rounds; r++) {
            a = a.fma(m, m);
            b = b.fma(m, m);
            c = c.fma(m, m);
            d = d.fma(m, m);
            e = e.fma(m, m);
            f = f.fma(m, m);
            g = g.fma(m, m);
            h = h.fma(m, m);
            i = i.fma(m, m);
            j = j.fma(m, m);
            k = k.fma(m, m);
            l = l.fma(m, m);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
