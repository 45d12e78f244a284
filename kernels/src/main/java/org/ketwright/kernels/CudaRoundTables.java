package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rounds and their ops in the form in which kernels read them: records of 8-byte fields. */
final class CudaRoundTables {
    private static final int THREAD_BITS = Integer.numberOfTrailingZeros(CudaLaunch.THREADS);
    /** Bits of a thread's number that one table of words covers. */
    private static final int TABLE_BITS = THREAD_BITS / 2;
    /** Bits of a word that are the index; above is the place. */
    private static final int INDEX_BITS = 48;
    private static final int MOST_REGISTER_BITS = 4;
    private static final int ROUND = 2 * (1 << TABLE_BITS) + MOST_REGISTER_BITS + CudaPlaces.MOST_OUTSIDE + 6;
    private static final int OP = CudaForm.FIELDS + 2;
    /** Most bits of a permutation that is applied as one. */
    private static final int MOST_PERMUTED = 2;

    private final CudaNumbers numbers;
    private final List<long[]> rounds = new ArrayList<>();
    private final List<long[]> ops = new ArrayList<>();
    private final List<CudaNumbers.@Nullable Place> places = new ArrayList<>();
    private final List<Long> sources = new ArrayList<>();

    /** Empty tables over the numbers of a launch. */
    CudaRoundTables(CudaNumbers numbers) {
        this.numbers = numbers;
    }

    /** Number of rounds so far. */
    int size() {
        return rounds.size();
    }

    /** Adds a round. */
    void add(CudaRound round) {
        int firstOp = ops.size();
        int derivatives = 0;
        int firstRow = 0;
        for (CudaTask task : round.tasks()) {
            if (task.task() == CudaTask.Task.DERIVE && derivatives++ == 0) {
                firstRow = task.number();
            }
            long[] op = op(task, round.registers());
            if (task.task() == CudaTask.Task.DERIVE) {
                op[CudaForm.WORD] |= CudaForm.inner(copies(round.registers()), 0);
            }
            if (task.on() != CudaTask.On.BOTH) {
                // Behind the bits of the state's registers, one that is 1 for the co-state.
                long one = 1L << round.registers().length;
                op[CudaForm.WORD] |= CudaForm.inner(one, task.on() == CudaTask.On.CO_STATE ? one : 0);
            }
            op[CudaForm.FIELDS] = task.task().number();
            op[CudaForm.FIELDS + 1] = task.number();
            ops.add(op);
        }
        long[] record = new long[ROUND];
        for (int i = 0; i < 1 << TABLE_BITS; i++) {
            record[i] = word(i, round.threads(), round.threadPlaces()) ^ (long) round.constant() << INDEX_BITS;
            record[(1 << TABLE_BITS) + i] = word(i << TABLE_BITS, round.threads(), round.threadPlaces());
        }
        int at = 2 << TABLE_BITS;
        for (int r = 0; r < round.registers().length; r++) {
            record[at + r] = word(1 << r, round.registers(), round.registerPlaces());
        }
        at += MOST_REGISTER_BITS;
        int flip = at;
        for (Map.Entry<Integer, Integer> outside : round.outside().entrySet()) {
            record[flip++] = (long) outside.getValue() << INDEX_BITS | bit(outside.getKey());
        }
        at += CudaPlaces.MOST_OUTSIDE;
        for (long field : new long[] {round.loads() ? 1 : 0, round.stores() ? 1 : 0, firstOp, ops.size(), derivatives,
                firstRow}) {
            record[at++] = field;
        }
        rounds.add(record);
    }

    /** Index and place of the amplitude that a number has whose bits have these positions and places. */
    private static long word(int number, int[] positions, int[] places) {
        long out = 0;
        for (int i = 0; i < positions.length; i++) {
            out ^= (number >> i & 1) == 0 ? 0 : (long) places[i] << INDEX_BITS | bit(positions[i]);
        }
        return out;
    }

    /** The bit of the index at a position, or 0 for none. */
    private static long bit(int position) {
        return position == CudaRound.NONE ? 0 : 1L << position;
    }

    /** Register bits without a position: amplitudes that have one of them are copies, and do not count twice. */
    private static long copies(int[] registers) {
        long out = 0;
        for (int r = 0; r < registers.length; r++) {
            out |= registers[r] == CudaRound.NONE ? 1L << r : 0;
        }
        return out;
    }

    private long[] op(CudaTask task, int[] registers) {
        CudaStep step = task.step();
        CudaDiagonals diagonals = task.diagonals();
        if (step != null) {
            return op(step, registers);
        }
        if (diagonals != null) {
            return op(diagonals, registers);
        }
        places.add(null);
        return new long[OP];
    }

    private long[] op(CudaDiagonals diagonals, int[] registers) {
        List<Integer> order = new ArrayList<>();
        long mask = 0;
        long rest = diagonals.bits();
        for (int r = 0; r < registers.length; r++) {
            if ((rest & bit(registers[r])) != 0) {
                order.add(registers[r]);
                mask |= 1L << r;
                rest &= ~bit(registers[r]);
            }
        }
        int[] outside = bits(rest);
        Arrays.stream(outside).forEach(order::add);
        double[] table = diagonals.table(order.stream().mapToInt(bit -> bit).toArray(), numbers.angles());
        places.add(numbers.add(table));
        boolean isReal = IntStream.range(0, table.length / 2).allMatch(e -> table[2 * e + 1] == 0);
        CudaForm form = numbers.isComplex() && isReal ? CudaForm.REAL_DIAGONAL : CudaForm.DIAGONAL;
        long[] op = new long[OP];
        op[CudaForm.WORD] = form.word(mask, 0, 0);
        System.arraycopy(CudaRuns.picks(outside), 0, op, CudaForm.PICKS, 2);
        return op;
    }

