package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops on single-precision amplitudes; {@code SweepDouble} and {@code SweepSingle} are one text but for the type.
 *
 * <p>
 * The loops are written out in full on purpose: a vector that passes through a method which is not inlined, an array or
 * a field is boxed, and that costs two orders of magnitude.
 *
 * <p>
 * The loops of blends stream through memory and must not be unrolled: processors fetch ahead for loads that step evenly
 * and not far each time. Unrolled sixteen times such a loop ran at 0.6 of its speed. Their loop variables end at a long that
 * they must meet exactly, which the compiler does not count.
 */
final class SweepSingle extends SweepKernel {
    static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final long VECTOR = SPECIES.vectorByteSize();
    private static final long PAIR = 2 * VECTOR;
    private static final long LINE = 64;
    /** Masks addresses and offsets to what they can be, so that the compiler sees that no check can fail. */
    private static final long ADDRESSES = (1L << 48) - 1;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final MemorySegment ALL = SweepMemory.everything();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT;
    private static final VectorShuffle<Float>[] EXCHANGES = exchanges();

    SweepSingle() {
        super(Precision.SINGLE, LANES);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] exchanges() {
        VectorShuffle<Float>[] shuffles = new VectorShuffle[LANES];
        for (int k = 0; k < LANES; k++) {
            int flip = k;
            shuffles[k] = VectorShuffle.fromOp(SPECIES, lane -> lane ^ flip);
        }
        return shuffles;
    }

    @Override
    double get(long address) {
        return ALL.get(ELEMENT, address);
    }

    @Override
    void set(long address, double value) {
        ALL.set(ELEMENT, address, (float) value);
    }

    @Override
    void gather(long state, long base, long[] rows, SweepPass.Way way, long block) {
        int[] within = way.within();
        for (int row = 0; row < rows.length; row++) {
            long from = (state + (base ^ rows[row])) & ADDRESSES;
            int place = way.places()[row];
            if (way.flips()[row] == 0) {
                spread(from, block & ADDRESSES, place, within);
            } else {
                spread(from, block & ADDRESSES, place, within, EXCHANGES[way.flips()[row]]);
            }
        }
    }

