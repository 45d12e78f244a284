package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Rounds of the program of a batch, in the form in which the kernels read them, and what their ops refer to: as many as
 * the angles and the derivatives of each have room for.
 */
final class CudaCircuitRounds {
    /** Fields of a round and of an op, as the kernels have them. */
    static final int ROUND = 7;
    private static final int OP = CudaForm.FIELDS + 5;
    /** Most bits of a permutation that the kernels do not take as dense. */
    private static final int MOST_PERMUTED = 1;

    private final CudaElement element;
    private final int registers;
    private final int angleRoom;
    private final int sumRoom;
    private final List<long[]> rounds = new ArrayList<>();
    private final List<long[]> ops = new ArrayList<>();
    private final List<CudaProgram.Angle> angles = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();
    private final List<Long> sources = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private int numberCount;
    private int mostAngles;

    /**
     * No rounds.
     *
     * @param angleRoom most angles of a round
     * @param sumRoom most derivatives of a round, or 0 if they need no room
     */
    CudaCircuitRounds(CudaElement element, int angleRoom, int sumRoom) {
        this.element = element;
        registers = element.registerBits();
        this.angleRoom = angleRoom;
        this.sumRoom = sumRoom;
    }

    int count() {
        return rounds.size();
    }

    /** Most angles of a round so far. */
    int mostAngles() {
        return mostAngles;
    }

    long[] rounds() {
        return flat(rounds);
    }

    long[] ops() {
        return flat(ops);
    }

    List<CudaProgram.Angle> angles() {
        return List.copyOf(angles);
    }