    private static int[] bits(long mask) {
        return IntStream.range(0, Long.SIZE).filter(bit -> (mask >>> bit & 1) != 0).toArray();
    }

    private long[] op(CudaStep step, int[] registers) {
        // Bits of the matrix in the order in which kernels expect them: register bits upwards, then others.
        List<Integer> order = new ArrayList<>();
        long mask = 0;
        long inner = 0;
        long innerValues = 0;
        long controls = step.controls();
        for (int r = 0; r < registers.length; r++) {
            long bit = bit(registers[r]);
            if ((step.mask() & bit) != 0) {
                order.add(indexOf(registers[r], step.bits()));
                mask |= 1L << r;
            }
            if ((controls & bit) != 0) {
                inner |= 1L << r;
                innerValues |= (step.values() & bit) != 0 ? 1L << r : 0;
                controls &= ~bit;
            }
        }
        int[] outside = CudaRuns.ascending(
                IntStream.range(0, step.bits().length).filter(k -> !order.contains(k)).toArray(), step.bits());
        Arrays.stream(outside).forEach(order::add);
        CudaForm form = form(step);
        int[][] entries = entries(step.family(), form, order);
        places.add(numbers.add(step.family(), step.slot(), moved(entries, order)));
        long from = sources.size();
        if (form == CudaForm.PERMUTATION || form == CudaForm.PLAIN) {
            Arrays.stream(entries).forEach(entry -> sources.add((long) entry[1]));
        }
        long[] picks = CudaRuns.picks(Arrays.stream(outside).map(k -> step.bits()[k]).toArray());
        long[] op = new long[OP];
        op[CudaForm.WORD] = form.word(mask, inner, innerValues);
        System.arraycopy(picks, 0, op, CudaForm.PICKS, 2);
        op[CudaForm.CONTROLS] = controls;
        op[CudaForm.CONTROLS + 1] = step.values() & controls;
        op[CudaForm.SOURCES] = from;
        return op;
    }

    private static int indexOf(int bit, int[] bits) {
        return IntStream.range(0, bits.length).filter(k -> bits[k] == bit).findFirst().orElseThrow();
    }

    private CudaForm form(CudaStep step) {
        CudaForm structure = switch (step.kind()) {
            case DIAGONAL -> CudaForm.DIAGONAL;
            case PERMUTATION -> step.bits().length > MOST_PERMUTED
                    ? CudaForm.DENSE
                    : isPlain(step.family().constant()) ? CudaForm.PLAIN : CudaForm.PERMUTATION;
            default -> CudaForm.DENSE;
        };
        return CudaForm.of(step.family(), structure, step.bits().length, numbers.isComplex());
    }

    /** Whether a permutation changes no amplitude but its place. */
    static boolean isPlain(Matrix permutation) {
        return permutation.isReal() && Arrays.stream(permutation.toArray()).allMatch(x -> x == 0 || x == 1);
    }

    /** Rows and columns of the entries kept, of a matrix whose bits are in another order. */
    private static int[][] entries(MatrixFamily family, CudaForm form, List<Integer> order) {
        int dimension = 1 << order.size();
        List<int[]> out = new ArrayList<>();
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                boolean kept = switch (form) {
                    case DENSE, REAL, CROSSED -> true;
                    case DIAGONAL, REAL_DIAGONAL -> row == column;
                    default -> !Entries.isZero(family, moved(row, order), moved(column, order));
                };
                if (kept) {
                    out.add(new int[] {row, column});
                }
            }
        }
        return out.toArray(int[][]::new);
    }

    private static int[][] moved(int[][] entries, List<Integer> order) {
        return Arrays.stream(entries).map(entry -> new int[] {moved(entry[0], order), moved(entry[1], order)})
                .toArray(int[][]::new);
    }

    private static int moved(int index, List<Integer> order) {
        int out = 0;
        for (int k = 0; k < order.size(); k++) {
            out |= (index >> k & 1) << order.get(k);
        }
        return out;
    }

    /** Rounds on the card. */
    record Uploaded(long rounds, long ops, CudaNumbers.Uploaded numbers, long sources) {

        /** Address of a round. */
        long round(int index) {
            return rounds + (long) index * ROUND * Long.BYTES;
        }
    }

    /**
     * Brings all to the card, with the numbers.
     *
     * @param values address of the columns of the samples of this launch
     */
    Uploaded upload(CudaScope scope, long values) {
        for (int i = 0; i < ops.size(); i++) {
            CudaNumbers.Place place = places.get(i);
            if (place != null) {
                long[] op = ops.get(i);
                op[CudaForm.NUMBERS] = numbers.index(place);
                op[CudaForm.NUMBERS + 1] = place.entryStride();
                op[CudaForm.NUMBERS + 2] = place.sampleStride();
            }
        }
        return new Uploaded(scope.upload(flat(rounds)), scope.upload(flat(ops)), numbers.upload(scope, values),
                scope.upload(sources.stream().mapToLong(source -> source).toArray()));
    }

    private static long[] flat(List<long[]> records) {
        return records.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
