package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stroke while terms are put into it. */
final class SweepDraft {
    private static final int START_COST = 8;
    private static final int RANK_COST = 3;

    private final SweepAxes axes;
    private final SweepShape shape;
    private final SweepStroke.Kind kind;
    private final List<SweepTerm> turns = new ArrayList<>();
    private final List<Long> directions = new ArrayList<>();
    private long[] complement = {};
    private final Map<Long, List<SweepTerm>> phases = new LinkedHashMap<>();
    private final long[] markMasks = new long[Byte.SIZE];
    private int rank;

    SweepDraft(SweepStroke.Kind kind, SweepAxes axes, SweepShape shape) {
        this.kind = kind;
        this.axes = axes;
        this.shape = shape;
    }

    private long vector(long local) {
        return local >>> shape.laneBits();
    }

    /** Takes a turn if the loop can do it together with those it has. */
    boolean add(SweepTerm term) {
        if (turns.size() == kind.turns()) {
            return false;
        }
        long shift = vector(axes.of(term.shift()));
        if (kind != SweepStroke.Kind.LANES) {
            SweepSpan span = new SweepSpan();
            for (long d : directions) {
                span.add(d);
            }
            if (!span.add(shift) || kind == SweepStroke.Kind.VECTORS && !isStraight(term, shift)) {
                return false;
            }
            directions.add(shift);
        }
        turns.add(term);
        return true;
    }

