package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rounds and their ops in the form in which kernels read them: records of 8-byte fields. */
final class CudaRoundTables {
    private static final int ROUND = 12;
    private static final int OP = 14;
    /** Which field of an op says where its numbers are. */
    private static final int NUMBERS = 8;
    private static final int BYTE = 8;
    private static final int PLACE_BITS = 16;
    /** Most bits of a permutation that is applied as one. */
    private static final int MOST_PERMUTED = 2;

    /** What kernels call what is done to registers. */
    private enum Kind {
        DENSE(0), DIAGONAL(1), PERMUTATION(2), PLAIN(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

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
            if (task.on() != CudaTask.On.BOTH) {
                // Behind the bits of the state's registers, one that is 1 for the co-state.
                op[6] |= 1L << round.registers().length;
                op[7] |= task.on() == CudaTask.On.CO_STATE ? 1L << round.registers().length : 0;
            }
            op[12] = task.task().number();
            op[13] = task.number();
            ops.add(op);
        }
        long[] threadPlaces = columns(round.threadPlaces());
        long[] registerPlaces = columns(round.registerPlaces());
        rounds.add(new long[] {packed(round.threads()), packed(round.registers()), threadPlaces[0], threadPlaces[1],
                registerPlaces[0], registerPlaces[1], round.loads() ? 1 : 0, round.stores() ? 1 : 0, firstOp,
                ops.size(), derivatives, firstRow});
    }

    private static long packed(int[] positions) {
        long out = 0;
        for (int i = 0; i < positions.length; i++) {
            out |= (long) positions[i] << BYTE * i;
        }
        return out;
    }

    private static long[] columns(int[] columns) {
        long[] out = new long[2];
        int each = Long.SIZE / PLACE_BITS;
        for (int i = 0; i < columns.length; i++) {
            out[i / each] |= (long) columns[i] << PLACE_BITS * (i % each);
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
            if ((rest >>> registers[r] & 1) != 0) {
                order.add(registers[r]);
                mask |= 1L << r;
                rest &= ~(1L << registers[r]);
            }
        }
        int[] outside = bits(rest);
        Arrays.stream(outside).forEach(order::add);
        places.add(numbers.add(diagonals.table(order.stream().mapToInt(bit -> bit).toArray(), numbers.angles())));
        long[] op = new long[OP];
        op[0] = Kind.DIAGONAL.number;
        op[1] = mask;
        op[2] = outside.length;
        op[3] = packed(outside);
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
            long bit = 1L << registers[r];
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
        int[] outside = IntStream.range(0, step.bits().length).filter(k -> !order.contains(k)).toArray();
        Arrays.stream(outside).forEach(order::add);
        Kind kind = kind(step);
        int[][] entries = entries(step.family(), kind, order);
        places.add(numbers.add(step.family(), step.slot(), moved(entries, order)));
        long from = sources.size();
        if (kind == Kind.PERMUTATION || kind == Kind.PLAIN) {
            Arrays.stream(entries).forEach(entry -> sources.add((long) entry[1]));
        }
        return new long[] {kind.number, mask, outside.length, packed(Arrays.stream(outside).map(k -> step
                .bits()[k]).toArray()), controls, step.values() & controls, inner, innerValues, 0, 0, 0, from, 0, 0};
    }

    private static int indexOf(int bit, int[] bits) {
        return IntStream.range(0, bits.length).filter(k -> bits[k] == bit).findFirst().orElseThrow();
    }

    private static Kind kind(CudaStep step) {
        return switch (step.kind()) {
            case DIAGONAL -> Kind.DIAGONAL;
            case PERMUTATION -> step.bits().length > MOST_PERMUTED
                    ? Kind.DENSE
                    : isPlain(step.family().constant()) ? Kind.PLAIN : Kind.PERMUTATION;
            default -> Kind.DENSE;
        };
    }

    private static boolean isPlain(Matrix permutation) {
        return permutation.isReal() && Arrays.stream(permutation.toArray()).allMatch(x -> x == 0 || x == 1);
    }

    /** Rows and columns of the entries kept, of a matrix whose bits are in another order. */
    private static int[][] entries(MatrixFamily family, Kind kind, List<Integer> order) {
        int dimension = 1 << order.size();
        List<int[]> out = new ArrayList<>();
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                boolean kept = switch (kind) {
                    case DENSE -> true;
                    case DIAGONAL -> row == column;
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
                op[NUMBERS] = numbers.index(place);
                op[NUMBERS + 1] = place.entryStride();
                op[NUMBERS + 2] = place.sampleStride();
            }
        }
        return new Uploaded(scope.upload(flat(rounds)), scope.upload(flat(ops)), numbers.upload(scope, values),
                scope.upload(sources.stream().mapToLong(source -> source).toArray()));
    }

    private static long[] flat(List<long[]> records) {
        return records.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
