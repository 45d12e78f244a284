package org.ketwright.kernels;

import static org.ketwright.kernels.FloatVectors.ADDRESSES;
import static org.ketwright.kernels.FloatVectors.ALL;
import static org.ketwright.kernels.FloatVectors.ORDER;
import static org.ketwright.kernels.FloatVectors.all;
import static org.ketwright.kernels.FloatVectors.entry;
import static org.ketwright.kernels.FloatVectors.imaginary;
import static org.ketwright.kernels.FloatVectors.load;
import static org.ketwright.kernels.FloatVectors.real;
import static org.ketwright.kernels.FloatVectors.store;
import static org.ketwright.kernels.Lanes.BYTES;
import static org.ketwright.kernels.Lanes.ROW;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over lanes in {@code float}. The loops in the other precision are this text with the name of the type
 * exchanged, which a test watches over.
 */
final class FloatKernels implements LaneKernels {
    static final FloatKernels INSTANCE = new FloatKernels();

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();

    private FloatKernels() {
    }

    // --- numbers of each lane

    @Override
    public void family(MemorySegment out, long at, long step, int tiles, Numbers parts, int components,
            Numbers cosine, Numbers sine, int from) {
        float[] p = parts.floats();
        for (int t = 0; t < tiles; t++) {
            FloatVector c = FloatVector.fromArray(SPECIES, cosine.floats(), from + t * LANES);
            FloatVector s = FloatVector.fromArray(SPECIES, sine.floats(), from + t * LANES);
            for (int i = 0; i < components; i++) {
                store(entry(p, 3 * i, c, s), out, at + t * step + (long) i * BYTES);
            }
        }
    }

    @Override
    public void constant(MemorySegment out, long at, long step, int tiles, Numbers values, int components) {
        float[] v = values.floats();
        for (int t = 0; t < tiles; t++) {
            for (int i = 0; i < components; i++) {
                store(all(v[i]), out, at + t * step + (long) i * BYTES);
            }
        }
    }

    @Override
    public void multiply(MemorySegment m, long at, long step, int tiles, int columns, MemorySegment left, long leftAt,
            long leftStep) {
        for (int t = 0; t < tiles; t++) {
            for (int column = 0; column < columns; column++) {
                multiplyColumn(m, at + t * step + column * 4L * BYTES, left, leftAt + t * leftStep);
            }
        }
    }

    private static void multiplyColumn(MemorySegment m, long o, MemorySegment left, long l) {
        FloatVector xr = load(m, o);
        FloatVector xi = load(m, o + BYTES);
        FloatVector yr = load(m, o + 2 * BYTES);
        FloatVector yi = load(m, o + 3 * BYTES);
        FloatVector nxi = xi.neg();
        FloatVector nyi = yi.neg();
        for (int row = 0; row < 2; row++) {
            FloatVector ar = load(left, l + row * 2L * BYTES);
            FloatVector ai = load(left, l + row * 2L * BYTES + BYTES);
            FloatVector br = load(left, l + row * 2L * BYTES + 4 * BYTES);
            FloatVector bi = load(left, l + row * 2L * BYTES + 5 * BYTES);
            store(bi.fma(nyi, br.fma(yr, ai.fma(nxi, ar.mul(xr)))), m, o + row * 2L * BYTES);
            store(bi.fma(yr, br.fma(yi, ai.fma(xr, ar.mul(xi)))), m, o + row * 2L * BYTES + BYTES);
        }
    }

    @Override
    public void multiplyDiagonal(MemorySegment m, long at, long step, int tiles, int columns, Numbers parts,
            Numbers cosine, Numbers sine, int from) {
        float[] p = parts.floats();
        for (int t = 0; t < tiles; t++) {
            FloatVector c = FloatVector.fromArray(SPECIES, cosine.floats(), from + t * LANES);
            FloatVector s = FloatVector.fromArray(SPECIES, sine.floats(), from + t * LANES);
            FloatVector dr = entry(p, 0, c, s);
            FloatVector di = entry(p, 3, c, s);
            FloatVector er = entry(p, 18, c, s);
            FloatVector ei = entry(p, 21, c, s);
            for (int column = 0; column < columns; column++) {
                long o = at + t * step + column * 4L * BYTES;
                FloatVector xr = load(m, o);
                FloatVector xi = load(m, o + BYTES);
                FloatVector yr = load(m, o + 2 * BYTES);
                FloatVector yi = load(m, o + 3 * BYTES);
                store(dr.mul(xr).sub(di.mul(xi)), m, o);
                store(di.fma(xr, dr.mul(xi)), m, o + BYTES);
                store(er.mul(yr).sub(ei.mul(yi)), m, o + 2 * BYTES);
                store(ei.fma(yr, er.mul(yi)), m, o + 3 * BYTES);
            }
        }
    }

    @Override
    public void multiplyReal(MemorySegment m, long at, long step, int tiles, int columns, Numbers parts,
            Numbers cosine, Numbers sine, int from) {
        float[] p = parts.floats();
        for (int t = 0; t < tiles; t++) {
            FloatVector c = FloatVector.fromArray(SPECIES, cosine.floats(), from + t * LANES);
            FloatVector s = FloatVector.fromArray(SPECIES, sine.floats(), from + t * LANES);
            FloatVector m00 = entry(p, 0, c, s);
            FloatVector m10 = entry(p, 6, c, s);
            FloatVector m01 = entry(p, 12, c, s);
            FloatVector m11 = entry(p, 18, c, s);
            for (int part = 0; part < 2 * columns; part++) {
                long o = at + t * step + (part >> 1) * 4L * BYTES + (part & 1) * BYTES;
                FloatVector x = load(m, o);
                FloatVector y = load(m, o + 2 * BYTES);
                store(m01.fma(y, m00.mul(x)), m, o);
                store(m11.fma(y, m10.mul(x)), m, o + 2 * BYTES);
            }
        }
    }

