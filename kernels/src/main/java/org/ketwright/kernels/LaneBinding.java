package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program with the angles of one run: which matrices are the same for all samples, and their values; which are
 * computed for each lane, and from which sine and cosine. Shared by all tiles of the run.
 */
final class LaneBinding {
    /** Components of a 2 by 2 matrix. */
    static final int COMPONENTS = 8;

    /**
     * An operation of the program with its numbers.
     */
    sealed interface Bound {

        /** Whether a gradient comes from here. */
        default boolean wanted() {
            return false;
        }
    }

    /**
     * A run of matrices.
     *
     * @param rows pairs of rows
     * @param factors matrices, the first acts first; neighbors that are the same for all samples are multiplied, unless
     *        a gradient is wanted
     * @param lane whether any differs between samples
     * @param real whether all imaginary parts are zero
     * @param product the product if none differs between samples
     * @param wanted whether a gradient comes from here
     * @param place where the product lies among the matrices of a tile, in matrices of all lanes
     */
    record Pairs(RowGroups rows, List<Factor> factors, boolean lane, boolean real, @Nullable Numbers product,
            boolean wanted, int place) implements Bound {
    }

    /**
     * A matrix, or a set of factors of rows, with numbers.
     *
     * @param kind what is known of its entries
     * @param numbers constant, cosine and sine part of each; plain values where {@code trig} is -1
     * @param derivative likewise
     * @param trig index of the sine and cosine; the number of all of them stands for sine and cosine zero
     * @param wanted index of the gradient, or -1
     */
    record Factor(Turn.Kind kind, Numbers numbers, Numbers derivative, int trig, int wanted) {

        boolean isPlain() {
            return trig < 0;
        }
    }

    /**
     * Factors of rows.
     *
     * @param table product of all that are the same for all samples, for each row; null if there are none
     * @param conjugate its conjugate
     * @param lanes those that differ between samples, and those of which a gradient is wanted
     * @param wanted whether a gradient comes from here
     */
    record Phases(@Nullable Numbers table, @Nullable Numbers conjugate, List<Phase> lanes, boolean wanted)
            implements
                Bound {
    }

    /**
     * A diagonal step.
     *
     * @param rows rows of each class
     * @param factor a complex factor of each class
     * @param applied whether it is multiplied to the rows; else it is already part of the table
     */
    record Phase(int[][] rows, Factor factor, boolean applied) {
    }

    /**
     * A larger matrix.
     *
     * @param rows groups of rows
     * @param factor the matrix
     * @param adjoint its adjoint, in the same form
     * @param real whether imaginary parts are zero
     */
    record Blocks(RowGroups rows, Factor factor, Numbers adjoint, boolean real) implements Bound {

        @Override
        public boolean wanted() {
            return factor.wanted() >= 0;
        }
    }

    /**
     * Rows change places.
     *
     * @param source where each row comes from
     * @param back the inverse
     */
    record Shuffle(int[] source, int[] back) implements Bound {
    }

    /**
     * A sine and cosine of each sample.
     *
     * @param slot the angle
     * @param frequency its factor
     */
    record Trig(int slot, double frequency) {
    }

    private static final Numbers NONE = Numbers.of(Precision.DOUBLE, new double[0]);

    private final LaneProgram program;
    private final Precision precision;
    private final Angles angles;
    private final Map<Integer, Integer> wanted = new LinkedHashMap<>();
    private final Map<Double, Map<Integer, Integer>> trigIndex = new TreeMap<>();
    private final List<Trig> trigs;
    private final @Nullable Pairs @Nullable [] start;
    private final List<Bound> ops = new ArrayList<>();
    private final int largest;
    private int shared;
    private int laneMatrices;

    LaneBinding(LaneProgram program, Precision precision, Angles angles, int... wantedSlots) {
        this.program = program;
        this.precision = precision;
        this.angles = angles;
        for (int slot : wantedSlots) {
            wanted.putIfAbsent(slot, wanted.size());
        }
        trigs = collectTrigs();
        LaneOp.@Nullable Pairs[] first = program.start();
        start = first == null ? null : new Pairs[first.length];
        if (first != null && start != null) {
            for (int bit = 0; bit < first.length; bit++) {
                LaneOp.Pairs run = first[bit];
                start[bit] = run == null ? null : bind(run);
            }
        }
        for (LaneOp op : program.ops()) {
            ops.add(switch (op) {
                case LaneOp.Pairs pairs -> bind(pairs);
                case LaneOp.Phases phases -> bind(phases);
                case LaneOp.Blocks blocks -> bind(blocks);
                case LaneOp.Shuffle shuffle -> new Shuffle(shuffle.source(), inverse(shuffle.source()));
            });
        }
        largest = largest(ops);
    }