    private static void spread(long from, long block, int place, int[] within) {
        for (int k = 0; k < within.length; k++) {
            long a = from + k * PAIR;
            long b = block + ((place ^ within[k]) & ADDRESSES);
            FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER).intoMemorySegment(ALL, b, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER).intoMemorySegment(ALL, b + VECTOR, ORDER);
        }
    }

    private static void spread(long from, long block, int place, int[] within, VectorShuffle<Float> lanes) {
        for (int k = 0; k < within.length; k++) {
            long a = from + k * PAIR;
            long b = block + ((place ^ within[k]) & ADDRESSES);
            FloatVector r = FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER);
            FloatVector i = FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER);
            r.rearrange(lanes).intoMemorySegment(ALL, b, ORDER);
            i.rearrange(lanes).intoMemorySegment(ALL, b + VECTOR, ORDER);
        }
    }

    @Override
    void touch(long address, int bytes, long sum) {
        long from = address & ADDRESSES;
        long total = 0;
        for (int i = 0; i < bytes; i += TOUCHED) {
            total += ALL.get(ValueLayout.JAVA_LONG, from + i) ^ ALL.get(ValueLayout.JAVA_LONG, from + i + LINE)
                    ^ ALL.get(ValueLayout.JAVA_LONG, from + i + 2 * LINE)
                    ^ ALL.get(ValueLayout.JAVA_LONG, from + i + 3 * LINE);
        }
        ALL.set(ValueLayout.JAVA_LONG, sum & ADDRESSES, total);
    }

    @Override
    void scatter(long state, long base, long[] rows, SweepPass.Way way, long block) {
        int[] within = way.within();
        for (int row = 0; row < rows.length; row++) {
            long to = (state + (base ^ rows[row])) & ADDRESSES;
            int place = way.places()[row];
            if (way.flips()[row] == 0) {
                collect(block & ADDRESSES, place, within, to);
            } else {
                collect(block & ADDRESSES, place, within, to, EXCHANGES[way.flips()[row]]);
            }
        }
    }

    private static void collect(long block, int place, int[] within, long to) {
        for (int k = 0; k < within.length; k++) {
            long b = to + k * PAIR;
            long a = block + ((place ^ within[k]) & ADDRESSES);
            FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER).intoMemorySegment(ALL, b, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER).intoMemorySegment(ALL, b + VECTOR, ORDER);
        }
    }

    private static void collect(long block, int place, int[] within, long to, VectorShuffle<Float> lanes) {
        for (int k = 0; k < within.length; k++) {
            long b = to + k * PAIR;
            long a = block + ((place ^ within[k]) & ADDRESSES);
            FloatVector r = FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER);
            FloatVector i = FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER);
            r.rearrange(lanes).intoMemorySegment(ALL, b, ORDER);
            i.rearrange(lanes).intoMemorySegment(ALL, b + VECTOR, ORDER);
        }
    }

    @Override
    void turn(long x, long base, long[] places, byte[] signs, int flip, long turns, long d0, long d1,
            long d2) {
        long m = x & ADDRESSES;
        long f = turns & ADDRESSES;
        long e0 = d0 & ADDRESSES;
        long e1 = d1 & ADDRESSES;
        long e2 = d2 & ADDRESSES;
        for (int c = 0; c < places.length; c++) {
            long o0 = (base ^ places[c]) & ADDRESSES;
            int sign = signs[c] ^ flip;
            long f0 = f + (sign & 1) * VECTOR;
            long f1 = f + 3 * VECTOR + (sign >> 1 & 1) * VECTOR;
            long f2 = f + 6 * VECTOR + (sign >> 2 & 1) * VECTOR;
            long o1 = o0 ^ e0;
            long o2 = o0 ^ e1;
            long o3 = o2 ^ e0;
            long o4 = o0 ^ e2;
            long o5 = o4 ^ e0;
            long o6 = o4 ^ e1;
            long o7 = o6 ^ e0;
            FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0, ORDER);
            FloatVector i0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0 + VECTOR, ORDER);
            FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1, ORDER);
            FloatVector i1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1 + VECTOR, ORDER);
            FloatVector r2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2, ORDER);
            FloatVector i2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2 + VECTOR, ORDER);
            FloatVector r3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3, ORDER);
            FloatVector i3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3 + VECTOR, ORDER);
            FloatVector r4 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o4, ORDER);
            FloatVector i4 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o4 + VECTOR, ORDER);
            FloatVector r5 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o5, ORDER);
            FloatVector i5 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o5 + VECTOR, ORDER);
            FloatVector r6 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o6, ORDER);
            FloatVector i6 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o6 + VECTOR, ORDER);
            FloatVector r7 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o7, ORDER);
            FloatVector i7 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o7 + VECTOR, ORDER);
            FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, ALL, f0, ORDER);
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, ALL, f0 + VECTOR, ORDER);
            FloatVector r00 = r1.fma(a0, r0);
            r1 = r0.fma(b0, r1);
            r0 = r00;
            FloatVector i00 = i1.fma(a0, i0);
            i1 = i0.fma(b0, i1);
            i0 = i00;
            FloatVector r02 = r3.fma(a0, r2);
            r3 = r2.fma(b0, r3);
            r2 = r02;
            FloatVector i02 = i3.fma(a0, i2);
            i3 = i2.fma(b0, i3);
            i2 = i02;
            FloatVector r04 = r5.fma(a0, r4);
            r5 = r4.fma(b0, r5);
            r4 = r04;
            FloatVector i04 = i5.fma(a0, i4);
            i5 = i4.fma(b0, i5);
            i4 = i04;
            FloatVector r06 = r7.fma(a0, r6);
            r7 = r6.fma(b0, r7);
            r6 = r06;
            FloatVector i06 = i7.fma(a0, i6);
            i7 = i6.fma(b0, i7);
            i6 = i06;
            FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, ALL, f1, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, ALL, f1 + VECTOR, ORDER);
            FloatVector r10 = r2.fma(a1, r0);
            r2 = r0.fma(b1, r2);
            r0 = r10;
            FloatVector i10 = i2.fma(a1, i0);
            i2 = i0.fma(b1, i2);
            i0 = i10;
            FloatVector r11 = r3.fma(a1, r1);
            r3 = r1.fma(b1, r3);
            r1 = r11;
            FloatVector i11 = i3.fma(a1, i1);
            i3 = i1.fma(b1, i3);
            i1 = i11;
            FloatVector r14 = r6.fma(a1, r4);
            r6 = r4.fma(b1, r6);
            r4 = r14;
            FloatVector i14 = i6.fma(a1, i4);
            i6 = i4.fma(b1, i6);
            i4 = i14;
            FloatVector r15 = r7.fma(a1, r5);
            r7 = r5.fma(b1, r7);
            r5 = r15;
            FloatVector i15 = i7.fma(a1, i5);
            i7 = i5.fma(b1, i7);
            i5 = i15;
            FloatVector a2 = FloatVector.fromMemorySegment(SPECIES, ALL, f2, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(SPECIES, ALL, f2 + VECTOR, ORDER);
            FloatVector r20 = r4.fma(a2, r0);
            r4 = r0.fma(b2, r4);
            r0 = r20;
            FloatVector i20 = i4.fma(a2, i0);
            i4 = i0.fma(b2, i4);
            i0 = i20;
            FloatVector r21 = r5.fma(a2, r1);
            r5 = r1.fma(b2, r5);
            r1 = r21;
            FloatVector i21 = i5.fma(a2, i1);
            i5 = i1.fma(b2, i5);
            i1 = i21;
            FloatVector r22 = r6.fma(a2, r2);
            r6 = r2.fma(b2, r6);
            r2 = r22;
            FloatVector i22 = i6.fma(a2, i2);
            i6 = i2.fma(b2, i6);
            i2 = i22;
            FloatVector r23 = r7.fma(a2, r3);
            r7 = r3.fma(b2, r7);
            r3 = r23;
            FloatVector i23 = i7.fma(a2, i3);
            i7 = i3.fma(b2, i7);
            i3 = i23;
            r0.intoMemorySegment(ALL, m + o0, ORDER);
            i0.intoMemorySegment(ALL, m + o0 + VECTOR, ORDER);
            r1.intoMemorySegment(ALL, m + o1, ORDER);
            i1.intoMemorySegment(ALL, m + o1 + VECTOR, ORDER);
            r2.intoMemorySegment(ALL, m + o2, ORDER);
            i2.intoMemorySegment(ALL, m + o2 + VECTOR, ORDER);
            r3.intoMemorySegment(ALL, m + o3, ORDER);
            i3.intoMemorySegment(ALL, m + o3 + VECTOR, ORDER);
            r4.intoMemorySegment(ALL, m + o4, ORDER);
            i4.intoMemorySegment(ALL, m + o4 + VECTOR, ORDER);
            r5.intoMemorySegment(ALL, m + o5, ORDER);
            i5.intoMemorySegment(ALL, m + o5 + VECTOR, ORDER);
            r6.intoMemorySegment(ALL, m + o6, ORDER);
            i6.intoMemorySegment(ALL, m + o6 + VECTOR, ORDER);
            r7.intoMemorySegment(ALL, m + o7, ORDER);
            i7.intoMemorySegment(ALL, m + o7 + VECTOR, ORDER);
        }
    }

    @Override
    void turnPhased(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave, byte[] marks,
            long d0, long d1,
            long d2) {
        long m = x & ADDRESSES;
        long f = turns & ADDRESSES;
        long e0 = d0 & ADDRESSES;
        long e1 = d1 & ADDRESSES;
        long e2 = d2 & ADDRESSES;
        for (int c = 0; c < places.length; c++) {
            long o0 = (base ^ places[c]) & ADDRESSES;
            int sign = signs[c] ^ flip;
            long f0 = f + (sign & 1) * VECTOR;
            long f1 = f + 3 * VECTOR + (sign >> 1 & 1) * VECTOR;
            long f2 = f + 6 * VECTOR + (sign >> 2 & 1) * VECTOR;
            long w = (weave + marks[c] * (8 * PAIR)) & ADDRESSES;
            long o1 = o0 ^ e0;
            long o2 = o0 ^ e1;
            long o3 = o2 ^ e0;
            long o4 = o0 ^ e2;
            long o5 = o4 ^ e0;
            long o6 = o4 ^ e1;
            long o7 = o6 ^ e0;
            FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0, ORDER);
            FloatVector i0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0 + VECTOR, ORDER);
            FloatVector p0 = FloatVector.fromMemorySegment(SPECIES, ALL, w, ORDER);
            FloatVector q0 = FloatVector.fromMemorySegment(SPECIES, ALL, w + VECTOR, ORDER);
            FloatVector t0 = r0.mul(p0).sub(i0.mul(q0));
            i0 = r0.fma(q0, i0.mul(p0));
            r0 = t0;
            FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1, ORDER);
            FloatVector i1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1 + VECTOR, ORDER);
            FloatVector p1 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 1 * PAIR, ORDER);
            FloatVector q1 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 1 * PAIR + VECTOR, ORDER);
            FloatVector t1 = r1.mul(p1).sub(i1.mul(q1));
            i1 = r1.fma(q1, i1.mul(p1));
            r1 = t1;
            FloatVector r2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2, ORDER);
            FloatVector i2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2 + VECTOR, ORDER);
            FloatVector p2 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 2 * PAIR, ORDER);
            FloatVector q2 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 2 * PAIR + VECTOR, ORDER);
            FloatVector t2 = r2.mul(p2).sub(i2.mul(q2));
            i2 = r2.fma(q2, i2.mul(p2));
            r2 = t2;
            FloatVector r3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3, ORDER);
            FloatVector i3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3 + VECTOR, ORDER);
            FloatVector p3 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 3 * PAIR, ORDER);
            FloatVector q3 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 3 * PAIR + VECTOR, ORDER);
            FloatVector t3 = r3.mul(p3).sub(i3.mul(q3));
            i3 = r3.fma(q3, i3.mul(p3));
            r3 = t3;
            FloatVector r4 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o4, ORDER);
            FloatVector i4 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o4 + VECTOR, ORDER);
            FloatVector p4 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 4 * PAIR, ORDER);
            FloatVector q4 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 4 * PAIR + VECTOR, ORDER);
            FloatVector t4 = r4.mul(p4).sub(i4.mul(q4));
            i4 = r4.fma(q4, i4.mul(p4));
            r4 = t4;
            FloatVector r5 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o5, ORDER);
            FloatVector i5 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o5 + VECTOR, ORDER);
            FloatVector p5 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 5 * PAIR, ORDER);
            FloatVector q5 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 5 * PAIR + VECTOR, ORDER);
            FloatVector t5 = r5.mul(p5).sub(i5.mul(q5));
            i5 = r5.fma(q5, i5.mul(p5));
            r5 = t5;
            FloatVector r6 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o6, ORDER);
            FloatVector i6 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o6 + VECTOR, ORDER);
            FloatVector p6 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 6 * PAIR, ORDER);
            FloatVector q6 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 6 * PAIR + VECTOR, ORDER);
            FloatVector t6 = r6.mul(p6).sub(i6.mul(q6));
            i6 = r6.fma(q6, i6.mul(p6));
            r6 = t6;
            FloatVector r7 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o7, ORDER);
            FloatVector i7 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o7 + VECTOR, ORDER);
            FloatVector p7 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 7 * PAIR, ORDER);
            FloatVector q7 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 7 * PAIR + VECTOR, ORDER);
            FloatVector t7 = r7.mul(p7).sub(i7.mul(q7));
            i7 = r7.fma(q7, i7.mul(p7));
            r7 = t7;
            FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, ALL, f0, ORDER);
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, ALL, f0 + VECTOR, ORDER);
            FloatVector r00 = r1.fma(a0, r0);
            r1 = r0.fma(b0, r1);
            r0 = r00;
            FloatVector i00 = i1.fma(a0, i0);
            i1 = i0.fma(b0, i1);
            i0 = i00;
            FloatVector r02 = r3.fma(a0, r2);
            r3 = r2.fma(b0, r3);
            r2 = r02;
            FloatVector i02 = i3.fma(a0, i2);
            i3 = i2.fma(b0, i3);
            i2 = i02;
            FloatVector r04 = r5.fma(a0, r4);
            r5 = r4.fma(b0, r5);
            r4 = r04;
            FloatVector i04 = i5.fma(a0, i4);
            i5 = i4.fma(b0, i5);
            i4 = i04;
            FloatVector r06 = r7.fma(a0, r6);
            r7 = r6.fma(b0, r7);
            r6 = r06;
            FloatVector i06 = i7.fma(a0, i6);
            i7 = i6.fma(b0, i7);
            i6 = i06;
            FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, ALL, f1, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, ALL, f1 + VECTOR, ORDER);
            FloatVector r10 = r2.fma(a1, r0);
            r2 = r0.fma(b1, r2);
            r0 = r10;
            FloatVector i10 = i2.fma(a1, i0);
            i2 = i0.fma(b1, i2);
            i0 = i10;
            FloatVector r11 = r3.fma(a1, r1);
            r3 = r1.fma(b1, r3);
            r1 = r11;
            FloatVector i11 = i3.fma(a1, i1);
            i3 = i1.fma(b1, i3);
            i1 = i11;
            FloatVector r14 = r6.fma(a1, r4);
            r6 = r4.fma(b1, r6);
            r4 = r14;
            FloatVector i14 = i6.fma(a1, i4);
            i6 = i4.fma(b1, i6);
            i4 = i14;
            FloatVector r15 = r7.fma(a1, r5);
            r7 = r5.fma(b1, r7);
            r5 = r15;
            FloatVector i15 = i7.fma(a1, i5);
            i7 = i5.fma(b1, i7);
            i5 = i15;
            FloatVector a2 = FloatVector.fromMemorySegment(SPECIES, ALL, f2, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(SPECIES, ALL, f2 + VECTOR, ORDER);
            FloatVector r20 = r4.fma(a2, r0);
            r4 = r0.fma(b2, r4);
            r0 = r20;
            FloatVector i20 = i4.fma(a2, i0);
            i4 = i0.fma(b2, i4);
            i0 = i20;
            FloatVector r21 = r5.fma(a2, r1);
            r5 = r1.fma(b2, r5);
            r1 = r21;
            FloatVector i21 = i5.fma(a2, i1);
            i5 = i1.fma(b2, i5);
            i1 = i21;
            FloatVector r22 = r6.fma(a2, r2);
            r6 = r2.fma(b2, r6);
            r2 = r22;
            FloatVector i22 = i6.fma(a2, i2);
            i6 = i2.fma(b2, i6);
            i2 = i22;
            FloatVector r23 = r7.fma(a2, r3);
            r7 = r3.fma(b2, r7);
            r3 = r23;
            FloatVector i23 = i7.fma(a2, i3);
            i7 = i3.fma(b2, i7);
            i3 = i23;
            r0.intoMemorySegment(ALL, m + o0, ORDER);
            i0.intoMemorySegment(ALL, m + o0 + VECTOR, ORDER);
            r1.intoMemorySegment(ALL, m + o1, ORDER);
            i1.intoMemorySegment(ALL, m + o1 + VECTOR, ORDER);
            r2.intoMemorySegment(ALL, m + o2, ORDER);
            i2.intoMemorySegment(ALL, m + o2 + VECTOR, ORDER);
            r3.intoMemorySegment(ALL, m + o3, ORDER);
            i3.intoMemorySegment(ALL, m + o3 + VECTOR, ORDER);
            r4.intoMemorySegment(ALL, m + o4, ORDER);
            i4.intoMemorySegment(ALL, m + o4 + VECTOR, ORDER);
            r5.intoMemorySegment(ALL, m + o5, ORDER);
            i5.intoMemorySegment(ALL, m + o5 + VECTOR, ORDER);
            r6.intoMemorySegment(ALL, m + o6, ORDER);
            i6.intoMemorySegment(ALL, m + o6 + VECTOR, ORDER);
            r7.intoMemorySegment(ALL, m + o7, ORDER);
            i7.intoMemorySegment(ALL, m + o7 + VECTOR, ORDER);
        }
    }

    @Override
    void lanes(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave, byte[] marks, int k0,
            int k1, int k2) {
        VectorShuffle<Float> h0 = EXCHANGES[k0];
        VectorShuffle<Float> h1 = EXCHANGES[k1];
        VectorShuffle<Float> h2 = EXCHANGES[k2];
        long m = x & ADDRESSES;
        long f = turns & ADDRESSES;
        for (int c = 0; c < places.length; c++) {
            long o0 = (base ^ places[c]) & ADDRESSES;
            int sign = signs[c] ^ flip;
            long w = (weave + marks[c] * PAIR) & ADDRESSES;
            FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0, ORDER);
            FloatVector i0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0 + VECTOR, ORDER);
            FloatVector p0 = FloatVector.fromMemorySegment(SPECIES, ALL, w, ORDER);
            FloatVector q0 = FloatVector.fromMemorySegment(SPECIES, ALL, w + VECTOR, ORDER);
            FloatVector t0 = r0.mul(p0).sub(i0.mul(q0));
            i0 = r0.fma(q0, i0.mul(p0));
            r0 = t0;
            FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, ALL, f + 0 * VECTOR + (sign >> 0 & 1) * VECTOR,
                    ORDER);
            r0 = r0.rearrange(h0).fma(a0, r0);
            i0 = i0.rearrange(h0).fma(a0, i0);
            FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, ALL, f + 2 * VECTOR + (sign >> 1 & 1) * VECTOR,
                    ORDER);
            r0 = r0.rearrange(h1).fma(a1, r0);
            i0 = i0.rearrange(h1).fma(a1, i0);
            FloatVector a2 = FloatVector.fromMemorySegment(SPECIES, ALL, f + 4 * VECTOR + (sign >> 2 & 1) * VECTOR,
                    ORDER);
            r0 = r0.rearrange(h2).fma(a2, r0);
            i0 = i0.rearrange(h2).fma(a2, i0);
            r0.intoMemorySegment(ALL, m + o0, ORDER);
            i0.intoMemorySegment(ALL, m + o0 + VECTOR, ORDER);
        }
    }

    @Override
    void mixed(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave, byte[] marks, int k0,
            int k1, long d0, long d1) {
        VectorShuffle<Float> h0 = EXCHANGES[k0];
        VectorShuffle<Float> h1 = EXCHANGES[k1];
        long m = x & ADDRESSES;
        long f = turns & ADDRESSES;
        long e0 = d0 & ADDRESSES;
        long e1 = d1 & ADDRESSES;
        for (int c = 0; c < places.length; c++) {
            long o0 = (base ^ places[c]) & ADDRESSES;
            int sign = signs[c] ^ flip;
            long f0 = f + (sign & 1) * (4 * VECTOR);
            long f1 = f + 8 * VECTOR + (sign >> 1 & 1) * (4 * VECTOR);
            long w = (weave + marks[c] * (4 * PAIR)) & ADDRESSES;
            long o1 = o0 ^ e0;
            long o2 = o0 ^ e1;
            long o3 = o2 ^ e0;
            FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0, ORDER);
            FloatVector i0 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o0 + VECTOR, ORDER);
            FloatVector p0 = FloatVector.fromMemorySegment(SPECIES, ALL, w, ORDER);
            FloatVector q0 = FloatVector.fromMemorySegment(SPECIES, ALL, w + VECTOR, ORDER);
            FloatVector t0 = r0.mul(p0).sub(i0.mul(q0));
            i0 = r0.fma(q0, i0.mul(p0));
            r0 = t0;
            FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1, ORDER);
            FloatVector i1 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o1 + VECTOR, ORDER);
            FloatVector p1 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 1 * PAIR, ORDER);
            FloatVector q1 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 1 * PAIR + VECTOR, ORDER);
            FloatVector t1 = r1.mul(p1).sub(i1.mul(q1));
            i1 = r1.fma(q1, i1.mul(p1));
            r1 = t1;
            FloatVector r2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2, ORDER);
            FloatVector i2 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o2 + VECTOR, ORDER);
            FloatVector p2 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 2 * PAIR, ORDER);
            FloatVector q2 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 2 * PAIR + VECTOR, ORDER);
            FloatVector t2 = r2.mul(p2).sub(i2.mul(q2));
            i2 = r2.fma(q2, i2.mul(p2));
            r2 = t2;
            FloatVector r3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3, ORDER);
            FloatVector i3 = FloatVector.fromMemorySegment(SPECIES, ALL, m + o3 + VECTOR, ORDER);
            FloatVector p3 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 3 * PAIR, ORDER);
            FloatVector q3 = FloatVector.fromMemorySegment(SPECIES, ALL, w + 3 * PAIR + VECTOR, ORDER);
            FloatVector t3 = r3.mul(p3).sub(i3.mul(q3));
            i3 = r3.fma(q3, i3.mul(p3));
            r3 = t3;
            FloatVector a00 = FloatVector.fromMemorySegment(SPECIES, ALL, f0, ORDER);
            FloatVector a01 = FloatVector.fromMemorySegment(SPECIES, ALL, f0 + 1 * VECTOR, ORDER);
            FloatVector r00 = r1.rearrange(h0).fma(a00, r0);
            r1 = r0.rearrange(h0).fma(a01, r1);
            r0 = r00;
            FloatVector i00 = i1.rearrange(h0).fma(a00, i0);
            i1 = i0.rearrange(h0).fma(a01, i1);
            i0 = i00;
            FloatVector a02 = FloatVector.fromMemorySegment(SPECIES, ALL, f0 + 2 * VECTOR, ORDER);
            FloatVector a03 = FloatVector.fromMemorySegment(SPECIES, ALL, f0 + 3 * VECTOR, ORDER);
            FloatVector r02 = r3.rearrange(h0).fma(a02, r2);
            r3 = r2.rearrange(h0).fma(a03, r3);
            r2 = r02;
            FloatVector i02 = i3.rearrange(h0).fma(a02, i2);
            i3 = i2.rearrange(h0).fma(a03, i3);
            i2 = i02;
            FloatVector a10 = FloatVector.fromMemorySegment(SPECIES, ALL, f1, ORDER);
            FloatVector a12 = FloatVector.fromMemorySegment(SPECIES, ALL, f1 + 2 * VECTOR, ORDER);
            FloatVector r10 = r2.rearrange(h1).fma(a10, r0);
            r2 = r0.rearrange(h1).fma(a12, r2);
            r0 = r10;
            FloatVector i10 = i2.rearrange(h1).fma(a10, i0);
            i2 = i0.rearrange(h1).fma(a12, i2);
            i0 = i10;
            FloatVector a11 = FloatVector.fromMemorySegment(SPECIES, ALL, f1 + 1 * VECTOR, ORDER);
            FloatVector a13 = FloatVector.fromMemorySegment(SPECIES, ALL, f1 + 3 * VECTOR, ORDER);
            FloatVector r11 = r3.rearrange(h1).fma(a11, r1);
            r3 = r1.rearrange(h1).fma(a13, r3);
            r1 = r11;
            FloatVector i11 = i3.rearrange(h1).fma(a11, i1);
            i3 = i1.rearrange(h1).fma(a13, i3);
            i1 = i11;
            r0.intoMemorySegment(ALL, m + o0, ORDER);
            i0.intoMemorySegment(ALL, m + o0 + VECTOR, ORDER);
            r1.intoMemorySegment(ALL, m + o1, ORDER);
            i1.intoMemorySegment(ALL, m + o1 + VECTOR, ORDER);
            r2.intoMemorySegment(ALL, m + o2, ORDER);
            i2.intoMemorySegment(ALL, m + o2 + VECTOR, ORDER);
            r3.intoMemorySegment(ALL, m + o3, ORDER);
            i3.intoMemorySegment(ALL, m + o3 + VECTOR, ORDER);
        }
    }

    @Override
    void scale(long x, long base, byte[] marks, int flip, long blend) {
        long m = (x + base) & ADDRESSES;
        long end = marks.length * PAIR;
        for (long o = 0; o != end; o += PAIR) {
            long w = (blend + (marks[(int) (o / PAIR)] ^ flip) * (2 * PAIR)) & ADDRESSES;
            long a = (m + o) & ADDRESSES;
            FloatVector r = FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER);
            FloatVector i = FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER);
            FloatVector p = FloatVector.fromMemorySegment(SPECIES, ALL, w, ORDER);
            FloatVector q = FloatVector.fromMemorySegment(SPECIES, ALL, w + VECTOR, ORDER);
            r.mul(p).sub(i.mul(q)).intoMemorySegment(ALL, a, ORDER);
            r.fma(q, i.mul(p)).intoMemorySegment(ALL, a + VECTOR, ORDER);
        }
    }

    @Override
    void blendLanes(long x, long base, byte[] marks, int flip, long blend, int exchange) {
        VectorShuffle<Float> lanes = EXCHANGES[exchange];
        long m = (x + base) & ADDRESSES;
        long end = marks.length * PAIR;
        for (long o = 0; o != end; o += PAIR) {
            long w = (blend + (marks[(int) (o / PAIR)] ^ flip) * (2 * PAIR)) & ADDRESSES;
            long a = (m + o) & ADDRESSES;
            FloatVector r = FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER);
            FloatVector i = FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER);
            FloatVector s = r.rearrange(lanes);
            FloatVector j = i.rearrange(lanes);
            FloatVector p = FloatVector.fromMemorySegment(SPECIES, ALL, w, ORDER);
            FloatVector q = FloatVector.fromMemorySegment(SPECIES, ALL, w + VECTOR, ORDER);
            FloatVector t = FloatVector.fromMemorySegment(SPECIES, ALL, w + PAIR, ORDER);
            FloatVector u = FloatVector.fromMemorySegment(SPECIES, ALL, w + PAIR + VECTOR, ORDER);
            r.fma(p, s.mul(t)).sub(i.fma(q, j.mul(u))).intoMemorySegment(ALL, a, ORDER);
            r.fma(q, i.mul(p)).add(s.fma(u, j.mul(t))).intoMemorySegment(ALL, a + VECTOR, ORDER);
        }
    }

    @Override
    void blend(long x, long base, byte[] marks, int flip, int moved, int above, int run, long blend, long direction,
            int exchange, long scratch) {
        VectorShuffle<Float> lanes = EXCHANGES[exchange];
        long m = x & ADDRESSES;
        long first = base & ADDRESSES;
        long d = direction & ADDRESSES;
        long end = marks.length * PAIR;
        long higher = above * PAIR;
        long step = run == 0 ? end : run * PAIR;
        long touched = 0;
        for (long start = 0; start != end; start += step) {
            for (long o = 0; run != 0 && o != 2 * step; o += LINE) {
                touched += ALL.get(ValueLayout.JAVA_LONG, (m + first + 2 * start + o) & ADDRESSES);
            }
            for (long v = start; v != start + step; v += PAIR) {
                int mark = marks[(int) (v / PAIR)] ^ flip;
                long w0 = (blend + mark * (2 * PAIR)) & ADDRESSES;
                long w1 = (blend + (mark ^ moved) * (2 * PAIR)) & ADDRESSES;
                long o = (first + v + (v & higher)) & ADDRESSES;
                long a = m + o;
                long b = m + (o ^ d);
                FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER);
                FloatVector i0 = FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER);
                FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
                FloatVector i1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER);
                FloatVector s0 = r0.rearrange(lanes);
                FloatVector j0 = i0.rearrange(lanes);
                FloatVector s1 = r1.rearrange(lanes);
                FloatVector j1 = i1.rearrange(lanes);
                FloatVector p0 = FloatVector.fromMemorySegment(SPECIES, ALL, w0, ORDER);
                FloatVector q0 = FloatVector.fromMemorySegment(SPECIES, ALL, w0 + VECTOR, ORDER);
                FloatVector t0 = FloatVector.fromMemorySegment(SPECIES, ALL, w0 + PAIR, ORDER);
                FloatVector u0 = FloatVector.fromMemorySegment(SPECIES, ALL, w0 + PAIR + VECTOR, ORDER);
                r0.fma(p0, s1.mul(t0)).sub(i0.fma(q0, j1.mul(u0))).intoMemorySegment(ALL, a, ORDER);
                r0.fma(q0, i0.mul(p0)).add(s1.fma(u0, j1.mul(t0))).intoMemorySegment(ALL, a + VECTOR, ORDER);
                FloatVector p1 = FloatVector.fromMemorySegment(SPECIES, ALL, w1, ORDER);
                FloatVector q1 = FloatVector.fromMemorySegment(SPECIES, ALL, w1 + VECTOR, ORDER);
                FloatVector t1 = FloatVector.fromMemorySegment(SPECIES, ALL, w1 + PAIR, ORDER);
                FloatVector u1 = FloatVector.fromMemorySegment(SPECIES, ALL, w1 + PAIR + VECTOR, ORDER);
                r1.fma(p1, s0.mul(t1)).sub(i1.fma(q1, j0.mul(u1))).intoMemorySegment(ALL, b, ORDER);
                r1.fma(q1, i1.mul(p1)).add(s0.fma(u1, j0.mul(t1))).intoMemorySegment(ALL, b + VECTOR, ORDER);
            }
        }
        ALL.set(ValueLayout.JAVA_LONG, scratch & ADDRESSES, touched);
    }

    @Override
    void weave(long weave, int count, double scaleRe, double scaleIm, int factors, int[] patterns,
            double[] cosines, double[] sines, long laneSigns) {
        for (int entry = 0; entry < count; entry++) {
            FloatVector r = FloatVector.broadcast(SPECIES, (float) scaleRe);
            FloatVector i = FloatVector.broadcast(SPECIES, (float) scaleIm);
            for (int k = 0; k < factors; k++) {
                int pattern = patterns[k];
                boolean odd = (Integer.bitCount((pattern / LANES) & entry) & 1) != 0;
                FloatVector c = FloatVector.broadcast(SPECIES, (float) cosines[k]);
                FloatVector s = FloatVector.broadcast(SPECIES, (float) (odd ? sines[k] : -sines[k]))
                        .mul(FloatVector.fromMemorySegment(SPECIES, ALL, laneSigns + (long) (pattern % LANES) * VECTOR,
                                ORDER));
                FloatVector t = r.mul(c).sub(i.mul(s));
                i = r.fma(s, i.mul(c));
                r = t;
            }
            r.intoMemorySegment(ALL, weave + (long) entry * PAIR, ORDER);
            i.intoMemorySegment(ALL, weave + (long) entry * PAIR + VECTOR, ORDER);
        }
    }

    @Override
    void dense(long x, long first, long second, long[] offsets, double[] matrix, long buffer) {
        load(x, first, second, offsets, buffer);
        int rows = offsets.length;
        if (rows == 2) {
            twoRows(x, first, second, offsets, matrix, buffer);
            return;
        }
        for (int row = 0; row < rows; row += 4) {
            fourRows(x, first, second, offsets, matrix, buffer, row);
        }
    }

    private static void load(long x, long first, long second, long[] offsets, long buffer) {
        long to = buffer & ADDRESSES;
        for (int k = 0; k < offsets.length; k++, to += 2 * PAIR) {
            long offset = offsets[k];
            long a = (x + (first ^ offset)) & ADDRESSES;
            long b = (x + (second ^ offset)) & ADDRESSES;
            FloatVector.fromMemorySegment(SPECIES, ALL, a, ORDER).intoMemorySegment(ALL, to, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, a + VECTOR, ORDER).intoMemorySegment(ALL, to + VECTOR, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER).intoMemorySegment(ALL, to + PAIR, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER).intoMemorySegment(ALL, to + PAIR + VECTOR,
                    ORDER);
        }
    }

    private static void twoRows(long x, long first, long second, long[] offsets, double[] matrix,
            long buffer) {
        int columns = offsets.length;
        FloatVector r0a = FloatVector.zero(SPECIES);
        FloatVector i0a = FloatVector.zero(SPECIES);
        FloatVector r0b = FloatVector.zero(SPECIES);
        FloatVector i0b = FloatVector.zero(SPECIES);
        FloatVector r1a = FloatVector.zero(SPECIES);
        FloatVector i1a = FloatVector.zero(SPECIES);
        FloatVector r1b = FloatVector.zero(SPECIES);
        FloatVector i1b = FloatVector.zero(SPECIES);
        int m0 = 0;
        int m1 = 2 * columns;
        long start = buffer & ADDRESSES;
        for (int column = 0; column < 2 * columns; column += 2) {
            long from = start + column * PAIR;
            FloatVector xa = FloatVector.fromMemorySegment(SPECIES, ALL, from, ORDER);
            FloatVector ya = FloatVector.fromMemorySegment(SPECIES, ALL, from + VECTOR, ORDER);
            FloatVector xb = FloatVector.fromMemorySegment(SPECIES, ALL, from + PAIR, ORDER);
            FloatVector yb = FloatVector.fromMemorySegment(SPECIES, ALL, from + PAIR + VECTOR, ORDER);
            FloatVector za = ya.neg();
            FloatVector zb = yb.neg();
            FloatVector u0 = FloatVector.broadcast(SPECIES, (float) matrix[m0 + column]);
            FloatVector v0 = FloatVector.broadcast(SPECIES, (float) matrix[m0 + column + 1]);
            r0a = za.fma(v0, xa.fma(u0, r0a));
            i0a = xa.fma(v0, ya.fma(u0, i0a));
            r0b = zb.fma(v0, xb.fma(u0, r0b));
            i0b = xb.fma(v0, yb.fma(u0, i0b));
            FloatVector u1 = FloatVector.broadcast(SPECIES, (float) matrix[m1 + column]);
            FloatVector v1 = FloatVector.broadcast(SPECIES, (float) matrix[m1 + column + 1]);
            r1a = za.fma(v1, xa.fma(u1, r1a));
            i1a = xa.fma(v1, ya.fma(u1, i1a));
            r1b = zb.fma(v1, xb.fma(u1, r1b));
            i1b = xb.fma(v1, yb.fma(u1, i1b));
        }
        long a0 = (x + (first ^ offsets[0])) & ADDRESSES;
        r0a.intoMemorySegment(ALL, a0, ORDER);
        i0a.intoMemorySegment(ALL, a0 + VECTOR, ORDER);
        long b0 = (x + (second ^ offsets[0])) & ADDRESSES;
        r0b.intoMemorySegment(ALL, b0, ORDER);
        i0b.intoMemorySegment(ALL, b0 + VECTOR, ORDER);
        long a1 = (x + (first ^ offsets[1])) & ADDRESSES;
        r1a.intoMemorySegment(ALL, a1, ORDER);
        i1a.intoMemorySegment(ALL, a1 + VECTOR, ORDER);
        long b1 = (x + (second ^ offsets[1])) & ADDRESSES;
        r1b.intoMemorySegment(ALL, b1, ORDER);
        i1b.intoMemorySegment(ALL, b1 + VECTOR, ORDER);
    }

    private static void fourRows(long x, long first, long second, long[] offsets, double[] matrix,
            long buffer, int row) {
        int columns = offsets.length;
        FloatVector r0a = FloatVector.zero(SPECIES);
        FloatVector i0a = FloatVector.zero(SPECIES);
        FloatVector r0b = FloatVector.zero(SPECIES);
        FloatVector i0b = FloatVector.zero(SPECIES);
        FloatVector r1a = FloatVector.zero(SPECIES);
        FloatVector i1a = FloatVector.zero(SPECIES);
        FloatVector r1b = FloatVector.zero(SPECIES);
        FloatVector i1b = FloatVector.zero(SPECIES);
        FloatVector r2a = FloatVector.zero(SPECIES);
        FloatVector i2a = FloatVector.zero(SPECIES);
        FloatVector r2b = FloatVector.zero(SPECIES);
        FloatVector i2b = FloatVector.zero(SPECIES);
        FloatVector r3a = FloatVector.zero(SPECIES);
        FloatVector i3a = FloatVector.zero(SPECIES);
        FloatVector r3b = FloatVector.zero(SPECIES);
        FloatVector i3b = FloatVector.zero(SPECIES);
        int m0 = row * 2 * columns;
        int m1 = (row + 1) * 2 * columns;
        int m2 = (row + 2) * 2 * columns;
        int m3 = (row + 3) * 2 * columns;
        long start = buffer & ADDRESSES;
        for (int column = 0; column < 2 * columns; column += 2) {
            long from = start + column * PAIR;
            FloatVector xa = FloatVector.fromMemorySegment(SPECIES, ALL, from, ORDER);
            FloatVector ya = FloatVector.fromMemorySegment(SPECIES, ALL, from + VECTOR, ORDER);
            FloatVector xb = FloatVector.fromMemorySegment(SPECIES, ALL, from + PAIR, ORDER);
            FloatVector yb = FloatVector.fromMemorySegment(SPECIES, ALL, from + PAIR + VECTOR, ORDER);
            FloatVector za = ya.neg();
            FloatVector zb = yb.neg();
            FloatVector u0 = FloatVector.broadcast(SPECIES, (float) matrix[m0 + column]);
            FloatVector v0 = FloatVector.broadcast(SPECIES, (float) matrix[m0 + column + 1]);
            r0a = za.fma(v0, xa.fma(u0, r0a));
            i0a = xa.fma(v0, ya.fma(u0, i0a));
            r0b = zb.fma(v0, xb.fma(u0, r0b));
            i0b = xb.fma(v0, yb.fma(u0, i0b));
            FloatVector u1 = FloatVector.broadcast(SPECIES, (float) matrix[m1 + column]);
            FloatVector v1 = FloatVector.broadcast(SPECIES, (float) matrix[m1 + column + 1]);
            r1a = za.fma(v1, xa.fma(u1, r1a));
            i1a = xa.fma(v1, ya.fma(u1, i1a));
            r1b = zb.fma(v1, xb.fma(u1, r1b));
            i1b = xb.fma(v1, yb.fma(u1, i1b));
            FloatVector u2 = FloatVector.broadcast(SPECIES, (float) matrix[m2 + column]);
            FloatVector v2 = FloatVector.broadcast(SPECIES, (float) matrix[m2 + column + 1]);
            r2a = za.fma(v2, xa.fma(u2, r2a));
            i2a = xa.fma(v2, ya.fma(u2, i2a));
            r2b = zb.fma(v2, xb.fma(u2, r2b));
            i2b = xb.fma(v2, yb.fma(u2, i2b));
            FloatVector u3 = FloatVector.broadcast(SPECIES, (float) matrix[m3 + column]);
            FloatVector v3 = FloatVector.broadcast(SPECIES, (float) matrix[m3 + column + 1]);
            r3a = za.fma(v3, xa.fma(u3, r3a));
            i3a = xa.fma(v3, ya.fma(u3, i3a));
            r3b = zb.fma(v3, xb.fma(u3, r3b));
            i3b = xb.fma(v3, yb.fma(u3, i3b));
        }
        long a0 = (x + (first ^ offsets[row])) & ADDRESSES;
        r0a.intoMemorySegment(ALL, a0, ORDER);
        i0a.intoMemorySegment(ALL, a0 + VECTOR, ORDER);
        long b0 = (x + (second ^ offsets[row])) & ADDRESSES;
        r0b.intoMemorySegment(ALL, b0, ORDER);
        i0b.intoMemorySegment(ALL, b0 + VECTOR, ORDER);
        long a1 = (x + (first ^ offsets[row + 1])) & ADDRESSES;
        r1a.intoMemorySegment(ALL, a1, ORDER);
        i1a.intoMemorySegment(ALL, a1 + VECTOR, ORDER);
        long b1 = (x + (second ^ offsets[row + 1])) & ADDRESSES;
        r1b.intoMemorySegment(ALL, b1, ORDER);
        i1b.intoMemorySegment(ALL, b1 + VECTOR, ORDER);
        long a2 = (x + (first ^ offsets[row + 2])) & ADDRESSES;
        r2a.intoMemorySegment(ALL, a2, ORDER);
        i2a.intoMemorySegment(ALL, a2 + VECTOR, ORDER);
        long b2 = (x + (second ^ offsets[row + 2])) & ADDRESSES;
        r2b.intoMemorySegment(ALL, b2, ORDER);
        i2b.intoMemorySegment(ALL, b2 + VECTOR, ORDER);
        long a3 = (x + (first ^ offsets[row + 3])) & ADDRESSES;
        r3a.intoMemorySegment(ALL, a3, ORDER);
        i3a.intoMemorySegment(ALL, a3 + VECTOR, ORDER);
        long b3 = (x + (second ^ offsets[row + 3])) & ADDRESSES;
        r3b.intoMemorySegment(ALL, b3, ORDER);
        i3b.intoMemorySegment(ALL, b3 + VECTOR, ORDER);
    }

    @Override
    void move(long from, long to, int size, long[] sources) {
        long source = 0;
        for (long i = 0; i < 1L << size;) {
            long a = from + place(source);
            long b = to + place(i);
            ALL.set(ELEMENT, b, ALL.get(ELEMENT, a));
            ALL.set(ELEMENT, b + VECTOR, ALL.get(ELEMENT, a + VECTOR));
            i++;
            for (int bit = 0; bit <= Long.numberOfTrailingZeros(i) && bit < size; bit++) {
                source ^= sources[bit];
            }
        }
    }

    @Override
    void fill(long address, long pairs) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (long a = address; a < address + pairs * PAIR; a += PAIR) {
            zero.intoMemorySegment(ALL, a, ORDER);
            zero.intoMemorySegment(ALL, a + VECTOR, ORDER);
        }
    }

    @Override
    void copy(long from, long to, long pairs) {
        for (long o = 0; o < pairs * PAIR; o += PAIR) {
            FloatVector.fromMemorySegment(SPECIES, ALL, from + o, ORDER).intoMemorySegment(ALL, to + o, ORDER);
            FloatVector.fromMemorySegment(SPECIES, ALL, from + o + VECTOR, ORDER).intoMemorySegment(ALL, to + o
                    + VECTOR, ORDER);
        }
    }

    @Override
    void correlate(long bra, long ket, long first, int pairs, long shift, int exchange, long parity, long sums) {
        VectorShuffle<Float> lanes = EXCHANGES[exchange];
        FloatVector re = FloatVector.zero(SPECIES);
        FloatVector im = FloatVector.zero(SPECIES);
        for (long v = first; v < first + pairs; v++) {
            FloatVector sign = FloatVector.broadcast(SPECIES, (float) (1 - 2 * (Long.bitCount(v & parity) & 1)));
            long from = ket + v * PAIR;
            long other = bra + (v ^ shift) * PAIR;
            FloatVector a = FloatVector.fromMemorySegment(SPECIES, ALL, from, ORDER);
            FloatVector b = FloatVector.fromMemorySegment(SPECIES, ALL, from + VECTOR, ORDER);
            FloatVector c = FloatVector.fromMemorySegment(SPECIES, ALL, other, ORDER).rearrange(lanes);
            FloatVector d = FloatVector.fromMemorySegment(SPECIES, ALL, other + VECTOR, ORDER).rearrange(lanes);
            re = c.mul(a).add(d.mul(b)).fma(sign, re);
            im = c.mul(b).sub(d.mul(a)).fma(sign, im);
        }
        re.intoMemorySegment(ALL, sums, ORDER);
        im.intoMemorySegment(ALL, sums + VECTOR, ORDER);
    }

    @Override
    void accumulate(long to, long from, long first, int pairs, long shift, int exchange, long parity, long laneSigns,
            double re, double im) {
        VectorShuffle<Float> lanes = EXCHANGES[exchange];
        FloatVector signs = FloatVector.fromMemorySegment(SPECIES, ALL, laneSigns, ORDER);
        FloatVector p = signs.mul((float) re);
        FloatVector q = signs.mul((float) im);
        for (long v = first; v < first + pairs; v++) {
            FloatVector sign = FloatVector.broadcast(SPECIES, (1 - 2 * (Long.bitCount(v & parity) & 1)));
            long other = from + (v ^ shift) * PAIR;
            long at = to + v * PAIR;
            FloatVector a = FloatVector.fromMemorySegment(SPECIES, ALL, other, ORDER).rearrange(lanes).mul(sign);
            FloatVector b = FloatVector.fromMemorySegment(SPECIES, ALL, other + VECTOR, ORDER).rearrange(lanes).mul(
                    sign);
            FloatVector c = FloatVector.fromMemorySegment(SPECIES, ALL, at, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(SPECIES, ALL, at + VECTOR, ORDER);
            a.fma(p, c).sub(b.mul(q)).intoMemorySegment(ALL, at, ORDER);
            a.fma(q, b.fma(p, d)).intoMemorySegment(ALL, at + VECTOR, ORDER);
        }
    }

    @Override
    void probabilities(long state, long first, long pairs, int outcome, int[] steps, int[] laneOutcomes,
            double[] sums) {
        int now = outcome;
        for (long v = 0; v < pairs;) {
            long from = state + (first + v) * PAIR;
            for (int lane = 0; lane < LANES; lane++, from += ELEMENT.byteSize()) {
                double re = ALL.get(ELEMENT, from);
                double im = ALL.get(ELEMENT, from + VECTOR);
                sums[now ^ laneOutcomes[lane]] += re * re + im * im;
            }
            v++;
            now ^= steps[Long.numberOfTrailingZeros(v)];
        }
    }
}