    @Override
    public void multiplyConstant(MemorySegment m, long at, long step, int tiles, int columns, Numbers left) {
        float[] l = left.floats();
        FloatVector ar = all(l[0]);
        FloatVector ai = all(l[1]);
        FloatVector cr = all(l[2]);
        FloatVector ci = all(l[3]);
        FloatVector br = all(l[4]);
        FloatVector bi = all(l[5]);
        FloatVector dr = all(l[6]);
        FloatVector di = all(l[7]);
        for (int t = 0; t < tiles; t++) {
            for (int column = 0; column < columns; column++) {
                long o = at + t * step + column * 4L * BYTES;
                FloatVector xr = load(m, o);
                FloatVector xi = load(m, o + BYTES);
                FloatVector yr = load(m, o + 2 * BYTES);
                FloatVector yi = load(m, o + 3 * BYTES);
                FloatVector nxi = xi.neg();
                FloatVector nyi = yi.neg();
                store(bi.fma(nyi, br.fma(yr, ai.fma(nxi, ar.mul(xr)))), m, o);
                store(bi.fma(yr, br.fma(yi, ai.fma(xr, ar.mul(xi)))), m, o + BYTES);
                store(di.fma(nyi, dr.fma(yr, ci.fma(nxi, cr.mul(xr)))), m, o + 2 * BYTES);
                store(di.fma(yr, dr.fma(yi, ci.fma(xr, cr.mul(xi)))), m, o + 3 * BYTES);
            }
        }
    }

    @Override
    public void adjoint(MemorySegment m, long at, long step, int tiles, MemorySegment out, long outAt, long outStep) {
        for (int t = 0; t < tiles; t++) {
            long o = at + t * step;
            long q = outAt + t * outStep;
            for (int entry = 0; entry < 4; entry++) {
                // 00 and 11 stay, 10 and 01 change places.
                int from = entry == 1 ? 2 : entry == 2 ? 1 : entry;
                store(load(m, o + from * ROW), out, q + entry * ROW);
                store(load(m, o + from * ROW + BYTES).neg(), out, q + entry * ROW + BYTES);
            }
        }
    }

    // --- states

    @Override
    public void pairs(MemorySegment state, long at, long step, int tiles, int[] rows, int count, MemorySegment m,
            long mAt, long mStep) {
        for (int t = 0; t < tiles; t++) {
            pairsOfTile(state, at + t * step, rows, count, m, mAt + t * mStep);
        }
    }

    private static void pairsOfTile(MemorySegment state, long at, int[] rows, int count, MemorySegment m, long mAt) {
        long base = state.address() + at;
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector cr = load(m, mAt + 2 * BYTES);
        FloatVector ci = load(m, mAt + 3 * BYTES);
        FloatVector br = load(m, mAt + 4 * BYTES);
        FloatVector bi = load(m, mAt + 5 * BYTES);
        FloatVector dr = load(m, mAt + 6 * BYTES);
        FloatVector di = load(m, mAt + 7 * BYTES);
        FloatVector nai = ai.neg();
        FloatVector nbi = bi.neg();
        FloatVector nci = ci.neg();
        FloatVector ndi = di.neg();
        for (int k = 0; k < count; k++) {
            long o = (base + rows[2 * k] * ROW) & ADDRESSES;
            long q = (base + rows[2 * k + 1] * ROW) & ADDRESSES;
            FloatVector xr = load(o);
            FloatVector xi = load(o + BYTES);
            FloatVector yr = load(q);
            FloatVector yi = load(q + BYTES);
            store(yi.fma(nbi, yr.fma(br, xi.fma(nai, xr.mul(ar)))), o);
            store(yr.fma(bi, yi.fma(br, xr.fma(ai, xi.mul(ar)))), o + BYTES);
            store(yi.fma(ndi, yr.fma(dr, xi.fma(nci, xr.mul(cr)))), q);
            store(yr.fma(di, yi.fma(dr, xr.fma(ci, xi.mul(cr)))), q + BYTES);
        }
    }

    @Override
    public void realPairs(MemorySegment state, long at, long step, int tiles, int[] rows, int count, MemorySegment m,
            long mAt, long mStep) {
        for (int t = 0; t < tiles; t++) {
            realPairsOfTile(state, at + t * step, rows, count, m, mAt + t * mStep);
        }
    }

    private static void realPairsOfTile(MemorySegment state, long at, int[] rows, int count, MemorySegment m,
            long mAt) {
        long base = state.address() + at;
        FloatVector a = load(m, mAt);
        FloatVector c = load(m, mAt + 2 * BYTES);
        FloatVector b = load(m, mAt + 4 * BYTES);
        FloatVector d = load(m, mAt + 6 * BYTES);
        for (int k = 0; k < count; k++) {
            long o = (base + rows[2 * k] * ROW) & ADDRESSES;
            long q = (base + rows[2 * k + 1] * ROW) & ADDRESSES;
            FloatVector xr = load(o);
            FloatVector xi = load(o + BYTES);
            FloatVector yr = load(q);
            FloatVector yi = load(q + BYTES);
            store(yr.fma(b, xr.mul(a)), o);
            store(yi.fma(b, xi.mul(a)), o + BYTES);
            store(yr.fma(d, xr.mul(c)), q);
            store(yi.fma(d, xi.mul(c)), q + BYTES);
        }
    }

    @Override
    public void table(MemorySegment state, long at, long step, int tiles, int rows, Numbers table) {
        float[] f = table.floats();
        for (int t = 0; t < tiles; t++) {
            tableOfTile(state, at + t * step, rows, f);
        }
    }

    private static void tableOfTile(MemorySegment state, long at, int rows, float[] f) {
        long base = state.address() + at;
        for (int row = 0; row < rows; row++) {
            long o = (base + row * ROW) & ADDRESSES;
            FloatVector xr = load(o);
            FloatVector xi = load(o + BYTES);
            FloatVector dr = all(f[2 * row]);
            FloatVector di = all(f[2 * row + 1]);
            store(di.fma(xi.neg(), dr.mul(xr)), o);
            store(di.fma(xr, dr.mul(xi)), o + BYTES);
        }
    }

