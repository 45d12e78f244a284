package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The passes over memory in which a card runs steps, and their rounds: a pass holds as many steps as fit the bits of a
 * tile, a round as many of those as fit the registers of a thread.
 *
 * @param registerBits bits of the number of amplitudes of one state that a thread holds
 * @param passes in order
 */
record CudaPasses(int registerBits, List<Pass> passes) {

    /**
     * One pass.
     *
     * @param local mask of the bits of a tile
     * @param parts what is done with which register bits, in order; of a wide step nothing else
     */
    record Pass(long local, List<Part> parts) {

        boolean isWide() {
            return wide().kind() == CudaStep.Kind.WIDE;
        }

        /** The step that makes a pass by itself, if it is wide. */
        CudaStep wide() {
            return parts.getFirst().steps().getFirst();
        }
    }

    /**
     * Steps of one round.
     *
     * @param registers mask of the bits of the state's index that must be register bits
     * @param steps the steps in order
     */
    record Part(long registers, List<CudaStep> steps) {
    }

    /** Whether a step takes a pass by itself. */
    boolean hasWide() {
        return passes.stream().anyMatch(Pass::isWide);
    }

    /**
     * Passes over states of some elements.
     *
     * @param bits bits of a state
     * @param steps the steps
     * @param probed steps of the plan that commute with nothing on their bits, as derivatives of any form are wanted
     * @param registerBits bits of the number of amplitudes of one state that a thread holds
     */
    static CudaPasses of(CudaElement element, int bits, List<CudaStep> steps, IntPredicate probed, int registerBits) {
        int most = Math.min(registerBits, element.mostDenseBits());
        List<CudaStep> some = steps.stream().map(step -> fits(step, probed.test(step.index()), most)
                ? step
                : step.widened()).toList();
        List<Pass> passes = new ArrayList<>();
        int tileBits = CudaRounds.tileBits(registerBits);
        for (CudaSchedule.Pass pass : CudaSchedule.of(bits, some, probed, tileBits, element.contiguousBits())
                .passes()) {
            if (pass.isWide()) {
                passes.add(new Pass(0, List.of(new Part(0, pass.steps()))));
                continue;
            }
            List<Part> parts = new ArrayList<>();
            for (CudaSchedule.Pass round : CudaSchedule.of(bits, pass.steps(), probed, registerBits, 0).passes()) {
                long registers = 0;
                for (CudaStep step : round.steps()) {
                    registers |= CudaSchedule.mixed(step, probed);
                }
                parts.add(new Part(registers, round.steps()));
            }
            passes.add(new Pass(pass.local(), List.copyOf(parts)));
        }
        return new CudaPasses(registerBits, List.copyOf(passes));
    }

    private static boolean fits(CudaStep step, boolean probed, int most) {
        long bits = probed ? step.mask() | step.controls() : step.mixed();
        return Long.bitCount(bits) <= most;
    }
}
