package org.ketwright.kernels;

import java.util.function.IntToDoubleFunction;

/**
 * Trigonometric sums of samples that are on a card. Few outputs are summed by one kernel that forms the products on its
 * way. Many outputs are a product of matrices, that of the samples' products of cosines and sines and that of the
 * coefficients, where the card has a library that multiplies faster than that kernel.
 */
final class CudaTrigonometric {
    /** Outputs and samples that a thread takes at a time, as the kernels have it. */
    private static final int GROUP = 4;
    private static final int TOGETHER = 2;
    /** Numbers that the kernels take at a time, of columns that may not be there. */
    private static final int LOW = 9;

    /** From here on a product is faster. */
    private static final int PRODUCT_OUTPUTS = 32;
    private static final int MOST_ROWS = 1 << 14;
    private static final double MOST_BYTES = 1 << 26;

    private final TrigonometricSums sums;
    private final CudaElement element;
    private final int rows;
    private final int length;
    private final long scale;
    private final long coefficients;

    /**
     * Puts tables on a card.
     *
     * @param rows of products, samples of each, as {@link #rows} says; 0 for the one kernel
     * @param isPullback what they are for
     */
    CudaTrigonometric(CudaScope scope, TrigonometricSums sums, Precision precision, int rows, boolean isPullback) {
        this.sums = sums;
        this.rows = rows;
        element = CudaElement.real(precision);
        length = TrigonometricSums.length(sums.columns());
        CudaBuffer scales = scope.buffer(8L * sums.columns());
        double[] all = new double[sums.columns()];
        java.util.Arrays.setAll(all, sums::scale);
        scales.put(all);
        scales.upload(8L * all.length);
        scale = scales.address();
        int outputs = sums.outputs();
        if (rows == 0) {
            int filled = Math.max(LOW, length);
            coefficients = table(scope, Math.ceilDiv(outputs, GROUP) * GROUP * filled, at -> {
                int k = at / GROUP / filled * GROUP + at % GROUP;
                int i = at / GROUP % filled;
                return k < outputs && i < length ? sums.coefficient(k, i) : 0;
            });
        } else {
            coefficients = table(scope, outputs * length, at -> isPullback
                    ? sums.coefficient(at % outputs, at / outputs)
                    : sums.coefficient(at / length, at % length));
        }
    }

    /**
     * How many samples go into a product, or 0 where the one kernel is faster. It is the same for all batches: a library may
     * sum in another order for another number.
     */
    static int rows(CudaDevice device, TrigonometricSums sums) {
        if (!device.hasLibrary() || sums.outputs() < PRODUCT_OUTPUTS) {
            return 0;
        }
        double each = 8.0 * (TrigonometricSums.length(sums.columns()) + 2.0 * sums.outputs());
        return (int) Math.clamp(MOST_BYTES / each, 1, MOST_ROWS);
    }

    private long table(CudaScope scope, int numbers, IntToDoubleFunction number) {
        CudaBuffer buffer = scope.buffer((long) numbers * element.bytes());
        for (int at = 0; at < numbers; at++) {
            element.put(buffer.host(), at, number.applyAsDouble(at));
        }
        buffer.upload((long) numbers * element.bytes());
        return buffer.address();
    }

    /** Memory that some samples need besides what goes in and out; 0 for none. */
    long workBytes() {
        return rows == 0 ? 0 : (long) rows * (length + (element.single() ? sums.outputs() : 0)) * element.bytes();
    }

    /**
     * Queues the values of samples.
     *
     * @param columns address of {@code [column * count + sample]}
     * @param out receives {@code [k * count + sample]}
     * @param work address of {@link #workBytes}
     * @param count samples; those of a product if that is the way
     */
    void values(CudaScope on, long columns, long out, long work, int count) {
        if (rows == 0) {
            on.launch(new CudaLaunch(element.kernel("trigonometric"),
                    Math.ceilDiv(count, CudaLaunch.THREADS * TOGETHER), shared(2 * TOGETHER), new long[] {columns,
                            scale, sums.columns(), count, coefficients, sums.outputs(), 0, out}));
            return;
        }
        long results = element.single() ? work + (long) rows * length * element.bytes() : out;
        on.launch(each("products", 2, count, columns, scale, sums.columns(), count, work, 0));
        on.multiply(element, work, coefficients, results, count, length, sums.outputs());
        if (element.single()) {
            convert(on, "to_numbers_s", out, results, count);
        }
    }

    /**
     * Queues the derivatives of samples.
     *
     * @param columns address of {@code [column * count + sample]}
     * @param cotangent address of {@code [k * count + sample]}
     * @param gradient receives {@code [column * count + sample]}
     * @param work address of {@link #workBytes}
     * @param count samples; those of a product if that is the way
     */
    void pullback(CudaScope on, long columns, long cotangent, long gradient, long work, int count) {
        if (rows == 0) {
            on.launch(each("trigonometric_pull", 3, count, columns, scale, sums.columns(), count, coefficients,
                    sums.outputs(), cotangent, gradient));
            return;
        }
        long weights = element.single() ? work + (long) rows * length * element.bytes() : cotangent;
        if (element.single()) {
            convert(on, "to_elements_s", cotangent, weights, count);
        }
        on.multiply(element, weights, coefficients, work, count, sums.outputs(), length);
        on.launch(each("slopes", 3, count, columns, scale, sums.columns(), count, work, gradient));
    }

    private void convert(CudaScope on, String kernel, long numbers, long elements, int count) {
        long all = (long) sums.outputs() * count;
        on.launch(CudaLaunch.over(kernel, all, numbers, elements, all));
    }

    /** A launch with a thread for each sample, and shared memory for some numbers of each column beyond the first two. */
    private CudaLaunch each(String kernel, int numbers, int count, long... arguments) {
        return new CudaLaunch(element.kernel(kernel), Math.ceilDiv(count, CudaLaunch.THREADS), shared(numbers),
                arguments);
    }

    private int shared(int numbers) {
        return Math.max(0, sums.columns() - 2) * numbers * CudaLaunch.THREADS * element.bytes();
    }
}
