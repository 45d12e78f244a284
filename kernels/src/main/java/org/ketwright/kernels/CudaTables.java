package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps in the form in which kernels read them: records of 8-byte fields, and the numbers of their matrices. Numbers of
 * fixed steps come first; those of driven steps are computed on the card.
 */
final class CudaTables {
    /** Fields of an op, as the kernels have it. */
    private static final int OP = 14;
    private static final int PLACE_BITS = 16;
    private static final int BYTE = 8;

    private final CudaElement element;
    private final Angles angles;
    private final int count;
    private final List<long[]> ops = new ArrayList<>();
    private final List<long[]> wanted = new ArrayList<>();
    private final List<long[]> drives = new ArrayList<>();
    private final List<double[]> fixed = new ArrayList<>();
    private final List<double[]> parts = new ArrayList<>();
    private final List<int[]> sources = new ArrayList<>();
    private long fixedCount;
    private long drivenCount;
    private long partCount;
    private long sourceCount;
    private int mostDriven;

    /**
     * Empty tables.
     *
     * @param count samples of a launch
     */
    CudaTables(CudaElement element, Angles angles, int count) {
        this.element = element;
        this.angles = angles;
        this.count = count;
    }

    /** The numbers of a step, and of its derivative if it is wanted. */
    private record Numbers(long at, boolean isFixed, long entryStride, long sampleStride, long derivative) {
    }

    /**
     * A derivative wanted of a step.
     *
     * @param row row of the gradients that receives it
     * @param probe the derivative, or null for the one with respect to the step's own angle
     */
    record Wanted(int row, @org.jspecify.annotations.Nullable CudaStep probe) {
    }

    /**
     * Adds an op.
     *
     * @param local mask of the bits of a tile, or 0 for a wide step
     * @param tape number of the state before it on the tape, or -1
     * @param derivatives what is wanted
     */
    void add(CudaStep step, long local, int tape, List<Wanted> derivatives) {
        boolean own = derivatives.stream().anyMatch(w -> w.probe() == null);
        Numbers numbers = numbers(step, own);
        int first = wanted.size();
        for (Wanted w : derivatives) {
            CudaStep probe = w.probe();
            long[] op = probe == null
                    ? op(step, local, new Numbers(numbers.derivative, false, numbers.entryStride,
                            numbers.sampleStride, -1))
                    : op(probe, local, numbers(probe, false));
            op[OP - 1] = w.row();
            wanted.add(op);
        }
        long[] op = op(step, local, numbers);
        op[10] = tape;
        op[11] = first;
        op[12] = wanted.size();
        ops.add(op);
    }

    private long[] op(CudaStep step, long local, Numbers numbers) {
        boolean wide = step.kind() == CudaStep.Kind.WIDE;
        int[] bits = step.bits();
        long targets = 0;
        long ascending = 0;
        int[] places = new int[bits.length];
        for (int i = 0; i < bits.length; i++) {
            places[i] = wide ? bits[i] : place(bits[i], local);
            if (i < BYTE) {
                targets |= (long) places[i] << BYTE * i;
            } else {
                ascending |= (long) places[i] << BYTE * (i - BYTE);
            }
        }
        if (!wide) {
            java.util.Arrays.sort(places);
            for (int i = 0; i < places.length; i++) {
                ascending |= (long) places[i] << BYTE * i;
            }
        }
        long from = sourceCount;
        if (step.sources().length > 0) {
            sources.add(step.sources());
            sourceCount += step.sources().length;
        }
        // Numbers of driven steps lie behind all fixed ones: marked by their complement until those are counted.
        return new long[] {step.kind().number(), bits.length, targets, ascending,
                word(step.controls(), local, wide), word(step.values(), local, wide),
                numbers.isFixed ? numbers.at : ~numbers.at, numbers.entryStride, numbers.sampleStride, from, -1, 0, 0,
                0};
    }

    private static int place(int bit, long local) {
        return (local >>> bit & 1) == 0 ? PLACE_BITS + bit : Long.bitCount(local & (1L << bit) - 1);
    }

