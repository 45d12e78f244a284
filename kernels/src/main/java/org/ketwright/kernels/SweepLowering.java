package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the steps of a plan into terms, one after the other, in the frame as it is at that point. Linear permutations
 * of indices become changes of the frame; consecutive steps on one bit become one; phases of one parity merge while
 * nothing between them minds; matrices that are none of this stay dense.
 */
final class SweepLowering {
    private static final int MOST_PHASE_BITS = 5;
    /** Larger matrices stay dense without a look at whether they are unitary. */
    private static final int MOST_UNITARY_BITS = 6;
    private static final int MERGE_REACH = 200;
    private static final double NEGLIGIBLE = 1e-15;
    private static final Angles NO_ANGLES = Angles.shared();

    private final Plan plan;
    private final SweepFrame frame;
    private final List<SweepTerm> terms;
    private final List<SweepBinding> bindings = new ArrayList<>();
    private final List<@Nullable List<Plan.Step>> waiting = new ArrayList<>();
    private int next;
    private int ids;

    /**
     * Prepares.
     *
     * @param plan the plan
     * @param frame where amplitudes are stored before; changed as steps are lowered
     * @param terms receives the terms; the owner may remove the first ones at any time
     */
    SweepLowering(Plan plan, SweepFrame frame, List<SweepTerm> terms) {
        this.plan = plan;
        this.frame = frame;
        this.terms = terms;
        for (int bit = 0; bit < plan.bits(); bit++) {
            waiting.add(null);
        }
    }

    List<SweepBinding> bindings() {
        return bindings;
    }

    /** Most terms that one call of {@link #advance} adds: what waits on all bits, and those of one step. */
    static int mostTerms(int bits) {
        return 3 * bits + (1 << MOST_PHASE_BITS) + 4;
    }

    /** Number of terms so far, merged ones counted once. */
    int ids() {
        return ids;
    }

    /** Lowers one more step; false when there is none. */
    boolean advance() {
        if (next == plan.steps().size()) {
            for (int bit = 0; bit < plan.bits(); bit++) {
                flush(bit);
            }
            return false;
        }
        Plan.Step step = plan.steps().get(next++);
        Structure structure = Structure.of(step.family());
        if (structure instanceof Structure.Controlled controlled) {
            step = opened(step, controlled);
            structure = controlled.structure();
        }
        if (step.bits().size() == 1 && step.controls() == 0 && isUnitary(step.family())) {
            int bit = step.bits().getFirst();
            List<Plan.Step> list = waiting.get(bit);
            if (list == null) {
                list = new ArrayList<>();
                waiting.set(bit, list);
            }
            list.add(step);
            return true;
        }
        for (int bit : step.bits()) {
            flush(bit);
        }
        for (long c = step.controls(); c != 0; c &= c - 1) {
            flush(Long.numberOfTrailingZeros(c));
        }
        lower(step, structure);
        return true;
    }

    /** A step whose matrix hides controls, with the controls named. */
    private static Plan.Step opened(Plan.Step step, Structure.Controlled controlled) {
        List<Integer> bits = new ArrayList<>();
        long controls = step.controls();
        long values = step.controlValues();
        for (int i = 0; i < step.bits().size(); i++) {
            int bit = step.bits().get(i);
            if ((controlled.mask() >> i & 1) == 0) {
                bits.add(bit);
            } else {
                controls |= 1L << bit;
                values |= (long) (controlled.values() >> i & 1) << bit;
            }
        }
        return new Plan.Step(controlled.inner(), step.slot(), bits, controls, values);
    }

    private void lower(Plan.Step step, Structure structure) {
        int all = step.bits().size() + Long.bitCount(step.controls());
        if (structure instanceof Structure.Identity) {
            return;
        }
        if (all == 0) {
            bindings.add(new SweepBinding.Factor(step));
            return;
        }
        boolean unitary = step.bits().size() <= MOST_UNITARY_BITS && isUnitary(step.family());
        if (unitary && all <= MOST_PHASE_BITS && structure instanceof Structure.Diagonal) {
            diagonal(step, identity(1 << all), new int[0]);
        } else if (unitary && all <= MOST_PHASE_BITS && structure instanceof Structure.Permutation permutation
                && isLinear(wide(step, permutation, all))) {
            int[] image = wide(step, permutation, all);
            int[] columns = new int[all];
            for (int i = 0; i < all; i++) {
                columns[i] = image[1 << i] ^ image[0];
            }
            diagonal(step, image, columns);
        } else if (unitary && all <= MOST_PHASE_BITS && step.bits().size() == 1) {
            controlled(step);
        } else if (!(unitary && step.controls() == 0 && pauli(step))) {
            dense(step);
        }
    }

