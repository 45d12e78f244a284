package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the rounds of passes over tiles. A tile has as many index bits as a block's threads hold amplitudes: bits of the
 * state, then bits without meaning where a state has fewer than a thread has registers for, then bits of the number of the
 * sample where a tile takes several. Each has a place in shared memory (its column): its own bit and, so that the threads
 * that are served together read from all banks whichever their bits are, a power of x in the field of 2^b elements among
 * the lowest b bits, where 2^b elements are as wide as the memory.
 */
final class CudaRounds {
    private static final int THREAD_BITS = Integer.numberOfTrailingZeros(CudaLaunch.THREADS);
    /** Bytes that a memory should give in one piece. */
    private static final int PIECE_BYTES = 64;
    /** Bytes that all banks of shared memory give at a time. */
    private static final int BANK_BYTES = 128;
    /** Irreducible polynomials of degree 3, 4 and 5 of which x is a generator. */
    private static final int[] POLYNOMIALS = {0b1011, 0b10011, 0b100101};
    /** Derivatives in one round, as the kernels have it. */
    static final int MOST_DERIVATIVES = 6;

    private final int registerBits;
    private final int bankBits;
    private final int pieceBits;
    /** Positions in the index of the bits of the tile. */
    private final int[] positions;
    /** How many of them are the state's. */
    private final int stateBits;
    /** How many of them number samples. */
    private final int sampleBits;

    /**
     * Passes over tiles of one kind.
     *
     * @param registerBits bits of the number of amplitudes of one state that a thread holds
     * @param bits bits of a state
     * @param local mask of those in the tile
     */
    CudaRounds(CudaElement element, int registerBits, int bits, long local) {
        this.registerBits = registerBits;
        bankBits = Integer.numberOfTrailingZeros(BANK_BYTES / element.bytes());
        pieceBits = Integer.numberOfTrailingZeros(PIECE_BYTES / element.bytes());
        int[] own = IntStream.range(0, bits).filter(bit -> (local >>> bit & 1) != 0).toArray();
        stateBits = own.length;
        int meaningless = Math.max(0, registerBits - bits);
        sampleBits = tileBits(registerBits) - stateBits - meaningless;
        positions = IntStream.concat(Arrays.stream(own), IntStream.concat(
                IntStream.range(0, meaningless).map(i -> CudaRound.NONE),
                IntStream.range(0, sampleBits).map(i -> bits + i))).toArray();
    }

    /** Bits of a tile. */
    static int tileBits(int registerBits) {
        return registerBits + THREAD_BITS;
    }

    /**
     * What shall be done with some register bits, or between rounds.
     *
     * @param registers mask of the register bits
     * @param tasks what is done with them
     * @param moves instead, steps that only move indices
     */
    record Part(long registers, List<CudaTask> tasks, List<CudaStep> moves) {

        Part(long registers, List<CudaTask> tasks) {
            this(registers, tasks, List.of());
        }

        static Part moving(List<CudaStep> moves) {
            return new Part(0, List.of(), moves);
        }

        boolean isMove() {
            return !moves.isEmpty();
        }
    }

