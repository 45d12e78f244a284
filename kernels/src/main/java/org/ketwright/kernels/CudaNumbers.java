package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the steps of a launch, as they lie in the memory of a card: those that are known come first, those that
 * angles drive are computed there.
 */
final class CudaNumbers {
    private final CudaElement element;
    private final Angles angles;
    private final int count;
    private final List<long[]> drives = new ArrayList<>();
    private final List<double[]> fixed = new ArrayList<>();
    private final List<double[]> parts = new ArrayList<>();
    private long fixedCount;
    private long drivenCount;
    private long partCount;
    private int mostDriven;

    /**
     * None yet.
     *
     * @param count samples of a launch
     */
    CudaNumbers(CudaElement element, Angles angles, int count) {
        this.element = element;
        this.angles = angles;
        this.count = count;
    }

    /** Whether numbers have imaginary parts. */
    boolean isComplex() {
        return element.isComplex();
    }

    /** The angles of this launch. */
    Angles angles() {
        return angles;
    }

    /**
     * Where the numbers of a step are: entry e of sample s at {@code first + e * entryStride + s * sampleStride}.
     *
     * @param first counted among the fixed or among the driven
     */
    record Place(long first, boolean isFixed, long entryStride, long sampleStride) {
    }

    /**
     * Adds some entries of a family, each given by its row and column.
     *
     * @param slot the angle, or -1
     */
    Place add(MatrixFamily family, int slot, int[][] entries) {
        if (slot < 0) {
            return add(pairs(entries, family.at(0)));
        }
        int column = angles.column()[slot];
        if (column < 0) {
            return add(pairs(entries, family.at(angles.offset()[slot])));
        }
        long at = drivenCount;
        drivenCount += (long) entries.length * count;
        drives.add(new long[] {partCount, entries.length, Double.doubleToRawLongBits(family.frequency()),
                Double.doubleToRawLongBits(angles.offset()[slot]),
                Double.doubleToRawLongBits(angles.scale()[slot]), column, at, count});
        for (Matrix part : List.of(family.constant(), family.cosine(), family.sine())) {
            parts.add(pairs(entries, part));
            partCount += 2L * entries.length;
        }
        mostDriven = count;
        return new Place(at, false, count, 1);
    }

    /** Adds known numbers, real and imaginary parts in turn. */
    Place add(double[] pairs) {
        long at = fixedCount;
        fixed.add(pairs);
        fixedCount += pairs.length / 2;
        return new Place(at, true, 1, 0);
    }

    private static double[] pairs(int[][] entries, Matrix matrix) {
        double[] out = new double[2 * entries.length];
        for (int e = 0; e < entries.length; e++) {
            out[2 * e] = matrix.re(entries[e][0], entries[e][1]);
            out[2 * e + 1] = matrix.im(entries[e][0], entries[e][1]);
        }
        return out;
    }

    /** Number of the first entry among all numbers, once all are added. */
    long index(Place place) {
        return place.isFixed() ? place.first() : fixedCount + place.first();
    }

    /**
     * Numbers on the card.
     *
     * @param evaluate the launch that computes what angles drive, or null if nothing does
     */
    record Uploaded(long address, @Nullable CudaLaunch evaluate) {
    }

    /**
     * Brings them to the card.
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
        if (drives.isEmpty()) {
            return new Uploaded(numbers, null);
        }
        for (long[] drive : drives) {
            drive[6] += fixedCount;
        }
        CudaBuffer table = scope.buffer(partCount * Double.BYTES);
        long at = 0;
        for (double[] some : parts) {
            MemorySegment.copy(some, 0, table.host(), ValueLayout.JAVA_DOUBLE, at, some.length);
            at += (long) some.length * Double.BYTES;
        }
        table.upload(partCount * Double.BYTES);
        long blocks = (long) drives.size() * ((mostDriven + CudaLaunch.THREADS - 1) / CudaLaunch.THREADS);
        return new Uploaded(numbers, CudaLaunch.of(element.kernel("evaluate"), blocks,
                scope.upload(drives.stream().flatMapToLong(java.util.Arrays::stream).toArray()), drives.size(),
                table.address(), values, count, numbers));
    }

    /** Bytes on the card for the numbers of each further sample. */
    static double bytesPerSample(List<CudaStep> steps, Angles angles, CudaElement element) {
        double entries = 0;
        for (CudaStep step : steps) {
            if (step.slot() >= 0 && angles.column()[step.slot()] >= 0) {
                entries += step.kind() == CudaStep.Kind.DIAGONAL
                        ? 1L << step.bits().length
                        : 1L << 2 * step.bits().length;
            }
        }
        return entries * element.bytes();
    }
}
