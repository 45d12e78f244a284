package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * What is done in a round, in the order in which it is done.
 *
 * @param task what
 * @param on what an acting step acts on
 * @param step the step, or null for the tape and for diagonals
 * @param diagonals steps that act together, or null
 * @param number number of the state on the tape, or row of the derivative
 */
record CudaTask(Task task, On on, @Nullable CudaStep step,
        @Nullable CudaDiagonals diagonals, int number) {

    /** What is done. */
    enum Task {
        /** The step acts. */
        ACT(0),
        /** The state goes to the tape, or comes from there. */
        TAPE(1),
        /** A derivative is computed. */
        DERIVE(2);

        private final int number;

        Task(int number) {
            this.number = number;
        }

        /** What the kernels call it. */
        int number() {
            return number;
        }
    }

    /** What a step acts on, on the way back. */
    enum On {
        /** The state and, on the way back, the co-state. */
        BOTH,
        /** The state alone. */
        STATE,
        /** The co-state alone. */
        CO_STATE
    }

    static CudaTask act(CudaStep step, On on) {
        return new CudaTask(Task.ACT, on, step, null, 0);
    }

    static CudaTask act(CudaDiagonals diagonals) {
        return new CudaTask(Task.ACT, On.BOTH, null, diagonals, 0);
    }

    static CudaTask tape(int number) {
        return new CudaTask(Task.TAPE, On.BOTH, null, null, number);
    }

    static CudaTask derive(CudaStep derivative, int row) {
        return new CudaTask(Task.DERIVE, On.BOTH, derivative, null, row);
    }
}
