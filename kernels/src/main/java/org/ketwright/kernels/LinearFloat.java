package org.ketwright.kernels;

import static org.ketwright.kernels.FloatVectors.ADDRESSES;
import static org.ketwright.kernels.FloatVectors.all;
import static org.ketwright.kernels.FloatVectors.load;
import static org.ketwright.kernels.FloatVectors.store;
import static org.ketwright.kernels.Lanes.BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over lanes of real vectors in {@code float}. The loops in the other precision are this text with the name
 * of the type exchanged, which a test watches over.
 */
final class LinearFloat implements LinearKernels {
    static final LinearFloat INSTANCE = new LinearFloat();

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final MemorySegment ALL = SweepMemory.everything();
    private static final ValueLayout.OfFloat NUMBER = ValueLayout.JAVA_FLOAT;
    private static final int F = LinearTable.FIELDS;

    private LinearFloat() {
    }

    // --- products

    @Override
    public void apply(LinearTable table, long from, long to, long step, int tiles, Numbers matrix) {
        float[] m = matrix.floats();
        int[][] pieces = table.pieces();
        for (int t = 0; t < tiles; t++) {
            long x = from + t * step;
            long y = to + t * step;
            for (int p = 0; p < pieces[0].length; p += F) {
                fours(table, pieces[0], p, x, y, m);
            }
            for (int p = 0; p < pieces[1].length; p += F) {
                twos(table, pieces[1], p, x, y, m);
            }
            for (int p = 0; p < pieces[2].length; p += F) {
                ones(table, pieces[2], p, x, y, m);
            }
        }
    }

