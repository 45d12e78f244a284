package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is read, in the form in which kernels have it.
 *
 * @param count number of outputs
 * @param terms records of coefficient, flip (or index) and sign
 * @param starts where the terms of each output begin, and one more
 * @param weights of real vectors the terms once more by index: records of coefficient, output, 0
 * @param weightStarts where the weights of each index begin, and one more
 * @param indices the indices
 */
record CudaOutputs(int count, long[] terms, long[] starts, long[] weights, long[] weightStarts, long[] indices) {

    static CudaOutputs of(Readout readout) {
        List<List<long[]>> outputs = new ArrayList<>();
        for (List<Readout.Term> terms : readout.outputs()) {
            outputs.add(terms.stream().map(t -> new long[] {bits(t.coefficient()), t.flip(), t.sign()}).toList());
        }
        return new CudaOutputs(outputs.size(), flat(outputs), starts(outputs), new long[0], new long[1], new long[0]);
    }

    static CudaOutputs of(LinearReadout readout) {
        List<List<long[]>> outputs = new ArrayList<>();
        Map<Long, List<long[]>> byIndex = new TreeMap<>();
        for (int k = 0; k < readout.size(); k++) {
            List<long[]> records = new ArrayList<>();
            for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                records.add(new long[] {bits(entry.coefficient()), entry.index(), 0});
                byIndex.computeIfAbsent(entry.index(), i -> new ArrayList<>())
                        .add(new long[] {bits(entry.coefficient()), k, 0});
            }
            outputs.add(records);
        }
        List<List<long[]>> weights = new ArrayList<>(byIndex.values());
        return new CudaOutputs(outputs.size(), flat(outputs), starts(outputs), flat(weights), starts(weights),
                byIndex.keySet().stream().mapToLong(i -> i).toArray());
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static long[] flat(List<List<long[]>> records) {
        return records.stream().flatMap(List::stream).flatMapToLong(java.util.Arrays::stream).toArray();
    }

    private static long[] starts(List<List<long[]>> records) {
        long[] out = new long[records.size() + 1];
        for (int i = 0; i < records.size(); i++) {
            out[i + 1] = out[i] + records.get(i).size();
        }
        return out;
    }

    /** On the card: the fields of {@code Outputs}, then those of {@code Weights}. */
    record Uploaded(long[] outputs, long[] weights) {
    }

    Uploaded upload(CudaScope scope) {
        return new Uploaded(new long[] {scope.upload(terms), scope.upload(starts), count},
                new long[] {scope.upload(weights), scope.upload(weightStarts), scope.upload(indices), indices.length});
    }
}