    @Override
    public void scale(MemorySegment state, long at, long step, int tiles, int[] rows, MemorySegment factor,
            long factorAt, long factorStep, boolean conjugate) {
        for (int t = 0; t < tiles; t++) {
            scaleOfTile(state, at + t * step, rows, factor, factorAt + t * factorStep, conjugate);
        }
    }

    private static void scaleOfTile(MemorySegment state, long at, int[] rows, MemorySegment factor, long f,
            boolean conjugate) {
        FloatVector dr = load(factor, f);
        FloatVector di = conjugate ? load(factor, f + BYTES).neg() : load(factor, f + BYTES);
        FloatVector ndi = di.neg();
        for (int row : rows) {
            long o = at + row * ROW;
            FloatVector xr = load(state, o);
            FloatVector xi = load(state, o + BYTES);
            store(ndi.fma(xi, dr.mul(xr)), state, o);
            store(di.fma(xr, dr.mul(xi)), state, o + BYTES);
        }
    }

    @Override
    public void block(MemorySegment state, long at, long step, int tiles, int[] rows, int count, int size,
            Numbers matrix, boolean real, MemorySegment scratch) {
        float[] m = matrix.floats();
        for (int t = 0; t < tiles; t++) {
            for (int k = 0; k < count; k++) {
                for (int row = 0; row < size; row++) {
                    if (real) {
                        realBlockRow(state, at + t * step, rows, k * size, size, m, 2 * row * size, scratch, row);
                    } else {
                        blockRow(state, at + t * step, rows, k * size, size, m, 2 * row * size, scratch, row);
                    }
                }
                putBack(state, at + t * step, rows, k * size, size, scratch);
            }
        }
    }

    private static void blockRow(MemorySegment state, long at, int[] rows, int from, int size, float[] m, int mAt,
            MemorySegment scratch, int row) {
        FloatVector re = all(0);
        FloatVector im = all(0);
        FloatVector less = all(0);
        for (int c = 0; c < size; c++) {
            long o = at + rows[from + c] * ROW;
            FloatVector xr = load(state, o);
            FloatVector xi = load(state, o + BYTES);
            FloatVector ar = all(m[mAt + 2 * c]);
            FloatVector ai = all(m[mAt + 2 * c + 1]);
            re = xr.fma(ar, re);
            less = xi.fma(ai, less);
            im = xr.fma(ai, xi.fma(ar, im));
        }
        store(re.sub(less), scratch, row * ROW);
        store(im, scratch, row * ROW + BYTES);
    }

    private static void realBlockRow(MemorySegment state, long at, int[] rows, int from, int size, float[] m,
            int mAt, MemorySegment scratch, int row) {
        FloatVector re = all(0);
        FloatVector im = all(0);
        for (int c = 0; c < size; c++) {
            long o = at + rows[from + c] * ROW;
            FloatVector a = all(m[mAt + 2 * c]);
            re = load(state, o).fma(a, re);
            im = load(state, o + BYTES).fma(a, im);
        }
        store(re, scratch, row * ROW);
        store(im, scratch, row * ROW + BYTES);
    }

    private static void putBack(MemorySegment state, long at, int[] rows, int from, int size, MemorySegment scratch) {
        for (int c = 0; c < size; c++) {
            long o = at + rows[from + c] * ROW;
            store(load(scratch, c * ROW), state, o);
            store(load(scratch, c * ROW + BYTES), state, o + BYTES);
        }
    }

    @Override
    public void laneBlock(MemorySegment state, long at, long step, int tiles, int[] rows, int count, int size,
            MemorySegment m, long mStep, MemorySegment scratch) {
        for (int t = 0; t < tiles; t++) {
            for (int k = 0; k < count; k++) {
                for (int row = 0; row < size; row++) {
                    laneBlockRow(state, at + t * step, rows, k * size, size, m, t * mStep + (long) row * size * ROW,
                            scratch, row);
                }
                putBack(state, at + t * step, rows, k * size, size, scratch);
            }
        }
    }

    private static void laneBlockRow(MemorySegment state, long at, int[] rows, int from, int size, MemorySegment m,
            long mAt, MemorySegment scratch, int row) {
        FloatVector re = all(0);
        FloatVector im = all(0);
        FloatVector less = all(0);
        for (int c = 0; c < size; c++) {
            long o = at + rows[from + c] * ROW;
            FloatVector xr = load(state, o);
            FloatVector xi = load(state, o + BYTES);
            FloatVector ar = load(m, mAt + c * ROW);
            FloatVector ai = load(m, mAt + c * ROW + BYTES);
            re = xr.fma(ar, re);
            less = xi.fma(ai, less);
            im = xr.fma(ai, xi.fma(ar, im));
        }
        store(re.sub(less), scratch, row * ROW);
        store(im, scratch, row * ROW + BYTES);
    }

    @Override
    public void gather(MemorySegment state, long at, long step, int tiles, int[] source, MemorySegment out) {
        for (int t = 0; t < tiles; t++) {
            for (int row = 0; row < source.length; row++) {
                long o = at + t * step + source[row] * ROW;
                long q = t * step + row * ROW;
                store(load(state, o), out, q);
                store(load(state, o + BYTES), out, q + BYTES);
            }
        }
    }

    // --- starts

    @Override
    public void one(MemorySegment state, long at, long step, int tiles) {
        for (int t = 0; t < tiles; t++) {
            store(all(1), state, at + t * step);
            store(all(0), state, at + t * step + BYTES);
        }
    }

