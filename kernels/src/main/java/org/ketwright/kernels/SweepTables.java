package org.ketwright.kernels;

/** The coefficients of one run of a plan, in one piece of memory off the heap. */
final class SweepTables {

    /** Hands out places. */
    static final class Layout {
        private final SweepShape shape;
        private long bytes;
        private int weaves;

        Layout(SweepShape shape) {
            this.shape = shape;
        }

        Layout copy() {
            Layout copy = new Layout(shape);
            copy.bytes = bytes;
            copy.weaves = weaves;
            return copy;
        }

        void take(Layout other) {
            bytes = other.bytes;
            weaves = other.weaves;
        }

        /** Room for the coefficients of a loop's turns. */
        long turns(SweepStroke.Kind kind) {
            long at = bytes;
            bytes += (long) kind.turns() * kind.vectors() * shape.pair() / 2;
            return at;
        }

        /** Room for the coefficients of a blend. */
        long blend(int combinations) {
            return pairs(2 * combinations);
        }

        /** Room for pairs. */
        long pairs(int count) {
            bytes = bytes + shape.pair() - 1 & -shape.pair();
            long at = bytes;
            bytes += (long) count * shape.pair();
            return at;
        }

        /** A number for one more weave. */
        int weave() {
            return weaves++;
        }

        long bytes() {
            return bytes;
        }

        int weaves() {
            return weaves;
        }
    }

    private final SweepKernel kernel;
    private final SweepShape shape;
    private final long tables;
    private final long laneSigns;
    private final SweepValues values;
    /** The factor that each weave carries: cosines of the turns up to the next, and once that of all amplitudes. */
    private final double[] scales;

    /**
     * Fills the tables of all passes.
     *
     * @param kernel the loops
     * @param shape sizes
     * @param plan the schedule
     * @param values the numbers of this run
     * @param tables address of the tables
     * @param laneSigns address of a vector of signs for every parity of lanes
     */
    SweepTables(SweepKernel kernel, SweepShape shape, SweepPlan plan, SweepValues values, long tables,
            long laneSigns) {
        this.kernel = kernel;
        this.shape = shape;
        this.values = values;
        this.tables = tables;
        this.laneSigns = laneSigns;
        this.scales = new double[2 * plan.weaves()];
        fill(plan);
    }

    /** Writes a vector of signs for every parity of lanes. */
    static void signs(SweepKernel kernel, long address) {
        for (int mask = 0; mask < kernel.lanes(); mask++) {
            for (int lane = 0; lane < kernel.lanes(); lane++) {
                kernel.set(address + ((long) mask * kernel.lanes() + lane) * kernel.bytes(),
                        SweepSpan.parity(mask & lane) == 0 ? 1 : -1);
            }
        }
    }

    private void fill(SweepPlan plan) {
        boolean first = true;
        for (SweepPass pass : plan.passes()) {
            double pending = 1;
            int last = -1;
            for (SweepStroke stroke : pass.strokes()) {
                if (stroke instanceof SweepStroke.Blend blend) {
                    fill(blend, first ? values.factorRe() : 1, first ? values.factorIm() : 0);
                    first = false;
                }
                if (stroke instanceof SweepStroke.Turns turns) {
                    fill(turns);
                    pending *= cosines(turns);
                    SweepWeave weave = turns.weave();
                    if (weave != null) {
                        last = 2 * weave.number();
                        scales[last] = first ? values.factorRe() : 1;
                        scales[last + 1] = first ? values.factorIm() : 0;
                        first = false;
                    }
                    if (last >= 0) {
                        scales[last] *= pending;
                        scales[last + 1] *= pending;
                        pending = 1;
                    }
                }
            }
        }
        for (SweepPass pass : plan.passes()) {
            for (SweepStroke stroke : pass.strokes()) {
                if (stroke instanceof SweepStroke.Turns turns && turns.weave() != null && !turns.weave().dynamic()) {
                    write(turns.weave(), 0, tables + turns.weave().offset());
                }
            }
        }
    }