    /** The rounds of a pass, of which the first loads and the last stores. */
    List<CudaRound> of(List<Part> parts) {
        List<Part> some = new ArrayList<>();
        for (Part part : parts) {
            some.addAll(part.isMove() ? List.of(part) : split(part));
        }
        if (!isWide(some.getFirst())) {
            some.addFirst(new Part(0, List.of()));
        }
        if (!isWide(some.getLast())) {
            some.addLast(new Part(0, List.of()));
        }
        CudaPlaces places = new CudaPlaces(positions, IntStream.range(0, positions.length).map(this::column).toArray());
        List<CudaRound> out = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).isMove()) {
                some.get(i).moves.forEach(places::move);
            } else {
                out.add(round(some.get(i), places, i == 0, i == some.size() - 1));
            }
        }
        return List.copyOf(out);
    }

    /** Whether neighboring threads touch pieces of memory that are long enough. */
    private boolean isWide(Part part) {
        int[] registers = registers(part.registers);
        return !part.isMove() && (stateBits < registerBits + pieceBits || positions[registers[0]] >= pieceBits);
    }

    private static List<Part> split(Part part) {
        List<Part> out = new ArrayList<>();
        List<CudaTask> tasks = new ArrayList<>();
        int derivatives = 0;
        CudaTask taped = null;
        for (CudaTask task : part.tasks) {
            taped = task.task() == CudaTask.Task.TAPE ? task : taped;
            if (task.task() == CudaTask.Task.DERIVE && derivatives++ == MOST_DERIVATIVES) {
                out.add(new Part(part.registers, List.copyOf(tasks)));
                tasks.clear();
                derivatives = 1;
                if (taped != null) {
                    // What came from the tape was in registers.
                    tasks.add(taped);
                }
            }
            tasks.add(task);
        }
        out.add(new Part(part.registers, List.copyOf(tasks)));
        return out;
    }

    /** Which bits of the tile are register bits: those wanted, and the highest of the others. */
    private int[] registers(long wanted) {
        long chosen = 0;
        int count = 0;
        for (int i = 0; i < stateBits; i++) {
            if ((wanted >>> positions[i] & 1) != 0) {
                chosen |= 1L << i;
                count++;
            }
        }
        for (int i = stateBits - 1; i >= 0 && count < registerBits; i--) {
            if ((chosen >>> i & 1) == 0) {
                chosen |= 1L << i;
                count++;
            }
        }
        for (int i = stateBits; count < registerBits; i++) {
            chosen |= 1L << i;
            count++;
        }
        long all = chosen;
        return IntStream.range(0, positions.length).filter(i -> (all >>> i & 1) != 0).toArray();
    }

    private CudaRound round(Part part, CudaPlaces places, boolean loads, boolean stores) {
        int[] registers = registers(part.registers);
        List<Integer> rest = new ArrayList<>(IntStream.range(0, positions.length - sampleBits)
                .filter(i -> Arrays.stream(registers).noneMatch(r -> r == i)).boxed().toList());
        // Where memory is touched neighbors come first.
        int neighbors = loads || stores ? Math.min(pieceBits, rest.size()) : 0;
        List<Integer> threads = spread(rest, neighbors, places);
        rest.removeAll(threads);
        threads.addAll(rest);
        IntStream.range(positions.length - sampleBits, positions.length).forEach(threads::add);
        int[] of = threads.stream().mapToInt(i -> i).toArray();
        return new CudaRound(positions(registers), positions(of), Arrays.stream(registers).map(places::column)
                .toArray(),
                Arrays.stream(of).map(places::column).toArray(), places.constant(), places.outside(), loads, stores,
                part.tasks);
    }

    /**
     * The first of some bits, and so many others that there are as many as number the banks, so that no two threads which
     * differ in these alone share a bank.
     */
    private List<Integer> spread(List<Integer> bits, int first, CudaPlaces places) {
        List<Integer> out = new ArrayList<>();
        boolean[] reached = new boolean[1 << bankBits];
        reached[0] = true;
        for (int bit : bits) {
            int bank = places.column(bit) & reached.length - 1;
            if (out.size() < first || out.size() < bankBits && !reached[bank]) {
                boolean[] before = reached.clone();
                for (int i = 0; i < before.length; i++) {
                    reached[i] |= before[i ^ bank];
                }
                out.add(bit);
            }
        }
        return out;
    }

    private int[] positions(int[] bits) {
        return Arrays.stream(bits).map(i -> positions[i]).toArray();
    }

    /** At the begin of a pass. */
    private int column(int bit) {
        int power = 1;
        for (int i = 0; i < bit; i++) {
            power <<= 1;
            if (power >>> bankBits != 0) {
                power ^= POLYNOMIALS[bankBits - 3];
            }
        }
        return bit < bankBits ? power : power | 1 << bit;
    }
}