    @Override
    public void grow(MemorySegment state, long step, int tiles, int bit, int from, int to, MemorySegment m, long mAt,
            long mStep) {
        for (int t = 0; t < tiles; t++) {
            growTile(state, t * step + from * ROW, t * step + to * ROW, 1 << bit, m, mAt + t * mStep);
        }
    }

    private static void growTile(MemorySegment state, long from, long to, int half, MemorySegment m, long mAt) {
        long base = state.address();
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector br = load(m, mAt + 2 * BYTES);
        FloatVector bi = load(m, mAt + 3 * BYTES);
        FloatVector nai = ai.neg();
        FloatVector nbi = bi.neg();
        for (int row = 0; row < half; row++) {
            long o = (base + to + row * ROW) & ADDRESSES;
            long q = (o + half * ROW) & ADDRESSES;
            long source = (base + from + row * ROW) & ADDRESSES;
            FloatVector xr = load(source);
            FloatVector xi = load(source + BYTES);
            store(xi.fma(nai, xr.mul(ar)), o);
            store(xr.fma(ai, xi.mul(ar)), o + BYTES);
            store(xi.fma(nbi, xr.mul(br)), q);
            store(xr.fma(bi, xi.mul(br)), q + BYTES);
        }
    }

    @Override
    public void fromArray(MemorySegment to, long at, long step, int tiles, Numbers from) {
        for (int t = 0; t < tiles; t++) {
            store(FloatVector.fromArray(SPECIES, from.floats(), t * LANES), to, at + t * step);
        }
    }

    @Override
    public void toArray(MemorySegment from, long at, long step, int tiles, Numbers to) {
        for (int t = 0; t < tiles; t++) {
            load(from, at + t * step).intoArray(to.floats(), t * LANES);
        }
    }

    // --- reading

    @Override
    public void weigh(MemorySegment state, long at, long step, int tiles, int rows, Numbers weights, int width, int k,
            MemorySegment out) {
        float[] w = weights.floats();
        for (int t = 0; t < tiles; t++) {
            weighTile(state, at + t * step, rows, w, width, k, out, (k * (long) tiles + t) * BYTES,
                    tiles * BYTES);
        }
    }

    private static void weighTile(MemorySegment state, long at, int rows, float[] w, int width, int k,
            MemorySegment out, long outAt, long outStep) {
        long base = state.address() + at;
        FloatVector e0 = all(0);
        FloatVector e1 = all(0);
        FloatVector e2 = all(0);
        FloatVector e3 = all(0);
        for (int row = 0; row < rows; row++) {
            long o = (base + row * ROW) & ADDRESSES;
            FloatVector xr = load(o);
            FloatVector xi = load(o + BYTES);
            FloatVector p = xi.fma(xi, xr.mul(xr));
            int i = row * width + k;
            e0 = p.fma(all(w[i]), e0);
            e1 = p.fma(all(w[i + 1]), e1);
            e2 = p.fma(all(w[i + 2]), e2);
            e3 = p.fma(all(w[i + 3]), e3);
        }
        store(e0, out, outAt);
        store(e1, out, outAt + outStep);
        store(e2, out, outAt + 2 * outStep);
        store(e3, out, outAt + 3 * outStep);
    }

    @Override
    public void cross(MemorySegment state, long at, long step, int tiles, int[] rows, Numbers weights,
            MemorySegment out, int k) {
        float[] w = weights.floats();
        for (int t = 0; t < tiles; t++) {
            FloatVector sum = all(0);
            for (int pair = 0; pair < rows.length / 2; pair++) {
                long o = at + t * step + rows[2 * pair] * ROW;
                long q = at + t * step + rows[2 * pair + 1] * ROW;
                FloatVector xr = load(state, o);
                FloatVector xi = load(state, o + BYTES);
                FloatVector yr = load(state, q);
                FloatVector yi = load(state, q + BYTES);
                FloatVector re = yi.fma(xi, yr.mul(xr));
                FloatVector im = yr.mul(xi).sub(yi.mul(xr));
                sum = re.fma(all(2 * w[2 * pair]), im.fma(all(-2 * w[2 * pair + 1]), sum));
            }
            long e = (k * (long) tiles + t) * BYTES;
            store(load(out, e).add(sum), out, e);
        }
    }

    @Override
    public void dot(MemorySegment bra, MemorySegment ket, long step, int tiles, int rows, MemorySegment out) {
        for (int t = 0; t < tiles; t++) {
            FloatVector re = all(0);
            FloatVector im = all(0);
            FloatVector less = all(0);
            for (int row = 0; row < rows; row++) {
                long o = t * step + row * ROW;
                FloatVector ur = load(bra, o);
                FloatVector ui = load(bra, o + BYTES);
                FloatVector xr = load(ket, o);
                FloatVector xi = load(ket, o + BYTES);
                re = ui.fma(xi, ur.fma(xr, re));
                im = ur.fma(xi, im);
                less = ui.fma(xr, less);
            }
            store(re, out, t * ROW);
            store(im.sub(less), out, t * ROW + BYTES);
        }
    }

    @Override
    public void probabilities(MemorySegment state, long at, int[] outcome, MemorySegment out) {
        for (int row = 0; row < outcome.length; row++) {
            FloatVector xr = load(state, at + row * ROW);
            FloatVector xi = load(state, at + row * ROW + BYTES);
            long q = outcome[row] * BYTES;
            store(xi.fma(xi, xr.fma(xr, load(out, q))), out, q);
        }
    }

    // --- going back

    @Override
    public void coState(MemorySegment state, MemorySegment coState, long step, int tiles, int rows, Numbers weights,
            int width, int outputs, MemorySegment cotangent) {
        float[] w = weights.floats();
        for (int t = 0; t < tiles; t++) {
            for (int row = 0; row < rows; row++) {
                FloatVector sum = all(0);
                for (int k = 0; k < outputs; k++) {
                    sum = load(cotangent, (k * (long) tiles + t) * BYTES).fma(all(w[row * width + k]), sum);
                }
                long o = t * step + row * ROW;
                store(load(state, o).mul(sum), coState, o);
                store(load(state, o + BYTES).mul(sum), coState, o + BYTES);
            }
        }
    }

