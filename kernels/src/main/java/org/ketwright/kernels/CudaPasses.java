package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The passes over memory in which a card runs steps, and their rounds: a pass holds as many steps as fit the bits of a
 * tile, a round as many of those as fit the registers of a thread.
 *
 * @param registerBits bits of the number of amplitudes of one state that a thread holds
 * @param passes in order
 */
record CudaPasses(int registerBits, List<Pass> passes) {
    /** What a round takes by itself, in steps that change no number; from the instructions of either. */
    private static final double ROUND_COST = 3;

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
     * Steps of one round, or between rounds.
     *
     * @param registers mask of the bits of the state's index that must be register bits
     * @param steps the steps in order
     * @param moves whether they only move indices between two rounds
     */
    record Part(long registers, List<CudaStep> steps, boolean moves) {
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
        for (CudaSchedule.Pass pass : CudaSchedule.of(bits, some, probed, tileBits, element.contiguousBits(),
                step -> false)
                .passes()) {
            if (pass.isWide()) {
                passes.add(new Pass(0, List.of(new Part(0, pass.steps(), false))));
                continue;
            }
            List<Part> acting = parts(bits, pass.steps(), probed, registerBits, step -> false);
            List<Part> moving = parts(bits, pass.steps(), probed, registerBits,
                    step -> !probed.test(step.index()) && CudaPlaces.isMove(step));
            CudaRounds rounds = new CudaRounds(element, registerBits, bits, pass.local());
            passes.add(new Pass(pass.local(), cost(moving, pass.local(), rounds) < cost(acting, pass.local(), rounds)
                    ? moving
                    : acting));
        }
        return new CudaPasses(registerBits, List.copyOf(passes));
    }

    /** Steps that move may wait for the end of a round, and then take no time. */
    private static List<Part> parts(int bits, List<CudaStep> steps, IntPredicate probed, int registerBits,
            Predicate<CudaStep> moves) {
        List<Part> parts = new ArrayList<>();
        for (CudaSchedule.Pass round : CudaSchedule.of(bits, steps, probed, registerBits, 0, moves).passes()) {
            long registers = 0;
            for (CudaStep step : round.isMove() ? List.<CudaStep>of() : round.steps()) {
                registers |= CudaSchedule.mixed(step, probed);
            }
            parts.add(new Part(registers, round.steps(), round.isMove()));
        }
        return List.copyOf(parts);
    }

    /** What parts take, in steps that change no number. */
    private static double cost(List<Part> parts, long local, CudaRounds rounds) {
        long outside = 0;
        double acting = 0;
        for (Part part : parts) {
            for (CudaStep step : part.steps()) {
                outside |= part.moves() ? step.controls() & ~local : 0;
                acting += part.moves() ? 0 : 1;
            }
        }
        return Long.bitCount(outside) > CudaPlaces.MOST_OUTSIDE
                ? Double.POSITIVE_INFINITY
                : acting + ROUND_COST * rounds.of(parts.stream().map(part -> part.moves()
                        ? CudaRounds.Part.moving(part.steps())
                        : new CudaRounds.Part(part.registers(), List.of())).toList()).size();
    }

    private static boolean fits(CudaStep step, boolean probed, int most) {
        long bits = probed ? step.mask() | step.controls() : step.mixed();
        return Long.bitCount(bits) <= most;
    }
}
