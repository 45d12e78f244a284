package org.ketwright.classical.network;

/** Gradients of a classifier's parameters at batches of fixed samples. For one thread at a time. */
public interface BatchGradient extends AutoCloseable {

    /** Turns the logits of a batch into the gradient of its loss with respect to them. */
    interface Grader {

        /**
         * Called once for each batch.
         *
         * @param logits count x K numbers; longer arrays hold nothing of interest after them
         * @param cotangent filled with count x K numbers
         */
        void grade(float[] logits, float[] cotangent);
    }

    /**
     * Gradient at one batch.
     *
     * @param parameters values of the trained parameters; not modified
     * @param samples which of the samples make the batch
     * @param grader knows the loss
     * @param gradient filled, one number for each parameter
     */
    void run(float[] parameters, int[] samples, Grader grader, float[] gradient);

    @Override
    void close();
}
