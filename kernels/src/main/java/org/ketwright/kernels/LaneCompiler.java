package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into a {@link LaneProgram}. Steps are first taken apart by structure: controls become masks,
 * permutations moves, matrices that couple rows only in twos become pairs. Each piece then joins an equal one that it
 * can reach past pieces it commutes with: runs of 2 by 2 matrices on the same pairs, diagonals of any kind. In small
 * states moves cost nothing: they renumber the rows that later pieces name.
 */
final class LaneCompiler {
    /** Up to here lists of rows are kept and moves are renumberings. */
    static final int SMALL_BITS = 12;

    /** How far back a piece looks for one to join. */
    private static final int REACH = 256;

    private final Plan plan;
    private final int bits;
    private final List<LanePiece> pieces = new ArrayList<>();

    LaneCompiler(Plan plan) {
        this.plan = plan;
        this.bits = plan.bits();
    }

    LaneProgram compile(LaneProgram.Kind kind) {
        for (Plan.Step step : plan.steps()) {
            int[] on = step.bits().stream().mapToInt(Integer::intValue).toArray();
            add(step.family(), step.slot(), on, (int) step.controls(), (int) step.controlValues());
        }
        LanePiece.@Nullable Pair @Nullable [] start = kind == LaneProgram.Kind.FROM_ZERO ? takeStart() : null;
        gatherDiagonals();
        return new Lowering().lower(start, kind == LaneProgram.Kind.IN_PLACE);
    }

    // --- taking steps apart

    private void add(MatrixFamily family, int slot, int[] on, int controls, int values) {
        switch (Structure.of(family)) {
            case Structure.Identity ignored -> {
                // Nothing to do.
            }
            case Structure.Diagonal ignored -> addDiagonal(family, slot, on, controls, values);
            case Structure.Permutation permutation -> {
                if (!permutation.isPlain()) {
                    addDiagonal(MatrixFamily.fixed(diagonal(permutation.factors())), -1, on, controls, values);
                }
                add(new LanePiece.Move(on, permutation.image(), controls, values));
            }
            case Structure.Controlled controlled -> {
                int[] rest = new int[on.length - Integer.bitCount(controlled.mask())];
                for (int k = 0, next = 0; k < on.length; k++) {
                    if ((controlled.mask() >> k & 1) == 0) {
                        rest[next++] = on[k];
                    }
                }
                addCoupled(controlled.inner(), slot, rest, controls | LanePiece.spread(controlled.mask(), on),
                        values | LanePiece.spread(controlled.values(), on));
            }
            case Structure.Real ignored -> addCoupled(family, slot, on, controls, values);
            case Structure.Dense ignored -> addCoupled(family, slot, on, controls, values);
        }
    }

    private static Matrix diagonal(double[] factors) {
        int dimension = factors.length / 2;
        double[] entries = new double[2 * dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            entries[2 * (i * dimension + i)] = factors[2 * i];
            entries[2 * (i * dimension + i) + 1] = factors[2 * i + 1];
        }
        return Matrix.of(Integer.numberOfTrailingZeros(dimension), entries);
    }

    private void addDiagonal(MatrixFamily family, int slot, int[] on, int controls, int values) {
        if (on.length == 1 && controls == 0) {
            add(new LanePiece.Pair(1 << on[0], new int[] {0, 1 << on[0]}, Turn.of(family, slot)));
        } else {
            add(new LanePiece.Diagonal(new LanePiece.Factor(family, slot, on, controls, values)));
        }
    }

    /** A matrix that is neither diagonal nor a permutation. */
    private void addCoupled(MatrixFamily family, int slot, int[] on, int controls, int values) {
        int all = LanePiece.spread((1 << on.length) - 1, on);
        int[] partner = partners(family);
        if (partner == null) {
            int[] patterns = new int[1 << on.length];
            Arrays.setAll(patterns, row -> values | LanePiece.spread(row, on));
            add(new LanePiece.Block(controls | all, all, patterns, family, slot));
            return;
        }
        double[] alone = new double[2 * partner.length];
        Map<MatrixFamily, List<Integer>> pairs = new LinkedHashMap<>();
        boolean anyAlone = false;
        for (int row = 0; row < partner.length; row++) {
            alone[2 * row] = 1;
            anyAlone |= partner[row] == row && !Entries.isConstant(family, row, row, 1);
            if (row < partner[row]) {
                pairs.computeIfAbsent(Entries.select(family, 1, new int[] {row, partner[row]}), f -> new ArrayList<>())
                        .addAll(List.of(row, partner[row]));
            }
        }
        pairs.forEach((inner, rows) -> add(new LanePiece.Pair(controls | all,
                rows.stream().mapToInt(row -> values | LanePiece.spread(row, on)).toArray(), Turn.of(inner, slot))));
        if (anyAlone) {
            addDiagonal(Entries.diagonalOf(family, row -> partner[row] == row), slot, on, controls, values);
        }
    }

    /** The other row that each row is coupled with, or itself; null if one is coupled with more. */
    private static int @Nullable [] partners(MatrixFamily family) {
        int[] partner = new int[1 << family.bits()];
        Arrays.setAll(partner, row -> row);
        for (int row = 0; row < partner.length; row++) {
            for (int column = 0; column < partner.length; column++) {
                if (row == column || Entries.isZero(family, row, column)) {
                    continue;
                }
                if (partner[row] != row && partner[row] != column || partner[column] != column
                        && partner[column] != row) {
                    return null;
                }
                partner[row] = column;
                partner[column] = row;
            }
        }
        return partner;
    }

    // --- joining pieces