    private static long word(long mask, long local, boolean wide) {
        long out = 0;
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            out |= 1L << (wide ? PLACE_BITS + bit : place(bit, local));
        }
        return out;
    }

    private Numbers numbers(CudaStep step, boolean derivative) {
        int[][] entries = step.entries();
        MatrixFamily family = step.family();
        if (step.slot() < 0) {
            long at = fixedCount;
            fixed.add(pairs(entries, family.at(0)));
            fixedCount += entries.length;
            return new Numbers(at, true, 1, 0, -1);
        }
        int column = angles.column()[step.slot()];
        int samples = column < 0 ? 1 : count;
        long at = drivenCount;
        drivenCount += (long) entries.length * samples;
        long derivativeAt = -1;
        if (derivative) {
            derivativeAt = drivenCount;
            drivenCount += (long) entries.length * samples;
        }
        drives.add(new long[] {partCount, entries.length, Double.doubleToRawLongBits(family.frequency()),
                Double.doubleToRawLongBits(angles.offset()[step.slot()]),
                Double.doubleToRawLongBits(angles.scale()[step.slot()]), column, at, derivativeAt, samples});
        for (Matrix part : List.of(family.constant(), family.cosine(), family.sine())) {
            parts.add(pairs(entries, part));
            partCount += 2L * entries.length;
        }
        mostDriven = Math.max(mostDriven, samples);
        return new Numbers(at, false, samples, samples == 1 ? 0 : 1, derivativeAt);
    }

    private static double[] pairs(int[][] entries, Matrix matrix) {
        double[] out = new double[2 * entries.length];
        for (int e = 0; e < entries.length; e++) {
            out[2 * e] = matrix.re(entries[e][0], entries[e][1]);
            out[2 * e + 1] = matrix.im(entries[e][0], entries[e][1]);
        }
        return out;
    }

    /** Bytes on the card for the numbers of each further sample. */
    static double bytesPerSample(List<CudaStep> steps, Angles angles, CudaElement element, boolean derivatives) {
        double entries = 0;
        for (CudaStep step : steps) {
            if (step.slot() >= 0 && angles.column()[step.slot()] >= 0) {
                entries += (step.kind() == CudaStep.Kind.DENSE || step.kind() == CudaStep.Kind.WIDE
                        ? 1L << 2 * step.bits().length
                        : 1L << step.bits().length) * (derivatives ? 2 : 1);
            }
        }
        return entries * element.bytes();
    }

    /**
     * Tables on the card.
     *
     * @param evaluate the launch that computes what angles drive, or null if nothing does
     */
    record Uploaded(long ops, long wanted, long numbers, long sources, int[] tapes, int[] firstWanted,
            @org.jspecify.annotations.Nullable CudaLaunch evaluate) {

        int opCount() {
            return tapes.length;
        }

        long op(int index) {
            return ops + (long) index * OP * Long.BYTES;
        }

        long derivative(int index) {
            return wanted + (long) index * OP * Long.BYTES;
        }
    }

    /**
     * Brings the tables to the card.
     *
     * @param values address of the columns of the samples of this launch
     */
    Uploaded upload(CudaScope scope, long values) {
        long numbers = scope.allocate((fixedCount + drivenCount) * element.bytes());
        if (fixedCount > 0) {
            MemorySegment host = scope.allocateHost(fixedCount * element.bytes());
            long at = 0;
            for (double[] pairs : fixed) {
                for (int i = 0; i < pairs.length; i += 3 - element.parts()) {
                    element.put(host, at++, pairs[i]);
                }
            }
            scope.copyIn(host, numbers, fixedCount * element.bytes());
        }
        CudaLaunch evaluate = null;
        if (!drives.isEmpty()) {
            for (long[] drive : drives) {
                drive[6] += fixedCount;
                drive[7] += drive[7] < 0 ? 0 : fixedCount;
            }
            CudaBuffer table = scope.buffer(partCount * Double.BYTES);
            long at = 0;
            for (double[] some : parts) {
                MemorySegment.copy(some, 0, table.host(), java.lang.foreign.ValueLayout.JAVA_DOUBLE, at, some.length);
                at += (long) some.length * Double.BYTES;
            }
            table.upload(partCount * Double.BYTES);
            long blocks = (long) drives.size() * ((mostDriven + CudaLaunch.THREADS - 1) / CudaLaunch.THREADS);
            evaluate = CudaLaunch.of(element.kernel("evaluate"), blocks, scope.upload(flat(drives)), drives.size(),
                    table.address(), values, count, numbers);
        }
        return new Uploaded(scope.upload(flat(placed(ops))), scope.upload(flat(placed(wanted))), numbers,
                scope.upload(sources.stream().flatMapToInt(java.util.Arrays::stream).asLongStream().toArray()),
                ops.stream().mapToInt(op -> (int) op[10]).toArray(),
                ops.stream().mapToInt(op -> (int) op[11]).toArray(), evaluate);
    }

    private List<long[]> placed(List<long[]> records) {
        for (long[] op : records) {
            op[6] = op[6] < 0 ? fixedCount + ~op[6] : op[6];
        }
        return records;
    }

    private static long[] flat(List<long[]> records) {
        return records.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    }
}