    /** Whether all matrices of a family are unitary; five angles settle it, as entries have one harmonic. */
    private static boolean isUnitary(MatrixFamily family) {
        double frequency = family.frequency();
        int angles = frequency == 0 ? 1 : 5;
        for (int i = 0; i < angles; i++) {
            if (!isUnitary(family.at(frequency == 0 ? 0 : (0.3 + 1.1 * i) / frequency))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnitary(Matrix matrix) {
        int d = matrix.dimension();
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double re = a == b ? -1 : 0;
                double im = 0;
                for (int k = 0; k < d; k++) {
                    re += matrix.re(a, k) * matrix.re(b, k) + matrix.im(a, k) * matrix.im(b, k);
                    im += matrix.im(a, k) * matrix.re(b, k) - matrix.re(a, k) * matrix.im(b, k);
                }
                if (Math.abs(re) > 4 * NEGLIGIBLE || Math.abs(im) > 4 * NEGLIGIBLE) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] identity(int size) {
        int[] image = new int[size];
        for (int i = 0; i < size; i++) {
            image[i] = i;
        }
        return image;
    }

    /** Image of each index over matrix and control bits. */
    private static int[] wide(Plan.Step step, Structure.Permutation permutation, int all) {
        int matrixBits = step.bits().size();
        int[] image = identity(1 << all);
        for (int i = 0; i < image.length; i++) {
            if (SweepBinding.Diagonal.controlled(step, i >> matrixBits)) {
                image[i] = i >> matrixBits << matrixBits | permutation.image()[i & (1 << matrixBits) - 1];
            }
        }
        return image;
    }

    private static boolean isLinear(int[] image) {
        for (int i = 0; i < image.length; i++) {
            int low = i & -i;
            if ((image[i] ^ image[i ^ low] ^ image[low] ^ image[0]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bits of a step, then its control bits. */
    static int[] bits(Plan.Step step) {
        int[] bits = new int[step.bits().size() + Long.bitCount(step.controls())];
        int count = 0;
        for (int bit : step.bits()) {
            bits[count++] = bit;
        }
        for (long c = step.controls(); c != 0; c &= c - 1) {
            bits[count++] = Long.numberOfTrailingZeros(c);
        }
        return bits;
    }

    private void diagonal(Plan.Step step, int[] image, int[] columns) {
        int[] bits = bits(step);
        double[] known = null;
        if (step.isFixed()) {
            double[] entries = new SweepValues(NO_ANGLES, Samples.plain(1), 0, 0, 0).entries(step);
            known = SweepBinding.Diagonal.phases(entries, step.bits().size(), image.length, image, step);
            SweepBinding.spread(known);
        }
        int[] terms = phases(bits, known);
        bindings.add(new SweepBinding.Diagonal(step, bits, image, terms, image[0], columns));
        if (columns.length > 0) {
            frame.transform(bits, columns);
        }
    }

    /** A phase for every mask over the bits, or only where it is known not to vanish. */
    private int[] phases(int[] bits, double @Nullable [] known) {
        int[] terms = new int[1 << bits.length];
        terms[0] = -1;
        for (int mask = 1; mask < terms.length; mask++) {
            long logical = 0;
            for (int i = 0; i < bits.length; i++) {
                logical |= (long) (mask >> i & 1) << bits[i];
            }
            terms[mask] = known != null && Math.abs(known[mask]) < NEGLIGIBLE ? -1 : phase(logical);
        }
        return terms;
    }

    private void controlled(Plan.Step step) {
        int[] bits = bits(step);
        long mask = 1L << bits[0];
        int first = phase(mask);
        int turn = turn(mask, mask);
        int[] terms = phases(bits, null);
        int back = turn(mask, mask);
        int last = phase(mask);
        bindings.add(new SweepBinding.Controlled(step, bits, first, turn, terms, back, last));
    }

    /** Lowers a sum of the identity and a Pauli string; false if the step is none. */
    private boolean pauli(Plan.Step step) {
        int row = SweepPauli.flipped(step.family());
        if (row == 0) {
            return false;
        }
        int signs = SweepPauli.signs(step.family(), row);
        if (signs < 0) {
            return false;
        }
        int[] bits = bits(step);
        long x = 0;
        long z = 0;
        for (int i = 0; i < bits.length; i++) {
            x |= (long) (row >> i & 1) << bits[i];
            z |= (long) (signs >> i & 1) << bits[i];
        }
        int[] terms = new int[4];
        if ((Long.bitCount(x & z) & 1) != 0) {
            terms[1] = phase(z);
            terms[2] = turn(x, z);
            bindings.add(new SweepBinding.Pauli(step, x, z, row, -1, terms));
            return true;
        }
        long pivot = Long.lowestOneBit(x);
        terms[0] = phase(pivot);
        terms[1] = phase(z ^ pivot);
        terms[2] = turn(x, z ^ pivot);
        terms[3] = phase(pivot);
        bindings.add(new SweepBinding.Pauli(step, x, z, row, Long.numberOfTrailingZeros(pivot), terms));
        return true;
    }

    private void dense(Plan.Step step) {
        long controls = step.controls();
        int[] bits = step.bits().stream().mapToInt(b -> b).toArray();
        if (bits.length == 0) {
            bits = new int[] {Long.numberOfTrailingZeros(controls)};
            controls &= controls - 1;
        }
        long[] shifts = new long[bits.length];
        long[] parities = new long[bits.length];
        for (int i = 0; i < bits.length; i++) {
            shifts[i] = frame.shift(1L << bits[i]);
            parities[i] = frame.parity(1L << bits[i]);
        }
        long[] conditions = new long[Long.bitCount(controls)];
        int count = 0;
        for (long c = controls; c != 0; c &= c - 1) {
            conditions[count++] = frame.parity(Long.lowestOneBit(c));
        }
        int id = ids++;
        terms.add(SweepTerm.dense(id, new SweepTerm.Dense(shifts, parities, conditions)));
        bindings.add(new SweepBinding.Dense(step, bits, controls, step.controlValues() & controls, id));
    }

    /** Emits the steps that wait on one bit. */
    private void flush(int bit) {
        List<Plan.Step> steps = waiting.get(bit);
        if (steps == null) {
            return;
        }
        waiting.set(bit, null);
        long mask = 1L << bit;
        boolean plain = true;
        boolean fixed = true;
        int flips = 0;
        for (Plan.Step step : steps) {
            fixed &= step.isFixed();
            boolean diagonal = SweepPauli.isDiagonal(step.family());
            boolean flip = !diagonal && SweepPauli.isAntidiagonal(step.family());
            plain &= diagonal || flip;
            flips ^= flip ? 1 : 0;
        }
        if (plain) {
            SweepBinding.Rename rename = new SweepBinding.Rename(List.copyOf(steps), bit, flips != 0, -1);
            boolean still = fixed && Math.abs(rename.angle(new SweepValues(NO_ANGLES, Samples.plain(1), 0, 0,
                    0))) < NEGLIGIBLE;
            bindings.add(still ? rename : new SweepBinding.Rename(rename.steps(), bit, rename.flip(), phase(mask)));
            return;
        }
        if (fixed) {
            SweepValues none = new SweepValues(NO_ANGLES, Samples.plain(1), 0, 0, 0);
            SweepEuler euler = SweepEuler.of(SweepBinding.product(steps, none));
            boolean half = euler.turn() > Math.PI / 2;
            int before = half || Math.abs(euler.before()) > NEGLIGIBLE ? phase(mask) : -1;
            int turn = turn(mask, mask);
            int after = Math.abs(euler.after()) > NEGLIGIBLE ? phase(mask) : -1;
            bindings.add(new SweepBinding.One(List.copyOf(steps), bit, before, turn, after));
            return;
        }
        int before = phase(mask);
        int turn = turn(mask, mask);
        bindings.add(new SweepBinding.One(List.copyOf(steps), bit, before, turn, phase(mask)));
    }

    /** The phase on these bits: an earlier one that may be moved here, or a new one. */
    private int phase(long bits) {
        long parity = frame.parity(bits);
        int reach = Math.max(0, terms.size() - MERGE_REACH);
        SweepTerm probe = SweepTerm.phase(-1, parity);
        for (int i = terms.size() - 1; i >= reach; i--) {
            SweepTerm term = terms.get(i);
            if (term.isPhase()) {
                if (term.parity() == parity) {
                    return term.id();
                }
            } else if (!SweepTerm.commute(term, probe)) {
                break;
            }
        }
        terms.add(SweepTerm.phase(ids, parity));
        return ids++;
    }

    private int turn(long flipped, long signs) {
        terms.add(SweepTerm.turn(ids, frame.shift(flipped), frame.parity(signs)));
        return ids++;
    }
}