    /** Whether the signs of each turn do not change along the directions of the others. */
    private boolean isStraight(SweepTerm term, long shift) {
        long parity = vector(axes.parity(term.parity()));
        for (int i = 0; i < turns.size(); i++) {
            long other = vector(axes.parity(turns.get(i).parity()));
            if (SweepSpan.parity(parity & directions.get(i)) != 0 || SweepSpan.parity(other & shift) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Fixes the directions; missing ones are filled up.
     *
     * @param wanted vector coordinates by how gladly they are taken
     */
    void close(List<Integer> wanted) {
        SweepSpan span = new SweepSpan();
        for (long d : directions) {
            span.add(d);
        }
        for (int i = 0; i < wanted.size() && directions.size() < kind.directions(); i++) {
            long direction = straight(1L << wanted.get(i));
            if (span.add(direction)) {
                directions.add(direction);
            }
        }
        int vectorBits = axes.dimension() - shape.laneBits();
        complement = new long[vectorBits - directions.size()];
        int count = 0;
        for (int bit = 0; bit < vectorBits; bit++) {
            if (span.add(1L << bit)) {
                complement[count++] = straight(1L << bit);
            }
        }
        ascend(complement);
    }

    /** Changes a basis so that counting through its combinations goes upwards. */
    static void ascend(long[] basis) {
        for (int i = basis.length - 1; i >= 0; i--) {
            for (int k = 0; k < i; k++) {
                if (basis[k] > basis[i]) {
                    long b = basis[k];
                    basis[k] = basis[i];
                    basis[i] = b;
                }
            }
            long top = Long.highestOneBit(basis[i]);
            for (int k = 0; k < basis.length; k++) {
                if (k != i && (basis[k] & top) != 0) {
                    basis[k] ^= basis[i];
                }
            }
        }
    }

    /** A vector direction, changed along those of the turns so that the signs of the turns do not change along it. */
    private long straight(long direction) {
        long out = direction;
        if (kind == SweepStroke.Kind.VECTORS) {
            for (int i = 0; i < turns.size(); i++) {
                if (SweepSpan.parity(vector(axes.parity(turns.get(i).parity())) & direction) != 0) {
                    out ^= directions.get(i);
                }
            }
        }
        return out;
    }

    /** Whether some turn does not commute with phases of this local parity. */
    boolean minds(long local) {
        for (SweepTerm turn : turns) {
            if (SweepSpan.parity(axes.of(turn.shift()) & local) != 0) {
                return true;
            }
        }
        return false;
    }

    /** How much phases of this local parity cost here, or -1 if they do not fit. */
    int cost(long local) {
        int more = reduced(signature(local)) == 0 ? 0 : 1;
        if (rank + more > kind.markBits()) {
            return -1;
        }
        boolean start = phases.isEmpty() && kind == SweepStroke.Kind.VECTORS;
        return (start ? START_COST : 0) + RANK_COST * more;
    }

    /** Takes phases of one local parity. */
    void add(long local, List<SweepTerm> terms) {
        long rest = reduced(signature(local));
        if (rest != 0) {
            markMasks[rank++] = rest;
        }
        phases.put(local, terms);
    }

    /** Signs of a parity along the complement: what distinguishes groups. */
    private long signature(long local) {
        long out = 0;
        for (int i = 0; i < complement.length; i++) {
            out |= (long) SweepSpan.parity(vector(local) & complement[i]) << i;
        }
        return out;
    }

    private long reduced(long signature) {
        long rest = signature;
        for (int i = 0; i < rank; i++) {
            if ((rest & Long.lowestOneBit(markMasks[i])) != 0) {
                rest ^= markMasks[i];
            }
        }
        return rest;
    }

    /** The combination of marks that is a signature. */
    private int combination(long signature) {
        long rest = signature;
        int out = 0;
        for (int i = 0; i < rank; i++) {
            if ((rest & Long.lowestOneBit(markMasks[i])) != 0) {
                rest ^= markMasks[i];
                out |= 1 << i;
            }
        }
        return out;
    }

    /** Number of turns. */
    int turns() {
        return turns.size();
    }

    /**
     * The finished stroke.
     *
     * @param direct whether it works in memory instead of the block buffer
     * @param blocks bits of stored indices that number the blocks
     * @param tables takes room in the tables of the plan
     * @param woven whether it must have a weave even if it has no phases, to carry cosines
     */
    SweepStroke.Turns finish(boolean direct, long blocks, SweepTables.Layout tables, boolean woven) {
        int count = 1 << complement.length;
        int turnCount = kind.turns();
        int[] terms = new int[turnCount];
        java.util.Arrays.fill(terms, -1);
        long[] parities = new long[turnCount];
        int[] patterns = new int[turnCount];
        int[] exchanges = new int[turnCount];
        long[] signatures = new long[turnCount];
        for (int i = 0; i < turns.size(); i++) {
            SweepTerm turn = turns.get(i);
            long local = axes.parity(turn.parity());
            terms[i] = turn.id();
            parities[i] = turn.parity();
            patterns[i] = pattern(local);
            signatures[i] = signature(local);
            exchanges[i] = (int) axes.of(turn.shift()) & shape.lanes() - 1;
        }
        long[] places = new long[count];
        byte[] signs = new byte[count];
        byte[] marks = new byte[count];
        for (int g = 1; g < count; g++) {
            int low = Integer.numberOfTrailingZeros(g);
            int rest = g & g - 1;
            if (rest == 0) {
                places[g] = place(complement[low], direct);
                signs[g] = bits(signatures, turnCount, g);
                marks[g] = bits(markMasks, rank, g);
            } else {
                places[g] = places[rest] ^ places[g ^ rest];
                signs[g] = (byte) (signs[rest] ^ signs[g ^ rest]);
                marks[g] = (byte) (marks[rest] ^ marks[g ^ rest]);
            }
        }
        long[] steps = directions.stream().mapToLong(d -> place(d, direct)).toArray();
        boolean needed = woven || !phases.isEmpty() || kind != SweepStroke.Kind.VECTORS;
        return new SweepStroke.Turns(kind, places, signs, steps, exchanges, terms, parities, patterns,
                tables.turns(kind), needed ? weave(marks, blocks, tables) : null);
    }

    /** The parity of a group over each mask. */
    private static byte bits(long[] masks, int count, int group) {
        int out = 0;
        for (int i = 0; i < count; i++) {
            out |= SweepSpan.parity(masks[i] & group) << i;
        }
        return (byte) out;
    }

    private SweepWeave weave(byte[] marks, long blocks, SweepTables.Layout tables) {
        int[] patterns = new int[phases.size()];
        int[][] terms = new int[phases.size()][];
        long[][] parities = new long[phases.size()][];
        boolean dynamic = false;
        int count = 0;
        for (Map.Entry<Long, List<SweepTerm>> entry : phases.entrySet()) {
            long local = entry.getKey();
            int mark = combination(signature(local));
            patterns[count] = pattern(local) | mark << kind.directions() + shape.laneBits();
            terms[count] = entry.getValue().stream().mapToInt(SweepTerm::id).toArray();
            parities[count] = entry.getValue().stream().mapToLong(SweepTerm::parity).toArray();
            for (long parity : parities[count]) {
                dynamic |= (parity & blocks) != 0;
            }
            count++;
        }
        int pairs = 1 << kind.directions() + rank;
        return new SweepWeave(tables.weave(), marks, pairs, patterns, terms, parities, tables.pairs(pairs), dynamic);
    }

    /** Parity over (pair of a group, lane). */
    private int pattern(long local) {
        int out = (int) local & shape.lanes() - 1;
        for (int i = 0; i < directions.size(); i++) {
            out |= SweepSpan.parity(vector(local) & directions.get(i)) << shape.laneBits() + i;
        }
        return out;
    }

    private long place(long vector, boolean direct) {
        return direct ? shape.place(axes.at(vector << shape.laneBits())) : vector * shape.pair();
    }
}