    // --- what tiles ask for

    LaneProgram program() {
        return program;
    }

    Precision precision() {
        return precision;
    }

    Angles angles() {
        return angles;
    }

    /** Sines and cosines needed, ordered by frequency. */
    List<Trig> trigs() {
        return trigs;
    }

    @Nullable
    Pairs @Nullable [] start() {
        return start;
    }

    List<Bound> ops() {
        return ops;
    }

    /** Number of matrices that are the same for all samples. */
    int shared() {
        return shared;
    }

    /** Number of matrices that each tile has its own of. */
    int laneMatrices() {
        return laneMatrices;
    }

    /** Number of different slots whose gradient is wanted. */
    int gradients() {
        return wanted.size();
    }

    /** Where the gradient of a wanted slot is. */
    int gradientOf(int slot) {
        return wanted.getOrDefault(slot, -1);
    }

    /** Whether a gradient comes from the start. */
    boolean startWanted() {
        return start != null && Arrays.stream(start).anyMatch(run -> run != null && run.wanted());
    }

    /** Largest number of real vectors of any matrix or set of factors made on the spot. */
    int largest() {
        return largest;
    }

    private static int largest(List<Bound> ops) {
        int largest = COMPONENTS;
        for (Bound op : ops) {
            if (op instanceof Blocks blocks) {
                largest = Math.max(largest, 2 * blocks.rows.size() * blocks.rows.size());
            }
            if (op instanceof Phases phases) {
                for (Phase phase : phases.lanes) {
                    largest = Math.max(largest, 2 * phase.rows.length);
                }
            }
        }
        return largest;
    }

    // --- binding

    private boolean isLane(int slot) {
        return slot >= 0 && angles.column()[slot] >= 0;
    }

    private double angle(int slot) {
        return slot < 0 ? 0 : angles.offset()[slot];
    }

    private List<Trig> collectTrigs() {
        List<LaneOp> all = new ArrayList<>(program.ops());
        LaneOp.@Nullable Pairs[] first = program.start();
        if (first != null) {
            Arrays.stream(first).filter(run -> run != null).forEach(all::add);
        }
        for (LaneOp op : all) {
            switch (op) {
                case LaneOp.Pairs pairs -> pairs.turns().forEach(t -> need(t.slot(), t.family().frequency()));
                case LaneOp.Phases phases -> phases.steps().forEach(p -> need(p.slot(), p.frequency()));
                case LaneOp.Blocks blocks -> need(blocks.slot(), blocks.family().frequency());
                case LaneOp.Shuffle ignored -> {
                    // Has no angle.
                }
            }
        }
        List<Trig> list = new ArrayList<>();
        trigIndex.forEach((frequency, slots) -> slots.replaceAll((slot, unset) -> {
            list.add(new Trig(slot, frequency));
            return list.size() - 1;
        }));
        return list;
    }

    private void need(int slot, double frequency) {
        if (isLane(slot)) {
            trigIndex.computeIfAbsent(frequency, f -> new LinkedHashMap<>()).put(slot, -1);
        }
    }

    private Pairs bind(LaneOp.Pairs op) {
        List<Factor> factors = new ArrayList<>();
        double[] common = null;
        double[] all = null;
        boolean lane = false;
        boolean anyWanted = false;
        boolean real = true;
        for (Turn turn : op.turns()) {
            boolean isWanted = wanted.containsKey(turn.slot());
            lane |= isLane(turn.slot());
            anyWanted |= isWanted;
            real &= turn.kind() == Turn.Kind.REAL;
            if (!isLane(turn.slot())) {
                double[] matrix = Turn.evaluate(turn.parts(), turn.family().frequency(), angle(turn.slot()));
                all = all == null ? matrix : Turn.product(matrix, all);
                if (!isWanted) {
                    common = common == null ? matrix : Turn.product(matrix, common);
                    continue;
                }
            }
            if (common != null) {
                factors.add(plain(common));
                common = null;
            }
            factors.add(factor(turn.kind(), turn.slot(), turn.family().frequency(), turn.parts(), turn.derivative()));
        }
        if (common != null) {
            factors.add(plain(common));
        }
        return new Pairs(op.rows(), factors, lane, real, lane || all == null ? null : numbers(all), anyWanted,
                lane ? laneMatrices++ : shared++);
    }