    private static void fours(LinearTable table, int[] piece, int p, long x, long y, float[] m) {
        int[] bases = table.bases();
        int[] sources = table.sources();
        int columns = piece[p + LinearTable.COLUMNS];
        int firstColumn = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long u = table.targets()[row];
        long v = table.targets()[row + 1];
        long w = table.targets()[row + 2];
        long z = table.targets()[row + 3];
        int rowStep = piece[p + LinearTable.ROW_STEP];
        int columnStep = piece[p + LinearTable.COLUMN_STEP];
        int first = piece[p + LinearTable.ENTRIES];
        FloatVector zero = all(0);
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g += 4) {
            long g0 = bases[g];
            long g1 = bases[g + 1];
            long g2 = bases[g + 2];
            long g3 = bases[g + 3];
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector b2 = zero;
            FloatVector b3 = zero;
            FloatVector c0 = zero;
            FloatVector c1 = zero;
            FloatVector c2 = zero;
            FloatVector c3 = zero;
            FloatVector d0 = zero;
            FloatVector d1 = zero;
            FloatVector d2 = zero;
            FloatVector d3 = zero;
            int e = first;
            for (int k = 0; k < columns; k++) {
                long s = x + sources[firstColumn + k];
                FloatVector x0 = load((s + g0) & ADDRESSES);
                FloatVector x1 = load((s + g1) & ADDRESSES);
                FloatVector x2 = load((s + g2) & ADDRESSES);
                FloatVector x3 = load((s + g3) & ADDRESSES);
                FloatVector r = all(m[e]);
                a0 = x0.fma(r, a0);
                a1 = x1.fma(r, a1);
                a2 = x2.fma(r, a2);
                a3 = x3.fma(r, a3);
                r = all(m[e + rowStep]);
                b0 = x0.fma(r, b0);
                b1 = x1.fma(r, b1);
                b2 = x2.fma(r, b2);
                b3 = x3.fma(r, b3);
                r = all(m[e + 2 * rowStep]);
                c0 = x0.fma(r, c0);
                c1 = x1.fma(r, c1);
                c2 = x2.fma(r, c2);
                c3 = x3.fma(r, c3);
                r = all(m[e + 3 * rowStep]);
                d0 = x0.fma(r, d0);
                d1 = x1.fma(r, d1);
                d2 = x2.fma(r, d2);
                d3 = x3.fma(r, d3);
                e += columnStep;
            }
            store(a0, (y + g0 + u) & ADDRESSES);
            store(b0, (y + g0 + v) & ADDRESSES);
            store(c0, (y + g0 + w) & ADDRESSES);
            store(d0, (y + g0 + z) & ADDRESSES);
            store(a1, (y + g1 + u) & ADDRESSES);
            store(b1, (y + g1 + v) & ADDRESSES);
            store(c1, (y + g1 + w) & ADDRESSES);
            store(d1, (y + g1 + z) & ADDRESSES);
            store(a2, (y + g2 + u) & ADDRESSES);
            store(b2, (y + g2 + v) & ADDRESSES);
            store(c2, (y + g2 + w) & ADDRESSES);
            store(d2, (y + g2 + z) & ADDRESSES);
            store(a3, (y + g3 + u) & ADDRESSES);
            store(b3, (y + g3 + v) & ADDRESSES);
            store(c3, (y + g3 + w) & ADDRESSES);
            store(d3, (y + g3 + z) & ADDRESSES);
        }
    }

    private static void twos(LinearTable table, int[] piece, int p, long x, long y, float[] m) {
        int[] bases = table.bases();
        int[] sources = table.sources();
        int columns = piece[p + LinearTable.COLUMNS];
        int firstColumn = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long u = table.targets()[row];
        long v = table.targets()[row + 1];
        int rowStep = piece[p + LinearTable.ROW_STEP];
        int columnStep = piece[p + LinearTable.COLUMN_STEP];
        int first = piece[p + LinearTable.ENTRIES];
        FloatVector zero = all(0);
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g += 4) {
            long g0 = bases[g];
            long g1 = bases[g + 1];
            long g2 = bases[g + 2];
            long g3 = bases[g + 3];
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector b2 = zero;
            FloatVector b3 = zero;
            int e = first;
            for (int k = 0; k < columns; k++) {
                long s = x + sources[firstColumn + k];
                FloatVector x0 = load((s + g0) & ADDRESSES);
                FloatVector x1 = load((s + g1) & ADDRESSES);
                FloatVector x2 = load((s + g2) & ADDRESSES);
                FloatVector x3 = load((s + g3) & ADDRESSES);
                FloatVector r = all(m[e]);
                a0 = x0.fma(r, a0);
                a1 = x1.fma(r, a1);
                a2 = x2.fma(r, a2);
                a3 = x3.fma(r, a3);
                r = all(m[e + rowStep]);
                b0 = x0.fma(r, b0);
                b1 = x1.fma(r, b1);
                b2 = x2.fma(r, b2);
                b3 = x3.fma(r, b3);
                e += columnStep;
            }
            store(a0, (y + g0 + u) & ADDRESSES);
            store(b0, (y + g0 + v) & ADDRESSES);
            store(a1, (y + g1 + u) & ADDRESSES);
            store(b1, (y + g1 + v) & ADDRESSES);
            store(a2, (y + g2 + u) & ADDRESSES);
            store(b2, (y + g2 + v) & ADDRESSES);
            store(a3, (y + g3 + u) & ADDRESSES);
            store(b3, (y + g3 + v) & ADDRESSES);
        }
    }

    private static void ones(LinearTable table, int[] piece, int p, long x, long y, float[] m) {
        int[] bases = table.bases();
        int[] sources = table.sources();
        int columns = piece[p + LinearTable.COLUMNS];
        int firstColumn = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long u = table.targets()[row];
        int columnStep = piece[p + LinearTable.COLUMN_STEP];
        int first = piece[p + LinearTable.ENTRIES];
        FloatVector zero = all(0);
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g += 4) {
            long g0 = bases[g];
            long g1 = bases[g + 1];
            long g2 = bases[g + 2];
            long g3 = bases[g + 3];
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            int e = first;
            for (int k = 0; k < columns; k++) {
                long s = x + sources[firstColumn + k];
                FloatVector x0 = load((s + g0) & ADDRESSES);
                FloatVector x1 = load((s + g1) & ADDRESSES);
                FloatVector x2 = load((s + g2) & ADDRESSES);
                FloatVector x3 = load((s + g3) & ADDRESSES);
                FloatVector r = all(m[e]);
                a0 = x0.fma(r, a0);
                a1 = x1.fma(r, a1);
                a2 = x2.fma(r, a2);
                a3 = x3.fma(r, a3);
                e += columnStep;
            }
            store(a0, (y + g0 + u) & ADDRESSES);
            store(a1, (y + g1 + u) & ADDRESSES);
            store(a2, (y + g2 + u) & ADDRESSES);
            store(a3, (y + g3 + u) & ADDRESSES);
        }
    }

    @Override
    public void applyLanes(LinearTable table, long from, long to, long step, int tiles, long matrix,
            long matrixStep) {
        int[][] pieces = table.pieces();
        for (int t = 0; t < tiles; t++) {
            long x = from + t * step;
            long y = to + t * step;
            long m = matrix + t * matrixStep;
            for (int p = 0; p < pieces[0].length; p += F) {
                twosOfLanes(table, pieces[0], p, x, y, m, 0);
                twosOfLanes(table, pieces[0], p, x, y, m, 2);
            }
            for (int p = 0; p < pieces[1].length; p += F) {
                twosOfLanes(table, pieces[1], p, x, y, m, 0);
            }
            for (int p = 0; p < pieces[2].length; p += F) {
                onesOfLanes(table, pieces[2], p, x, y, m);
            }
        }
    }

    private static void twosOfLanes(LinearTable table, int[] piece, int p, long x, long y, long m, int skip) {
        int[] bases = table.bases();
        int[] sources = table.sources();
        int columns = piece[p + LinearTable.COLUMNS];
        int firstColumn = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS] + skip;
        long u = table.targets()[row];
        long v = table.targets()[row + 1];
        long rowStep = piece[p + LinearTable.ROW_STEP] * BYTES;
        long columnStep = piece[p + LinearTable.COLUMN_STEP] * BYTES;
        long first = m + piece[p + LinearTable.ENTRIES] * BYTES + skip * rowStep;
        FloatVector zero = all(0);
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g += 4) {
            long g0 = bases[g];
            long g1 = bases[g + 1];
            long g2 = bases[g + 2];
            long g3 = bases[g + 3];
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector b2 = zero;
            FloatVector b3 = zero;
            long e = first;
            for (int k = 0; k < columns; k++) {
                long s = x + sources[firstColumn + k];
                FloatVector x0 = load((s + g0) & ADDRESSES);
                FloatVector x1 = load((s + g1) & ADDRESSES);
                FloatVector x2 = load((s + g2) & ADDRESSES);
                FloatVector x3 = load((s + g3) & ADDRESSES);
                FloatVector r = load(e & ADDRESSES);
                a0 = x0.fma(r, a0);
                a1 = x1.fma(r, a1);
                a2 = x2.fma(r, a2);
                a3 = x3.fma(r, a3);
                r = load((e + rowStep) & ADDRESSES);
                b0 = x0.fma(r, b0);
                b1 = x1.fma(r, b1);
                b2 = x2.fma(r, b2);
                b3 = x3.fma(r, b3);
                e += columnStep;
            }
            store(a0, (y + g0 + u) & ADDRESSES);
            store(b0, (y + g0 + v) & ADDRESSES);
            store(a1, (y + g1 + u) & ADDRESSES);
            store(b1, (y + g1 + v) & ADDRESSES);
            store(a2, (y + g2 + u) & ADDRESSES);
            store(b2, (y + g2 + v) & ADDRESSES);
            store(a3, (y + g3 + u) & ADDRESSES);
            store(b3, (y + g3 + v) & ADDRESSES);
        }
    }

    private static void onesOfLanes(LinearTable table, int[] piece, int p, long x, long y, long m) {
        int[] bases = table.bases();
        int[] sources = table.sources();
        int columns = piece[p + LinearTable.COLUMNS];
        int firstColumn = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long u = table.targets()[row];
        long columnStep = piece[p + LinearTable.COLUMN_STEP] * BYTES;
        long first = m + piece[p + LinearTable.ENTRIES] * BYTES;
        FloatVector zero = all(0);
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g += 4) {
            long g0 = bases[g];
            long g1 = bases[g + 1];
            long g2 = bases[g + 2];
            long g3 = bases[g + 3];
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            long e = first;
            for (int k = 0; k < columns; k++) {
                long s = x + sources[firstColumn + k];
                FloatVector x0 = load((s + g0) & ADDRESSES);
                FloatVector x1 = load((s + g1) & ADDRESSES);
                FloatVector x2 = load((s + g2) & ADDRESSES);
                FloatVector x3 = load((s + g3) & ADDRESSES);
                FloatVector r = load(e & ADDRESSES);
                a0 = x0.fma(r, a0);
                a1 = x1.fma(r, a1);
                a2 = x2.fma(r, a2);
                a3 = x3.fma(r, a3);
                e += columnStep;
            }
            store(a0, (y + g0 + u) & ADDRESSES);
            store(a1, (y + g1 + u) & ADDRESSES);
            store(a2, (y + g2 + u) & ADDRESSES);
            store(a3, (y + g3 + u) & ADDRESSES);
        }
    }

    // --- moments

    @Override
    public void moments(LinearTable table, long right, long left, long step, int tiles, long moments,
            long momentsStep) {
        int[][] pieces = table.pieces();
        for (int t = 0; t < tiles; t++) {
            long x = right + t * step;
            long y = left + t * step;
            long n = moments + t * momentsStep;
            for (int p = 0; p < pieces[0].length; p += F) {
                momentsOfFours(table, pieces[0], p, x, y, n);
            }
            for (int p = 0; p < pieces[1].length; p += F) {
                momentsOfTwos(table, pieces[1], p, x, y, n);
            }
            for (int p = 0; p < pieces[2].length; p += F) {
                momentsOfOnes(table, pieces[2], p, x, y, n);
            }
        }
    }

    private static void momentsOfFours(LinearTable table, int[] piece, int p, long x, long y, long n) {
        int[] bases = table.bases();
        int column = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long s0 = x + table.sources()[column];
        long t0 = y + table.targets()[row];
        long s1 = x + table.sources()[column + 1];
        long t1 = y + table.targets()[row + 1];
        long s2 = x + table.sources()[column + 2];
        long t2 = y + table.targets()[row + 2];
        long s3 = x + table.sources()[column + 3];
        long t3 = y + table.targets()[row + 3];
        FloatVector zero = all(0);
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector a2 = zero;
        FloatVector a3 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        FloatVector b2 = zero;
        FloatVector b3 = zero;
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        FloatVector d0 = zero;
        FloatVector d1 = zero;
        FloatVector d2 = zero;
        FloatVector d3 = zero;
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g++) {
            long base = bases[g];
            FloatVector x0 = load((s0 + base) & ADDRESSES);
            FloatVector x1 = load((s1 + base) & ADDRESSES);
            FloatVector x2 = load((s2 + base) & ADDRESSES);
            FloatVector x3 = load((s3 + base) & ADDRESSES);
            FloatVector w = load((t0 + base) & ADDRESSES);
            a0 = w.fma(x0, a0);
            a1 = w.fma(x1, a1);
            a2 = w.fma(x2, a2);
            a3 = w.fma(x3, a3);
            w = load((t1 + base) & ADDRESSES);
            b0 = w.fma(x0, b0);
            b1 = w.fma(x1, b1);
            b2 = w.fma(x2, b2);
            b3 = w.fma(x3, b3);
            w = load((t2 + base) & ADDRESSES);
            c0 = w.fma(x0, c0);
            c1 = w.fma(x1, c1);
            c2 = w.fma(x2, c2);
            c3 = w.fma(x3, c3);
            w = load((t3 + base) & ADDRESSES);
            d0 = w.fma(x0, d0);
            d1 = w.fma(x1, d1);
            d2 = w.fma(x2, d2);
            d3 = w.fma(x3, d3);
        }
        long to = n + piece[p + LinearTable.ENTRIES] * BYTES;
        long rowStep = piece[p + LinearTable.ROW_STEP] * BYTES;
        store(a0, to & ADDRESSES);
        store(a1, (to + BYTES) & ADDRESSES);
        store(a2, (to + 2 * BYTES) & ADDRESSES);
        store(a3, (to + 3 * BYTES) & ADDRESSES);
        store(b0, (to + rowStep) & ADDRESSES);
        store(b1, (to + rowStep + BYTES) & ADDRESSES);
        store(b2, (to + rowStep + 2 * BYTES) & ADDRESSES);
        store(b3, (to + rowStep + 3 * BYTES) & ADDRESSES);
        store(c0, (to + 2 * rowStep) & ADDRESSES);
        store(c1, (to + 2 * rowStep + BYTES) & ADDRESSES);
        store(c2, (to + 2 * rowStep + 2 * BYTES) & ADDRESSES);
        store(c3, (to + 2 * rowStep + 3 * BYTES) & ADDRESSES);
        store(d0, (to + 3 * rowStep) & ADDRESSES);
        store(d1, (to + 3 * rowStep + BYTES) & ADDRESSES);
        store(d2, (to + 3 * rowStep + 2 * BYTES) & ADDRESSES);
        store(d3, (to + 3 * rowStep + 3 * BYTES) & ADDRESSES);
    }

    private static void momentsOfTwos(LinearTable table, int[] piece, int p, long x, long y, long n) {
        int[] bases = table.bases();
        int column = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long s0 = x + table.sources()[column];
        long t0 = y + table.targets()[row];
        long s1 = x + table.sources()[column + 1];
        long t1 = y + table.targets()[row + 1];
        FloatVector zero = all(0);
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g++) {
            long base = bases[g];
            FloatVector x0 = load((s0 + base) & ADDRESSES);
            FloatVector x1 = load((s1 + base) & ADDRESSES);
            FloatVector w = load((t0 + base) & ADDRESSES);
            a0 = w.fma(x0, a0);
            a1 = w.fma(x1, a1);
            w = load((t1 + base) & ADDRESSES);
            b0 = w.fma(x0, b0);
            b1 = w.fma(x1, b1);
        }
        long to = n + piece[p + LinearTable.ENTRIES] * BYTES;
        long rowStep = piece[p + LinearTable.ROW_STEP] * BYTES;
        store(a0, to & ADDRESSES);
        store(a1, (to + BYTES) & ADDRESSES);
        store(b0, (to + rowStep) & ADDRESSES);
        store(b1, (to + rowStep + BYTES) & ADDRESSES);
    }

    private static void momentsOfOnes(LinearTable table, int[] piece, int p, long x, long y, long n) {
        int[] bases = table.bases();
        int column = piece[p + LinearTable.SOURCES];
        int row = piece[p + LinearTable.TARGETS];
        long s0 = x + table.sources()[column];
        long t0 = y + table.targets()[row];
        FloatVector zero = all(0);
        FloatVector a0 = zero;
        int g = piece[p + LinearTable.BASES];
        for (int end = g + piece[p + LinearTable.GROUPS]; g < end; g++) {
            long base = bases[g];
            FloatVector x0 = load((s0 + base) & ADDRESSES);
            FloatVector w = load((t0 + base) & ADDRESSES);
            a0 = w.fma(x0, a0);
        }
        long to = n + piece[p + LinearTable.ENTRIES] * BYTES;
        store(a0, to & ADDRESSES);
    }

    // --- sums of vectors

    @Override
    public void combine(LinearSums sums, Numbers weights, long from, long fromStep, long to, long toStep,
            int tiles) {
        for (int t = 0; t < tiles; t++) {
            combineTile(sums.starts(), sums.sources(), sums.targets(), weights.floats(), from + t * fromStep,
                    to + t * toStep);
        }
    }

    private static void combineTile(int[] starts, int[] sources, int[] targets, float[] weights, long x, long y) {
        for (int i = 0; i < targets.length; i++) {
            FloatVector sum = all(0);
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                sum = load((x + sources[k]) & ADDRESSES).fma(all(weights[k]), sum);
            }
            store(sum, (y + targets[i]) & ADDRESSES);
        }
    }

    @Override
    public void product(int dimension, long left, long right, long to, long step, int tiles) {
        for (int t = 0; t < tiles; t++) {
            for (int entry = 0; entry < dimension * dimension; entry++) {
                int row = entry / dimension * dimension;
                int column = entry % dimension;
                productEntry(dimension, left + t * step + row * BYTES, right + t * step + column * BYTES,
                        to + t * step + entry * BYTES);
            }
        }
    }

    private static void productEntry(int dimension, long left, long right, long to) {
        FloatVector sum = all(0);
        for (int k = 0; k < dimension; k++) {
            sum = load((left + k * BYTES) & ADDRESSES).fma(load((right + (long) k * dimension * BYTES) & ADDRESSES),
                    sum);
        }
        store(sum, to & ADDRESSES);
    }

    @Override
    public void pick(int[] sources, long from, long fromStep, long to, long toStep, int tiles) {
        for (int t = 0; t < tiles; t++) {
            long x = from + t * fromStep;
            long y = to + t * toStep;
            for (int i = 0; i < sources.length; i++) {
                store(load((x + sources[i] * BYTES) & ADDRESSES), (y + i * BYTES) & ADDRESSES);
            }
        }
    }

    @Override
    public void dot(int count, long one, long other, long step, int tiles, long to, long toStep) {
        for (int t = 0; t < tiles; t++) {
            long x = one + t * step;
            long y = other + t * step;
            long o = (to + t * toStep) & ADDRESSES;
            FloatVector sum = load(o);
            for (int i = 0; i < count; i++) {
                sum = load((x + i * BYTES) & ADDRESSES).fma(load((y + i * BYTES) & ADDRESSES), sum);
            }
            store(sum, o);
        }
    }

    @Override
    public void turn(long sums, long step, int tiles, Numbers cosine, Numbers sine, int angle, long to,
            long toStep) {
        for (int t = 0; t < tiles; t++) {
            long x = (sums + t * step) & ADDRESSES;
            long o = (to + t * toStep) & ADDRESSES;
            FloatVector c = FloatVector.fromArray(SPECIES, cosine.floats(), angle + t * LANES);
            FloatVector s = FloatVector.fromArray(SPECIES, sine.floats(), angle + t * LANES);
            FloatVector sum = c.fma(load(x + BYTES), load(x));
            store(load(o).add(s.fma(load(x + 2 * BYTES), sum)), o);
        }
    }

    // --- blocks of a large vector

    @Override
    public void move(long state, long[] offsets, long block, boolean back) {
        if (back) {
            for (int row = 0; row < offsets.length; row++) {
                store(load((block + row * BYTES) & ADDRESSES), (state + offsets[row]) & ADDRESSES);
            }
        } else {
            for (int row = 0; row < offsets.length; row++) {
                store(load((state + offsets[row]) & ADDRESSES), (block + row * BYTES) & ADDRESSES);
            }
        }
    }

    @Override
    public void turnOver(long state, long[] offsets, long[] lanes, long block, boolean back) {
        for (int i = 0; i < offsets.length; i++) {
            long rows = (block + (long) i * LANES * BYTES) & ADDRESSES;
            for (int lane = 0; lane < LANES; lane++) {
                long numbers = (state + offsets[i] + lanes[lane]) & ADDRESSES;
                if (back) {
                    column(rows + lane * NUMBER.byteSize(), BYTES, numbers, NUMBER.byteSize());
                } else {
                    column(numbers, NUMBER.byteSize(), rows + lane * NUMBER.byteSize(), BYTES);
                }
            }
        }
    }

    private static void column(long from, long fromStep, long to, long toStep) {
        for (int i = 0; i < LANES; i++) {
            ALL.set(NUMBER, (to + i * toStep) & ADDRESSES, ALL.get(NUMBER, (from + i * fromStep) & ADDRESSES));
        }
    }
}