    @Override
    public void coCross(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, Numbers weights,
            MemorySegment cotangent, int k) {
        float[] w = weights.floats();
        for (int t = 0; t < tiles; t++) {
            FloatVector cot = load(cotangent, (k * (long) tiles + t) * BYTES);
            for (int pair = 0; pair < rows.length / 2; pair++) {
                FloatVector wr = cot.mul(w[2 * pair]);
                FloatVector wi = cot.mul(w[2 * pair + 1]);
                long o = t * step + rows[2 * pair] * ROW;
                long q = t * step + rows[2 * pair + 1] * ROW;
                addTimes(coState, q, wr, wi, state, o);
                addTimes(coState, o, wr, wi.neg(), state, q);
            }
        }
    }

    private static void addTimes(MemorySegment to, long at, FloatVector wr, FloatVector wi, MemorySegment from,
            long o) {
        FloatVector xr = load(from, o);
        FloatVector xi = load(from, o + BYTES);
        store(wi.fma(xi.neg(), wr.fma(xr, load(to, at))), to, at);
        store(wi.fma(xr, wr.fma(xi, load(to, at + BYTES))), to, at + BYTES);
    }

    @Override
    public void moments(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment moments, boolean more) {
        for (int t = 0; t < tiles; t++) {
            momentsOfTile(state, coState, t * step, rows, count, moments, t * 4L * BYTES, more);
        }
    }

    private static void momentsOfTile(MemorySegment state, MemorySegment coState, long at, int[] rows, int count,
            MemorySegment moments, long e, boolean more) {
        long x = state.address() + at;
        long u = coState.address() + at;
        FloatVector m0 = all(0);
        FloatVector m1 = all(0);
        FloatVector mr = all(0);
        FloatVector mi = all(0);
        for (int k = 0; k < count; k++) {
            long first = rows[2 * k] * ROW;
            long second = rows[2 * k + 1] * ROW;
            long xo = (x + first) & ADDRESSES;
            long xq = (x + second) & ADDRESSES;
            long uo = (u + first) & ADDRESSES;
            long uq = (u + second) & ADDRESSES;
            FloatVector xr = load(xo);
            FloatVector xi = load(xo + BYTES);
            FloatVector yr = load(xq).neg();
            FloatVector yi = load(xq + BYTES);
            FloatVector ur = load(uo);
            FloatVector ui = load(uo + BYTES).neg();
            FloatVector vr = load(uq);
            FloatVector vi = load(uq + BYTES);
            m0 = xi.fma(ur, xr.fma(ui, m0));
            m1 = yi.fma(vr, yr.fma(vi, m1));
            mr = xr.fma(vr, xi.fma(vi, yr.fma(ur, yi.fma(ui, mr))));
            mi = xi.fma(vr, yr.neg().fma(ui, yi.fma(ur, mi.sub(xr.mul(vi)))));
        }
        if (more) {
            m0 = m0.add(load(moments, e));
            m1 = m1.add(load(moments, e + BYTES));
            mr = mr.add(load(moments, e + 2 * BYTES));
            mi = mi.add(load(moments, e + 3 * BYTES));
        }
        store(m0, moments, e);
        store(m1, moments, e + BYTES);
        store(mr, moments, e + 2 * BYTES);
        store(mi, moments, e + 3 * BYTES);
    }

    @Override
    public void undoCoPairs(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment m, long mStep, MemorySegment moments, boolean more) {
        for (int t = 0; t < tiles; t++) {
            undoCoPairsOfTile(state, coState, t * step, rows, count, m, t * mStep, moments, t * 4L * BYTES, more);
        }
    }

    private static void undoCoPairsOfTile(MemorySegment state, MemorySegment coState, long at, int[] rows, int count,
            MemorySegment m, long mAt, MemorySegment moments, long e, boolean more) {
        long x = state.address() + at;
        long u = coState.address() + at;
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector cr = load(m, mAt + 2 * BYTES);
        FloatVector ci = load(m, mAt + 3 * BYTES);
        FloatVector br = load(m, mAt + 4 * BYTES);
        FloatVector bi = load(m, mAt + 5 * BYTES);
        FloatVector dr = load(m, mAt + 6 * BYTES);
        FloatVector di = load(m, mAt + 7 * BYTES);
        FloatVector nai = ai.neg();
        FloatVector nbi = bi.neg();
        FloatVector nci = ci.neg();
        FloatVector ndi = di.neg();
        // What is subtracted is summed apart, which spares negations.
        FloatVector m0 = all(0);
        FloatVector n0 = all(0);
        FloatVector m1 = all(0);
        FloatVector n1 = all(0);
        FloatVector mr = all(0);
        FloatVector nr = all(0);
        FloatVector mi = all(0);
        FloatVector ni = all(0);
        for (int k = 0; k < count; k++) {
            long first = rows[2 * k] * ROW;
            long second = rows[2 * k + 1] * ROW;
            long xo = (x + first) & ADDRESSES;
            long xq = (x + second) & ADDRESSES;
            long uo = (u + first) & ADDRESSES;
            long uq = (u + second) & ADDRESSES;
            // Too much for the compiler if methods lie between these and the vectors' own.
            FloatVector xr = FloatVector.fromMemorySegment(SPECIES, ALL, xo, ORDER);
            FloatVector xi = FloatVector.fromMemorySegment(SPECIES, ALL, xo + BYTES, ORDER);
            FloatVector yr = FloatVector.fromMemorySegment(SPECIES, ALL, xq, ORDER);
            FloatVector yi = FloatVector.fromMemorySegment(SPECIES, ALL, xq + BYTES, ORDER);
            FloatVector ur = FloatVector.fromMemorySegment(SPECIES, ALL, uo, ORDER);
            FloatVector ui = FloatVector.fromMemorySegment(SPECIES, ALL, uo + BYTES, ORDER);
            FloatVector vr = FloatVector.fromMemorySegment(SPECIES, ALL, uq, ORDER);
            FloatVector vi = FloatVector.fromMemorySegment(SPECIES, ALL, uq + BYTES, ORDER);
            m0 = xi.fma(ur, m0);
            n0 = xr.fma(ui, n0);
            m1 = yi.fma(vr, m1);
            n1 = yr.fma(vi, n1);
            mr = xr.fma(vr, xi.fma(vi, mr));
            nr = yr.fma(ur, yi.fma(ui, nr));
            mi = xi.fma(vr, yi.fma(ur, mi));
            ni = xr.fma(vi, yr.fma(ui, ni));
            ur.fma(ar, ui.fma(nai, vr.fma(br, vi.mul(nbi)))).intoMemorySegment(ALL, uo, ORDER);
            ui.fma(ar, ur.fma(ai, vi.fma(br, vr.mul(bi)))).intoMemorySegment(ALL, uo + BYTES, ORDER);
            ur.fma(cr, ui.fma(nci, vr.fma(dr, vi.mul(ndi)))).intoMemorySegment(ALL, uq, ORDER);
            ui.fma(cr, ur.fma(ci, vi.fma(dr, vr.mul(di)))).intoMemorySegment(ALL, uq + BYTES, ORDER);
        }
        m0 = m0.sub(n0);
        m1 = m1.sub(n1);
        mr = mr.sub(nr);
        mi = mi.sub(ni);
        if (more) {
            m0 = m0.add(load(moments, e));
            m1 = m1.add(load(moments, e + BYTES));
            mr = mr.add(load(moments, e + 2 * BYTES));
            mi = mi.add(load(moments, e + 3 * BYTES));
        }
        store(m0, moments, e);
        store(m1, moments, e + BYTES);
        store(mr, moments, e + 2 * BYTES);
        store(mi, moments, e + 3 * BYTES);
    }