    private Factor plain(double[] values) {
        return new Factor(Turn.Kind.GENERAL, numbers(values), NONE, -1, -1);
    }

    /** Numbers for the lanes; those that are the same for all samples come in the form of those that are not. */
    private Factor factor(Turn.Kind kind, int slot, double frequency, double[] parts, double[] derivative) {
        int gradient = wanted.getOrDefault(slot, -1);
        if (isLane(slot)) {
            int trig = trigIndex.getOrDefault(frequency, Map.of()).getOrDefault(slot, -1);
            return new Factor(kind, numbers(parts), numbers(derivative), trig, gradient);
        }
        double[] values = Turn.evaluate(parts, frequency, angle(slot));
        double[] slopes = Turn.evaluate(derivative, frequency, angle(slot));
        return new Factor(kind, numbers(constants(values)), numbers(constants(slopes)), trigs.size(), gradient);
    }

    /** Numbers as the constant parts of families. */
    private static double[] constants(double[] values) {
        double[] parts = new double[3 * values.length];
        for (int i = 0; i < values.length; i++) {
            parts[3 * i] = values[i];
        }
        return parts;
    }

    private Numbers numbers(double[] values) {
        return Numbers.of(precision, values);
    }

    private Phases bind(LaneOp.Phases op) {
        double[] table = null;
        List<Phase> lanes = new ArrayList<>();
        boolean anyWanted = false;
        for (LaneOp.Phase step : op.steps()) {
            boolean isWanted = wanted.containsKey(step.slot());
            anyWanted |= isWanted;
            if (!isLane(step.slot())) {
                if (table == null) {
                    table = ones(program.rows());
                }
                multiply(table, step.rows(), Turn.evaluate(step.parts(), step.frequency(), angle(step.slot())));
            }
            if (isLane(step.slot()) || isWanted) {
                lanes.add(new Phase(step.rows(), factor(Turn.Kind.DIAGONAL, step.slot(), step.frequency(),
                        step.parts(), step.derivative()), isLane(step.slot())));
            }
        }
        if (table == null) {
            return new Phases(null, null, lanes, anyWanted);
        }
        double[] conjugate = table.clone();
        for (int i = 1; i < conjugate.length; i += 2) {
            conjugate[i] = -conjugate[i];
        }
        return new Phases(numbers(table), numbers(conjugate), lanes, anyWanted);
    }

    private static double[] ones(int rows) {
        double[] table = new double[2 * rows];
        for (int i = 0; i < table.length; i += 2) {
            table[i] = 1;
        }
        return table;
    }

    private static void multiply(double[] table, int[][] rows, double[] factors) {
        for (int c = 0; c < rows.length; c++) {
            for (int row : rows[c]) {
                double re = table[2 * row] * factors[2 * c] - table[2 * row + 1] * factors[2 * c + 1];
                table[2 * row + 1] = table[2 * row] * factors[2 * c + 1] + table[2 * row + 1] * factors[2 * c];
                table[2 * row] = re;
            }
        }
    }

    private Blocks bind(LaneOp.Blocks op) {
        MatrixFamily family = op.family();
        double frequency = family.frequency();
        double[] parts = Entries.parts(family, false);
        double[] adjoint = Entries.parts(new MatrixFamily(family.constant().adjoint(), family.cosine().adjoint(),
                family.sine().adjoint(), frequency), false);
        if (isLane(op.slot())) {
            return new Blocks(op.rows(), factor(Turn.Kind.GENERAL, op.slot(), frequency, parts,
                    Turn.derivative(parts, frequency)), numbers(adjoint), op.real());
        }
        double angle = angle(op.slot());
        Factor factor = new Factor(Turn.Kind.GENERAL, numbers(Turn.evaluate(parts, frequency, angle)),
                numbers(Turn.evaluate(Turn.derivative(parts, frequency), frequency, angle)), -1,
                wanted.getOrDefault(op.slot(), -1));
        return new Blocks(op.rows(), factor, numbers(Turn.evaluate(adjoint, frequency, angle)), op.real());
    }

    private static int[] inverse(int[] source) {
        int[] back = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            back[source[i]] = i;
        }
        return back;
    }
}