    /** Product of the cosines that the turns of a stroke leave out. */
    private double cosines(SweepStroke.Turns turns) {
        double product = 1;
        for (int term : turns.terms()) {
            double t = term < 0 ? 0 : values.number(term);
            product /= Math.sqrt(1 + t * t);
        }
        return product;
    }

    /** Address of the coefficients of a stroke. */
    long turns(SweepStroke.Turns turns) {
        return tables + turns.offset();
    }

    /** Address of the weave of a stroke for a block; one that depends on the block is written to the buffer. */
    long weave(SweepWeave weave, long base, long buffer) {
        if (!weave.dynamic()) {
            return tables + weave.offset();
        }
        write(weave, base, buffer);
        return buffer;
    }

    private void fill(SweepStroke.Turns turns) {
        SweepStroke.Kind kind = turns.kind();
        long at = tables + turns.offset();
        for (int i = 0; i < kind.turns(); i++) {
            double t = turns.terms()[i] < 0 ? 0 : values.number(turns.terms()[i]);
            int pattern = turns.patterns()[i];
            for (int v = 0; v < kind.vectors(); v++, at += kernel.vector()) {
                for (int lane = 0; lane < kernel.lanes(); lane++) {
                    boolean plus = plus(kind, v, pattern, lane);
                    kernel.set(at + (long) lane * kernel.bytes(), plus ? t : -t);
                }
            }
        }
    }

    private void fill(SweepStroke.Blend blend, double factorRe, double factorIm) {
        int combinations = 1 << blend.signs().length;
        double[][] coefficients = new double[combinations][];
        for (int signs = 0; signs < combinations; signs++) {
            coefficients[signs] = SweepBlend.coefficients(blend, signs, values);
        }
        long at = blend(blend);
        for (int mark = 0; mark < combinations; mark++, at += 2L * kernel.pair()) {
            for (int lane = 0; lane < kernel.lanes(); lane++) {
                double[] c = coefficients[mark ^ SweepBlend.signs(lane, blend.signs())];
                long number = at + (long) lane * kernel.bytes();
                for (int i = 0; i < c.length; i += 2, number += kernel.pair()) {
                    kernel.set(number, c[i] * factorRe - c[i + 1] * factorIm);
                    kernel.set(number + kernel.vector(), c[i] * factorIm + c[i + 1] * factorRe);
                }
            }
        }
    }

    /** Address of the coefficients of a blend. */
    long blend(SweepStroke.Blend blend) {
        return tables + blend.offset();
    }

    /** Whether a coefficient is added: along straight directions the vectors are -t, t, -t. */
    private boolean plus(SweepStroke.Kind kind, int vector, int pattern, int lane) {
        int lanes = shape.lanes();
        boolean odd = SweepSpan.parity(pattern & lane) != 0;
        return switch (kind) {
            case VECTORS -> odd ^ vector == 1;
            case LANES -> odd ^ vector == 1;
            case MIXED -> odd ^ SweepSpan.parity(pattern / lanes & vector & 3) != 0 ^ vector >= 4;
        };
    }

    private void write(SweepWeave weave, long base, long at) {
        int count = weave.patterns().length;
        double[] cosines = new double[count];
        double[] sines = new double[count];
        for (int i = 0; i < count; i++) {
            double angle = 0;
            int[] terms = weave.terms()[i];
            for (int k = 0; k < terms.length; k++) {
                boolean odd = SweepSpan.parity(weave.parities()[i][k] & base) != 0;
                angle += odd ? -values.number(terms[k]) : values.number(terms[k]);
            }
            cosines[i] = Math.cos(angle / 2);
            sines[i] = Math.sin(angle / 2);
        }
        kernel.weave(at, weave.pairs(), scales[2 * weave.number()], scales[2 * weave.number() + 1], count, weave
                .patterns(), cosines, sines, laneSigns);
    }
}