    private void add(LanePiece piece) {
        for (int i = pieces.size() - 1; i >= Math.max(0, pieces.size() - REACH); i--) {
            LanePiece earlier = pieces.get(i);
            if (earlier instanceof LanePiece.Pair run && piece instanceof LanePiece.Pair pair && run.fits(pair)) {
                run.turns().addAll(pair.turns());
                return;
            }
            if (earlier instanceof LanePiece.Diagonal one && piece instanceof LanePiece.Diagonal other) {
                one.factors().addAll(other.factors());
                return;
            }
            if (!earlier.commutesWith(piece)) {
                break;
            }
        }
        pieces.add(piece);
    }

    /** Takes out the runs that meet their bit while it is still |0>; nothing before them touches that bit. */
    private LanePiece.@Nullable Pair[] takeStart() {
        LanePiece.@Nullable Pair[] start = new LanePiece.Pair[bits];
        int seen = 0;
        List<LanePiece> rest = new ArrayList<>();
        for (LanePiece piece : pieces) {
            if (piece instanceof LanePiece.Pair pair && pair.isSingleBit() && (seen & pair.touched()) == 0) {
                start[Integer.numberOfTrailingZeros(pair.touched())] = pair;
            } else {
                rest.add(piece);
            }
            seen |= piece.touched();
        }
        pieces.clear();
        pieces.addAll(rest);
        return start;
    }

    /** Runs that stayed diagonal cost less as factors of rows, and may join others. */
    private void gatherDiagonals() {
        List<LanePiece> old = List.copyOf(pieces);
        pieces.clear();
        for (LanePiece piece : old) {
            if (piece instanceof LanePiece.Pair pair && pair.isSingleBit() && pair.isDiagonal()) {
                int[] on = {Integer.numberOfTrailingZeros(pair.touched())};
                for (Turn turn : pair.turns()) {
                    add(new LanePiece.Diagonal(new LanePiece.Factor(turn.family(), turn.slot(), on, 0, 0)));
                }
            } else {
                add(piece);
            }
        }
    }

    /** Names rows. */
    private final class Lowering {
        private final boolean small = bits <= SMALL_BITS;
        private final List<LaneOp> ops = new ArrayList<>();
        private final Map<List<Object>, RowGroups> known = new HashMap<>();
        private int[] map = identity();

        LaneProgram lower(LanePiece.@Nullable Pair @Nullable [] first, boolean settle) {
            LaneOp.@Nullable Pairs[] start = first == null ? null : new LaneOp.Pairs[bits];
            if (first != null && start != null) {
                for (int bit = 0; bit < bits; bit++) {
                    LanePiece.Pair pair = first[bit];
                    start[bit] = pair == null ? null : pairs(pair);
                }
            }
            for (LanePiece piece : pieces) {
                switch (piece) {
                    case LanePiece.Pair pair -> ops.add(pairs(pair));
                    case LanePiece.Diagonal diagonal -> ops.add(
                            new LaneOp.Phases(diagonal.factors().stream().map(this::phase).toList()));
                    case LanePiece.Block block -> ops.add(new LaneOp.Blocks(
                            groups(block.touched(), block.patterns().length, block.patterns()), block.family(),
                            block.slot(), Structure.of(block.family()) instanceof Structure.Real));
                    case LanePiece.Move move -> move(move);
                }
            }
            if (settle && !Arrays.equals(map, identity())) {
                ops.add(new LaneOp.Shuffle(map));
                map = identity();
            }
            return LaneProgram.of(bits, start, ops, map);
        }

        private int[] identity() {
            int[] identity = new int[1 << bits];
            Arrays.setAll(identity, i -> i);
            return identity;
        }

        private LaneOp.Pairs pairs(LanePiece.Pair pair) {
            return new LaneOp.Pairs(groups(pair.touched(), 2, pair.patterns()), List.copyOf(pair.turns()));
        }

        private RowGroups groups(int touched, int size, int[] patterns) {
            List<Object> key = List.of(touched, size, java.nio.IntBuffer.wrap(patterns), java.nio.IntBuffer.wrap(map));
            return known.computeIfAbsent(key, k -> new RowGroups(bits, touched, size, patterns, map, small));
        }

        private void move(LanePiece.Move move) {
            int[] to = new int[map.length];
            for (int index = 0; index < map.length; index++) {
                to[move.move(index)] = map[index];
            }
            if (small) {
                map = to;
            } else {
                ops.add(new LaneOp.Shuffle(to));
            }
        }

        private LaneOp.Phase phase(LanePiece.Factor factor) {
            MatrixFamily family = factor.family();
            double[] all = Entries.parts(family, false);
            int entries = 1 << family.bits();
            Map<List<Double>, List<Integer>> classes = new LinkedHashMap<>();
            for (int index = 0; index < map.length; index++) {
                int entry = LanePiece.pack(index, factor.on());
                if ((index & factor.controls()) == factor.values() && !Entries.isConstant(family, entry, entry, 1)) {
                    int at = 6 * (entry * entries + entry);
                    classes.computeIfAbsent(Arrays.stream(all, at, at + 6).boxed().toList(), v -> new ArrayList<>())
                            .add(map[index]);
                }
            }
            double[] parts = classes.keySet().stream().flatMap(List::stream).mapToDouble(Double::doubleValue)
                    .toArray();
            int[][] rows = classes.values().stream()
                    .map(list -> list.stream().mapToInt(Integer::intValue).sorted().toArray())
                    .toArray(int[][]::new);
            return new LaneOp.Phase(factor.slot(), family.frequency(), parts, Turn.derivative(parts, family
                    .frequency()),
                    rows);
        }
    }
}