    @Override
    public void undoPairs(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment m, long mStep, MemorySegment moments, boolean more) {
        for (int t = 0; t < tiles; t++) {
            undoPairsOfTile(state, coState, t * step, rows, count, m, t * mStep, moments, t * 4L * BYTES, more);
        }
    }

    private static void undoPairsOfTile(MemorySegment state, MemorySegment coState, long at, int[] rows, int count,
            MemorySegment m, long mAt, MemorySegment moments, long e, boolean more) {
        long x = state.address() + at;
        long u = coState.address() + at;
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector cr = load(m, mAt + 2 * BYTES);
        FloatVector ci = load(m, mAt + 3 * BYTES);
        FloatVector br = load(m, mAt + 4 * BYTES);
        FloatVector bi = load(m, mAt + 5 * BYTES);
        FloatVector dr = load(m, mAt + 6 * BYTES);
        FloatVector di = load(m, mAt + 7 * BYTES);
        FloatVector nai = ai.neg();
        FloatVector nbi = bi.neg();
        FloatVector nci = ci.neg();
        FloatVector ndi = di.neg();
        // What is subtracted is summed apart, which spares negations.
        FloatVector m0 = all(0);
        FloatVector n0 = all(0);
        FloatVector m1 = all(0);
        FloatVector n1 = all(0);
        FloatVector mr = all(0);
        FloatVector nr = all(0);
        FloatVector mi = all(0);
        FloatVector ni = all(0);
        for (int k = 0; k < count; k++) {
            long first = rows[2 * k] * ROW;
            long second = rows[2 * k + 1] * ROW;
            long xo = (x + first) & ADDRESSES;
            long xq = (x + second) & ADDRESSES;
            long uo = (u + first) & ADDRESSES;
            long uq = (u + second) & ADDRESSES;
            // Too much for the compiler if methods lie between these and the vectors' own.
            FloatVector xr = FloatVector.fromMemorySegment(SPECIES, ALL, xo, ORDER);
            FloatVector xi = FloatVector.fromMemorySegment(SPECIES, ALL, xo + BYTES, ORDER);
            FloatVector yr = FloatVector.fromMemorySegment(SPECIES, ALL, xq, ORDER);
            FloatVector yi = FloatVector.fromMemorySegment(SPECIES, ALL, xq + BYTES, ORDER);
            FloatVector ur = FloatVector.fromMemorySegment(SPECIES, ALL, uo, ORDER);
            FloatVector ui = FloatVector.fromMemorySegment(SPECIES, ALL, uo + BYTES, ORDER);
            FloatVector vr = FloatVector.fromMemorySegment(SPECIES, ALL, uq, ORDER);
            FloatVector vi = FloatVector.fromMemorySegment(SPECIES, ALL, uq + BYTES, ORDER);
            m0 = xi.fma(ur, m0);
            n0 = xr.fma(ui, n0);
            m1 = yi.fma(vr, m1);
            n1 = yr.fma(vi, n1);
            mr = xr.fma(vr, xi.fma(vi, mr));
            nr = yr.fma(ur, yi.fma(ui, nr));
            mi = xi.fma(vr, yi.fma(ur, mi));
            ni = xr.fma(vi, yr.fma(ui, ni));
            xr.fma(ar, xi.fma(nai, yr.fma(br, yi.mul(nbi)))).intoMemorySegment(ALL, xo, ORDER);
            xi.fma(ar, xr.fma(ai, yi.fma(br, yr.mul(bi)))).intoMemorySegment(ALL, xo + BYTES, ORDER);
            xr.fma(cr, xi.fma(nci, yr.fma(dr, yi.mul(ndi)))).intoMemorySegment(ALL, xq, ORDER);
            xi.fma(cr, xr.fma(ci, yi.fma(dr, yr.mul(di)))).intoMemorySegment(ALL, xq + BYTES, ORDER);
            ur.fma(ar, ui.fma(nai, vr.fma(br, vi.mul(nbi)))).intoMemorySegment(ALL, uo, ORDER);
            ui.fma(ar, ur.fma(ai, vi.fma(br, vr.mul(bi)))).intoMemorySegment(ALL, uo + BYTES, ORDER);
            ur.fma(cr, ui.fma(nci, vr.fma(dr, vi.mul(ndi)))).intoMemorySegment(ALL, uq, ORDER);
            ui.fma(cr, ur.fma(ci, vi.fma(dr, vr.mul(di)))).intoMemorySegment(ALL, uq + BYTES, ORDER);
        }
        m0 = m0.sub(n0);
        m1 = m1.sub(n1);
        mr = mr.sub(nr);
        mi = mi.sub(ni);
        if (more) {
            m0 = m0.add(load(moments, e));
            m1 = m1.add(load(moments, e + BYTES));
            mr = mr.add(load(moments, e + 2 * BYTES));
            mi = mi.add(load(moments, e + 3 * BYTES));
        }
        store(m0, moments, e);
        store(m1, moments, e + BYTES);
        store(mr, moments, e + 2 * BYTES);
        store(mi, moments, e + 3 * BYTES);
    }

