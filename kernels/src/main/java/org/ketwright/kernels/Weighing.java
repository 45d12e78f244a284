package org.ketwright.kernels;

/**
 * Asks for weights of outputs while a batch is under way.
 *
 * @param weights who is asked
 * @param outputs number of outputs K
 * @param batch number of samples B
 * @param values the outputs {@code [k * B + sample]}, as far as they are known
 * @param cotangent receives the weights {@code [k * B + sample]}
 */
record Weighing(OutputWeights weights, int outputs, int batch, double[] values, double[] cotangent) {

    /** Values go to the sink, if it wants them. */
    static Weighing of(OutputWeights weights, Readout readout, Samples samples, GradientSink sink) {
        double[] wanted = sink.values();
        double[] cotangent = new double[Math.multiplyExact(readout.size(), samples.count())];
        return new Weighing(weights, readout.size(), samples.count(),
                wanted == null ? new double[cotangent.length] : wanted, cotangent);
    }

    /** Weighs samples whose values are known by now. */
    void weigh(int first, int count) {
        double[] some = new double[outputs * count];
        for (int k = 0; k < outputs; k++) {
            System.arraycopy(values, k * batch + first, some, k * count, count);
        }
        double[] weighed = weights.of(first, count, some);
        Checks.length("weights of outputs", weighed, outputs, count);
        for (int k = 0; k < outputs; k++) {
            System.arraycopy(weighed, k * count, cotangent, k * batch + first, count);
        }
    }
}