    double[] numbers() {
        return numbers.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    long[] sources() {
        return longs(sources);
    }

    /** Rows of the gradients in the order in which rounds sum them. */
    long[] rows() {
        return longs(rows);
    }

    /**
     * Adds a pass.
     *
     * @param local mask of its register bits
     */
    void add(long local, List<CudaTask> lines) {
        int from = 0;
        while (from < lines.size()) {
            from = addRound(local, lines, from);
        }
    }

    private int addRound(long local, List<CudaTask> lines, int from) {
        int[] positions = new int[registers];
        long packed = 0;
        int at = 0;
        for (long rest = local; rest != 0; rest &= rest - 1) {
            positions[at] = Long.numberOfTrailingZeros(rest);
            packed |= (long) positions[at] << 8 * at++;
        }
        int firstOp = ops.size();
        int firstAngle = angles.size();
        int firstSum = rows.size();
        Map<CudaProgram.Angle, Integer> known = new LinkedHashMap<>();
        if (lines.get(from).task() == CudaTask.Task.DERIVE) {
            // What came from the tape is in registers, and these belong to the round before.
            lines.subList(0, from).reversed().stream().filter(line -> line.task() == CudaTask.Task.TAPE).findFirst()
                    .ifPresent(line -> ops.add(op(line, positions, -1, 0)));
        }
        int i = from;
        for (; i < lines.size(); i++) {
            CudaTask line = lines.get(i);
            boolean derives = line.task() == CudaTask.Task.DERIVE;
            boolean acts = derives || line.task() == CudaTask.Task.ACT;
            CudaStep step = line.step();
            CudaProgram.Angle angle = acts && step != null && step.slot() >= 0
                    ? new CudaProgram.Angle(step.slot(), step.family().frequency())
                    : null;
            if (i > from && (angle != null && !known.containsKey(angle) && known.size() == angleRoom
                    || derives && sumRoom > 0 && rows.size() - firstSum == sumRoom)) {
                break;
            }
            int number = angle == null ? -1 : known.computeIfAbsent(angle, a -> {
                angles.add(a);
                return known.size();
            });
            ops.add(op(line, positions, number, rows.size() - firstSum));
            if (derives) {
                rows.add((long) line.number());
            }
        }
        mostAngles = Math.max(mostAngles, known.size());
        rounds.add(new long[] {packed, firstOp, ops.size(), firstAngle, angles.size(), firstSum, rows.size()});
        return i;
    }

    private long[] op(CudaTask line, int[] positions, int angle, int sum) {
        long[] op = new long[OP];
        op[CudaForm.FIELDS] = line.task().number();
        op[CudaForm.FIELDS + 1] = line.number();
        op[CudaForm.FIELDS + 2] = angle;
        op[CudaForm.FIELDS + 3] = sum;
        op[CudaForm.FIELDS + 4] = line.number();
        if (line.task() == CudaTask.Task.TAPE) {
            return op;
        }
        CudaStep step = CudaProgram.stripped(Objects.requireNonNull(line.step()));
        MatrixFamily family = step.family();
        boolean diagonal = step.kind() == CudaStep.Kind.DIAGONAL;
        // Matrix bits in the order that the kernels expect: register bits upwards, then others.
        List<Integer> order = new ArrayList<>();
        long mask = 0;
        int[] placed = new int[positions.length];
        for (int r = 0; r < positions.length; r++) {
            placed[r] = place(step.bits(), positions[r]);
            if (placed[r] >= 0) {
                mask |= 1L << r;
                order.add(placed[r]);
            }
        }
        if (diagonal && order.size() > 1) {
            // The kernels know diagonals on one register bit and on all.
            mask = (1L << positions.length) - 1;
            order.clear();
            Arrays.stream(placed).forEach(order::add);
        }
        int[] outside = CudaRuns.ascending(
                IntStream.range(0, step.bits().length).filter(k -> !order.contains(k)).toArray(), step.bits());
        Arrays.stream(outside).forEach(order::add);
        long[] picks = CudaRuns.picks(Arrays.stream(outside).map(k -> step.bits()[k]).toArray());
        boolean permutes = step.kind() == CudaStep.Kind.PERMUTATION && order.size() <= MOST_PERMUTED;
        CudaForm form = CudaForm.of(family, diagonal
                ? CudaForm.DIAGONAL
                : permutes ? isPlain(family) ? CudaForm.PLAIN : CudaForm.PERMUTATION : CudaForm.DENSE,
                order.size(), element.isComplex());
        op[CudaForm.PICKS] = picks[0];
        op[CudaForm.PICKS + 1] = picks[1];
        long inner = 0;
        long innerValues = 0;
        long controls = step.controls();
        for (int r = 0; r < positions.length; r++) {
            if ((step.controls() >>> positions[r] & 1) != 0) {
                inner |= 1L << r;
                innerValues |= (step.values() >>> positions[r] & 1) << r;
                controls &= ~(1L << positions[r]);
            }
        }
        if (line.on() != CudaTask.On.BOTH) {
            inner |= 1L << registers;
            innerValues |= line.on() == CudaTask.On.CO_STATE ? 1L << registers : 0;
        }
        op[CudaForm.WORD] = form.word(mask, inner, innerValues);
        op[CudaForm.CONTROLS] = controls;
        op[CudaForm.CONTROLS + 1] = step.values() & controls;
        List<int[]> entries = entries(family, order, diagonal, permutes);
        op[CudaForm.NUMBERS] = numberCount;
        op[CudaForm.NUMBERS + 1] = entries.size();
        if (permutes) {
            op[CudaForm.SOURCES] = sources.size();
            entries.forEach(entry -> sources.add((long) entry[2]));
        }
        put(family.constant(), entries, form);
        if (angle >= 0) {
            put(family.cosine(), entries, form);
            put(family.sine(), entries, form);
        }
        return op;
    }

    private void put(Matrix matrix, List<int[]> entries, CudaForm form) {
        boolean pairs = element.isComplex() && !form.isReal();
        double[] out = new double[entries.size() * (pairs ? 2 : 1)];
        int at = 0;
        for (int[] entry : entries) {
            if (pairs) {
                out[at++] = matrix.re(entry[0], entry[1]);
                out[at++] = matrix.im(entry[0], entry[1]);
            } else {
                out[at++] = form.number(matrix, entry[0], entry[1]);
            }
        }
        numbers.add(out);
        numberCount += out.length;
        if (element.isComplex() && numberCount % 2 != 0) {
            // Complex numbers lie at even places.
            numbers.add(new double[1]);
            numberCount++;
        }
    }

    private static int place(int[] bits, int bit) {
        for (int k = 0; k < bits.length; k++) {
            if (bits[k] == bit) {
                return k;
            }
        }
        return -1;
    }

    /** Row and column of the entries that are kept, and the column as the kernels number it. */
    private static List<int[]> entries(MatrixFamily family, List<Integer> order, boolean diagonal,
            boolean permutes) {
        int dimension = 1 << order.size();
        List<int[]> out = new ArrayList<>();
        for (int r = 0; r < dimension; r++) {
            int row = reordered(r, order);
            for (int c = diagonal ? r : 0; c < (diagonal ? r + 1 : dimension); c++) {
                int column = reordered(c, order);
                if (!permutes || !Entries.isZero(family, row, column)) {
                    out.add(new int[] {row, column, c});
                }
            }
        }
        return out;
    }

    /** Bit i of an index moves to bit order[i], or nowhere. */
    private static int reordered(int index, List<Integer> order) {
        int out = 0;
        for (int i = 0; i < order.size(); i++) {
            out |= order.get(i) < 0 ? 0 : (index >> i & 1) << order.get(i);
        }
        return out;
    }

    private static boolean isPlain(MatrixFamily family) {
        return family.constant().isReal()
                && Arrays.stream(family.constant().toArray()).allMatch(x -> x == 0 || x == 1);
    }

    private static long[] flat(List<long[]> records) {
        return records.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private static long[] longs(List<Long> list) {
        return list.stream().mapToLong(x -> x).toArray();
    }
}