    @Override
    public void productMoments(MemorySegment prefix, MemorySegment coState, long step, int tiles, int bit,
            MemorySegment m, long mAt, long mStep, MemorySegment moments) {
        for (int t = 0; t < tiles; t++) {
            productMomentsOfTile(prefix, coState, t * step, 1 << bit, m, mAt + t * mStep, moments, t * 4L * BYTES);
        }
    }

    private static void productMomentsOfTile(MemorySegment prefix, MemorySegment coState, long at, int half,
            MemorySegment m, long mAt, MemorySegment moments, long e) {
        FloatVector gr = all(0);
        FloatVector gi = all(0);
        FloatVector hr = all(0);
        FloatVector hi = all(0);
        for (int row = 0; row < half; row++) {
            long o = at + row * ROW;
            long q = o + half * ROW;
            FloatVector xr = load(prefix, q);
            FloatVector xi = load(prefix, q + BYTES);
            FloatVector nxr = xr.neg();
            FloatVector ur = load(coState, o);
            FloatVector ui = load(coState, o + BYTES);
            FloatVector vr = load(coState, q);
            FloatVector vi = load(coState, q + BYTES);
            gr = ur.fma(xr, ui.fma(xi, gr));
            gi = ur.fma(xi, ui.fma(nxr, gi));
            hr = vr.fma(xr, vi.fma(xi, hr));
            hi = vr.fma(xi, vi.fma(nxr, hi));
        }
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector br = load(m, mAt + 2 * BYTES);
        FloatVector bi = load(m, mAt + 3 * BYTES);
        store(ar.fma(gi, ai.mul(gr)), moments, e);
        store(br.fma(hi, bi.mul(hr)), moments, e + BYTES);
        store(ar.mul(hr).sub(ai.mul(hi)).sub(br.mul(gr)).add(bi.mul(gi)), moments, e + 2 * BYTES);
        store(ar.mul(hi).add(ai.mul(hr)).add(br.mul(gi)).add(bi.mul(gr)), moments, e + 3 * BYTES);
    }

    @Override
    public void contract(MemorySegment coState, long step, int tiles, int bit, MemorySegment m, long mAt,
            long mStep) {
        for (int t = 0; t < tiles; t++) {
            contractTile(coState, t * step, 1 << bit, m, mAt + t * mStep);
        }
    }

    private static void contractTile(MemorySegment coState, long at, int half, MemorySegment m, long mAt) {
        FloatVector ar = load(m, mAt);
        FloatVector ai = load(m, mAt + BYTES);
        FloatVector br = load(m, mAt + 2 * BYTES);
        FloatVector bi = load(m, mAt + 3 * BYTES);
        FloatVector nai = ai.neg();
        FloatVector nbi = bi.neg();
        for (int row = 0; row < half; row++) {
            long o = at + row * ROW;
            long q = o + half * ROW;
            FloatVector ur = load(coState, o);
            FloatVector ui = load(coState, o + BYTES);
            FloatVector vr = load(coState, q);
            FloatVector vi = load(coState, q + BYTES);
            store(vi.fma(bi, vr.fma(br, ui.fma(ai, ur.mul(ar)))), coState, o);
            store(vr.fma(nbi, vi.fma(br, ur.fma(nai, ui.mul(ar)))), coState, o + BYTES);
        }
    }

    @Override
    public void backDiagonal(MemorySegment moments, int tiles, MemorySegment m, long mAt, long derivativeAt, long step,
            MemorySegment gradient, long gradientAt) {
        // With entries d and e: rates Im(d' conj(d)) and Im(e' conj(e)); the moment 01 turns by conj(d) e.
        for (int t = 0; t < tiles; t++) {
            long at = t * 4L * BYTES;
            long o = mAt + t * step;
            long q = derivativeAt + t * step;
            long g = gradientAt + t * BYTES;
            FloatVector dr = load(m, o);
            FloatVector di = load(m, o + BYTES);
            FloatVector er = load(m, o + 6 * BYTES);
            FloatVector ei = load(m, o + 7 * BYTES);
            FloatVector d = load(m, q + BYTES).mul(dr).sub(load(m, q).mul(di));
            FloatVector e = load(m, q + 7 * BYTES).mul(er).sub(load(m, q + 6 * BYTES).mul(ei));
            FloatVector sum = d.fma(load(moments, at), e.mul(load(moments, at + BYTES)));
            store(sum.fma(all(-2), load(gradient, g)), gradient, g);
            FloatVector re = dr.fma(er, di.mul(ei));
            FloatVector im = dr.mul(ei).sub(di.mul(er));
            FloatVector nr = load(moments, at + 2 * BYTES);
            FloatVector ni = load(moments, at + 3 * BYTES);
            store(re.mul(nr).sub(im.mul(ni)), moments, at + 2 * BYTES);
            store(re.fma(ni, im.mul(nr)), moments, at + 3 * BYTES);
        }
    }

