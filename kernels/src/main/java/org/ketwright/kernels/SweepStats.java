package org.ketwright.kernels;

/**
 * What a plan costs on one large state of the cpu backend, predicted from its schedule.
 *
 * @param steps steps of the plan
 * @param turns steps or groups of steps that became a real rotation between pairs of amplitudes
 * @param phases diagonal factors left after merging
 * @param dense steps kept as dense matrices
 * @param passes sweeps over all memory
 * @param strokes sweeps over blocks in the cache, all passes together
 * @param bytes bytes moved between memory and the cache in one run, if no amplitude is known to be zero
 * @param operations floating-point operations of one run, a fused multiply-add counted as two
 * @param planningSeconds how long the schedule took to make
 */
public record SweepStats(int steps, int turns, int phases, int dense, int passes, int strokes, double bytes,
        double operations, double planningSeconds) {
    private static final double WEAVE_OPERATIONS = 6;
    private static final double TURN_OPERATIONS = 4;
    private static final double BLEND_OPERATIONS = 14;
    private static final double ENTRY_OPERATIONS = 8;

    /**
     * Schedules a plan for a state that starts in index 0, and describes the schedule.
     *
     * @param plan the plan
     * @param precision format of the amplitudes
     * @return the summary
     */
    public static SweepStats of(Plan plan, Precision precision) {
        SweepKernel kernel = SweepKernel.of(precision);
        SweepShape shape = SweepShape.of(plan.bits(), kernel);
        SweepPlan schedule = SweepPlan.of(plan, new SweepFrame(shape.bits()), shape);
        double amplitudes = Math.pow(2, shape.bits());
        int turns = 0;
        int phases = 0;
        int dense = 0;
        int strokes = 0;
        double operations = 0;
        for (SweepPass pass : schedule.passes()) {
            turns += pass.turns().length;
            strokes += pass.strokes().size();
            for (SweepStroke stroke : pass.strokes()) {
                switch (stroke) {
                    case SweepStroke.Turns some -> {
                        SweepWeave weave = some.weave();
                        operations += some.kind().turns() * TURN_OPERATIONS;
                        if (weave != null) {
                            operations += WEAVE_OPERATIONS;
                            for (int[] terms : weave.terms()) {
                                phases += terms.length;
                            }
                        }
                    }
                    case SweepStroke.Dense matrix -> {
                        dense++;
                        operations += ENTRY_OPERATIONS * matrix.offsets().length;
                    }
                    case SweepStroke.Slow slow -> {
                        dense++;
                        operations += ENTRY_OPERATIONS * (1 << slow.shifts().length);
                    }
                    case SweepStroke.Blend blend -> {
                        boolean alone = blend.direction() == 0 && blend.exchange() == 0;
                        operations += alone ? WEAVE_OPERATIONS : BLEND_OPERATIONS;
                        for (SweepStroke.Blend.Part part : blend.parts()) {
                            phases += part.act() == SweepStroke.Blend.Act.PHASE ? 1 : 0;
                            dense += part.act() == SweepStroke.Blend.Act.MATRIX ? 1 : 0;
                        }
                    }
                    case SweepStroke.Move move -> {
                        // moves amplitudes, computes nothing
                    }
                }
            }
        }
        return new SweepStats(schedule.steps(), turns, phases, dense, schedule.passes().size(), strokes,
                2 * amplitudes * precision.bytes() * schedule.passes().size(), operations * amplitudes,
                schedule.nanoseconds() * 1e-9);
    }
}