    @Override
    public void backReal(MemorySegment moments, int tiles, MemorySegment m, long mAt, long derivativeAt, long step,
            MemorySegment gradient, long gradientAt) {
        // The derivative times the transpose is antisymmetric: its entry 01 meets the real part of the moment 01.
        for (int t = 0; t < tiles; t++) {
            long at = t * 4L * BYTES;
            long o = mAt + t * step;
            long q = derivativeAt + t * step;
            long g = gradientAt + t * BYTES;
            FloatVector m00 = load(m, o);
            FloatVector m10 = load(m, o + 2 * BYTES);
            FloatVector m01 = load(m, o + 4 * BYTES);
            FloatVector m11 = load(m, o + 6 * BYTES);
            FloatVector rate = load(m, q).fma(m10, load(m, q + 4 * BYTES).mul(m11));
            FloatVector n0 = load(moments, at);
            FloatVector n1 = load(moments, at + BYTES);
            FloatVector nr = load(moments, at + 2 * BYTES);
            FloatVector ni = load(moments, at + 3 * BYTES);
            store(rate.mul(nr).fma(all(-2), load(gradient, g)), gradient, g);
            FloatVector straight = m00.mul(m11);
            FloatVector crossed = m10.mul(m01);
            FloatVector upper = m00.mul(n0);
            FloatVector lower = m10.mul(n1);
            store(upper.fma(m00, lower.fma(m10, m00.mul(m10).mul(ni))), moments, at);
            store(m01.mul(n0).fma(m01, m11.mul(n1).fma(m11, m01.mul(m11).mul(ni))), moments, at + BYTES);
            store(straight.sub(crossed).mul(nr), moments, at + 2 * BYTES);
            store(straight.add(crossed).fma(ni, upper.fma(m01, lower.mul(m11)).mul(2)), moments, at + 3 * BYTES);
        }
    }

    @Override
    public void unfold(MemorySegment moments, int tiles, MemorySegment m, long at, long step) {
        for (int t = 0; t < tiles; t++) {
            long e = t * 4L * BYTES;
            long o = at + t * step;
            FloatVector re = load(moments, e + 2 * BYTES).div(2);
            FloatVector im = load(moments, e + 3 * BYTES).div(2);
            store(all(0), m, o);
            store(load(moments, e), m, o + BYTES);
            store(re.neg(), m, o + 2 * BYTES);
            store(im, m, o + 3 * BYTES);
            store(re, m, o + 4 * BYTES);
            store(im, m, o + 5 * BYTES);
            store(all(0), m, o + 6 * BYTES);
            store(load(moments, e + BYTES), m, o + 7 * BYTES);
        }
    }

    @Override
    public void fold(MemorySegment m, long at, long step, int tiles, MemorySegment moments) {
        for (int t = 0; t < tiles; t++) {
            long e = t * 4L * BYTES;
            long o = at + t * step;
            store(load(m, o + BYTES), moments, e);
            store(load(m, o + 7 * BYTES), moments, e + BYTES);
            store(load(m, o + 4 * BYTES).sub(load(m, o + 2 * BYTES)), moments, e + 2 * BYTES);
            store(load(m, o + 5 * BYTES).add(load(m, o + 3 * BYTES)), moments, e + 3 * BYTES);
        }
    }

    @Override
    public void trace(MemorySegment m, long at, MemorySegment other, long otherAt, long step, int tiles,
            MemorySegment gradient, long gradientAt) {
        for (int t = 0; t < tiles; t++) {
            FloatVector sum = all(0);
            for (int entry = 0; entry < 4; entry++) {
                int transposed = entry == 1 ? 2 : entry == 2 ? 1 : entry;
                long o = at + t * step + entry * ROW;
                long q = otherAt + t * step + transposed * ROW;
                sum = sum.add(load(m, o).mul(load(other, q)).sub(load(m, o + BYTES).mul(load(other, q + BYTES))));
            }
            long g = gradientAt + t * BYTES;
            store(sum.fma(all(2), load(gradient, g)), gradient, g);
        }
    }

    @Override
    public void imaginaries(MemorySegment state, MemorySegment coState, long step, int tiles, int rows,
            MemorySegment out) {
        for (int t = 0; t < tiles; t++) {
            for (int row = 0; row < rows; row++) {
                long o = t * step + row * ROW;
                store(imaginary(state, o, coState, o), out, (t * (long) rows + row) * BYTES);
            }
        }
    }

    @Override
    public void phaseDerivative(MemorySegment imaginary, int tiles, int allRows, int[] rows, MemorySegment m,
            long factorAt, long derivativeAt, long step, MemorySegment gradient, long gradientAt) {
        for (int t = 0; t < tiles; t++) {
            FloatVector sum = all(0);
            for (int row : rows) {
                sum = sum.add(load(imaginary, (t * (long) allRows + row) * BYTES));
            }
            FloatVector rate = imaginary(m, derivativeAt + t * step, m, factorAt + t * step);
            long g = gradientAt + t * BYTES;
            store(rate.mul(-2).fma(sum, load(gradient, g)), gradient, g);
        }
    }

    @Override
    public void dotDerivative(MemorySegment bra, MemorySegment ket, long step, int tiles, int[] rows, int count,
            MemorySegment gradient, long gradientAt) {
        for (int t = 0; t < tiles; t++) {
            FloatVector sum = all(0);
            for (int i = 0; i < count; i++) {
                long o = t * step + rows[i] * ROW;
                sum = sum.add(real(bra, o, ket, o));
            }
            long g = gradientAt + t * BYTES;
            store(sum.fma(all(2), load(gradient, g)), gradient, g);
        }
    }
}
