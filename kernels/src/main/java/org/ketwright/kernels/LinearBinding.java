package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program with the angles of one run: the numbers of the matrices that are the same for all samples, from what those
 * of the others are computed, and how derivatives follow from moments. Shared by all tiles of the run.
 */
final class LinearBinding {

    /**
     * A gate with its numbers.
     *
     * @param op the gate
     * @param matrix its entries if they are the same for all samples
     * @param factors else what its matrix is the product of, the first acts first
     * @param place where its entries lie among those of all such gates, in vectors
     * @param wanted derivatives that come from here
     */
    record Bound(LinearOp op, @Nullable Numbers matrix, List<Factor> factors, int place, List<Wanted> wanted) {
    }

    /**
     * A matrix that differs from sample to sample.
     *
     * @param parts constant, cosine and sine part of each entry that is used, or of all where there are more factors
     * @param trig index of the sine and cosine; the number of all of them stands for zeros
     */
    record Factor(Numbers parts, int trig) {
    }

    /**
     * A derivative.
     *
     * @param gradient index of the sum it is added to
     * @param sums how constant, cosine and sine part follow from the moments, or null where there are more factors
     * @param weights weights of these sums
     * @param trig index of the sine and cosine of these parts
     * @param factors else the factors with the derivative of one among them
     */
    record Wanted(int gradient, @Nullable LinearSums sums, Numbers weights, int trig, List<Factor> factors) {
    }

    private static final Numbers NONE = Numbers.of(Precision.DOUBLE, new double[0]);

    private final Precision precision;
    private final Angles angles;
    private final List<Probe> probes;
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final Map<Integer, List<Integer>> probesOf = new HashMap<>();
    private final List<LaneBinding.Trig> trigs = new ArrayList<>();
    private final Map<LaneBinding.Trig, Integer> trigIndex = new HashMap<>();
    private final List<Bound> ops = new ArrayList<>();
    private int laneEntries;
    private int largest;

    /**
     * Binds a program.
     *
     * @param program the program
     * @param precision format
     * @param angles a value for each slot
     * @param wantedSlots slots whose gradient is wanted
     * @param probes other derivatives wanted
     */
    LinearBinding(LinearProgram program, Precision precision, Angles angles, int[] wantedSlots, List<Probe> probes) {
        this.precision = precision;
        this.angles = angles;
        this.probes = probes;
        for (int slot : wantedSlots) {
            slots.putIfAbsent(slot, slots.size());
        }
        for (int j = 0; j < probes.size(); j++) {
            probesOf.computeIfAbsent(probes.get(j).step(), s -> new ArrayList<>()).add(j);
        }
        collectTrigs(program);
        for (LinearOp op : program.ops()) {
            ops.add(bind(op));
        }
    }

    // --- what tiles ask for

    Angles angles() {
        return angles;
    }

    /** Sines and cosines needed, ordered by frequency. */
    List<LaneBinding.Trig> trigs() {
        return trigs;
    }

    List<Bound> ops() {
        return ops;
    }

    /** Number of sums that derivatives are added to. */
    int gradients() {
        return slots.size() + probes.size();
    }

    /** Which sum a wanted slot has. */
    int gradientOf(int slot) {
        return slots.getOrDefault(slot, -1);
    }

    /** Which sum a probe has. */
    int gradientOfProbe(int probe) {
        return slots.size() + probe;
    }

    /** Number of entries of all matrices that differ from sample to sample. */
    int laneEntries() {
        return laneEntries;
    }

    /** Most entries of any gate, and of any matrix made on the way. */
    int largest() {
        return largest;
    }

    // --- binding

    private boolean isLane(int slot) {
        return slot >= 0 && angles.column()[slot] >= 0;
    }

    private void collectTrigs(LinearProgram program) {
        Map<Double, List<LaneBinding.Trig>> byFrequency = new TreeMap<>();
        for (LinearOp op : program.ops()) {
            for (LinearStep step : op.steps()) {
                LaneBinding.Trig trig = new LaneBinding.Trig(step.slot(), step.frequency());
                if (isLane(step.slot()) && trigIndex.putIfAbsent(trig, -1) == null) {
                    byFrequency.computeIfAbsent(step.frequency(), f -> new ArrayList<>()).add(trig);
                }
            }
        }
        byFrequency.values().forEach(trigs::addAll);
        for (int i = 0; i < trigs.size(); i++) {
            trigIndex.put(trigs.get(i), i);
        }
    }

    private int trig(LinearStep step) {
        return trigIndex.getOrDefault(new LaneBinding.Trig(step.slot(), step.frequency()), -1);
    }

    private LinearAffine matrix(LinearStep step) {
        if (step.slot() < 0) {
            return LinearAffine.constant(step.constant());
        }
        return isLane(step.slot()) ? step.driven(trig(step)) : step.at(angles.offset()[step.slot()]);
    }

    private LinearAffine slope(LinearStep step) {
        return isLane(step.slot()) ? step.drivenSlope(trig(step)) : step.slopeAt(angles.offset()[step.slot()]);
    }

    private Bound bind(LinearOp op) {
        largest = Math.max(largest, Math.max(op.entries().length, 16));
        boolean lane = op.steps().stream().anyMatch(step -> isLane(step.slot()));
        boolean wanted = op.steps().stream()
                .anyMatch(step -> slots.containsKey(step.slot()) || probesOf.containsKey(step.number()));
        double[] fixed = op.fixed();
        if (!wanted && fixed != null) {
            return new Bound(op, Numbers.of(precision, fixed), List.of(), -1, List.of());
        }
        List<Segment> segments = segments(op);
        List<Wanted> all = wanted ? wanted(op, segments) : List.of();
        if (!lane) {
            return new Bound(op, Numbers.of(precision, segments.getFirst().whole().pick(op.entries())), List.of(), -1,
                    all);
        }
        int place = laneEntries;
        laneEntries += op.entries().length;
        List<LinearAffine> factors = segments.stream().map(Segment::whole).toList();
        return new Bound(op, null, factors(op, factors), place, all);
    }

    /** Neighboring steps of a gate of which at most one differs from sample to sample. */
    private record Segment(List<LinearStep> steps, List<LinearAffine> matrices) {

        Segment() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        boolean isConstant() {
            return matrices.stream().allMatch(LinearAffine::isConstant);
        }

        LinearAffine whole() {
            return product(matrices);
        }

        private static LinearAffine product(List<LinearAffine> factors) {
            LinearAffine product = factors.getFirst();
            for (LinearAffine factor : factors.subList(1, factors.size())) {
                product = factor.times(product);
            }
            return product;
        }

        /** The whole with another matrix in the place of one. */
        LinearAffine with(int index, LinearAffine other, List<LinearAffine> before, List<LinearAffine> after) {
            LinearAffine product = index == 0 ? other : other.times(before.get(index - 1));
            return index == matrices.size() - 1 ? product : after.get(index + 1).times(product);
        }

        /** Products of the first matrices. */
        List<LinearAffine> before() {
            List<LinearAffine> products = new ArrayList<>();
            for (LinearAffine matrix : matrices) {
                products.add(products.isEmpty() ? matrix : matrix.times(products.getLast()));
            }
            return products;
        }

        /** Products of the last matrices. */
        List<LinearAffine> after() {
            List<LinearAffine> products = new ArrayList<>();
            for (LinearAffine matrix : matrices.reversed()) {
                products.addFirst(products.isEmpty() ? matrix : products.getFirst().times(matrix));
            }
            return products;
        }
    }

    private List<Segment> segments(LinearOp op) {
        List<Segment> segments = new ArrayList<>(List.of(new Segment()));
        for (LinearStep step : op.steps()) {
            LinearAffine matrix = matrix(step);
            if (!matrix.isConstant() && !segments.getLast().isConstant()) {
                segments.add(new Segment());
            }
            segments.getLast().steps.add(step);
            segments.getLast().matrices.add(matrix);
        }
        return segments;
    }

    private List<Factor> factors(LinearOp op, List<LinearAffine> matrices) {
        if (matrices.size() == 1) {
            return List.of(factor(matrices.getFirst(), op.entries()));
        }
        int[] all = java.util.stream.IntStream.range(0, op.dimension() * op.dimension()).toArray();
        largest = Math.max(largest, all.length);
        return matrices.stream().map(matrix -> factor(matrix, all)).toList();
    }

    private Factor factor(LinearAffine matrix, int[] entries) {
        return new Factor(Numbers.of(precision, matrix.parts(entries)),
                matrix.isConstant() ? trigs.size() : matrix.trig());
    }

    private List<Wanted> wanted(LinearOp op, List<Segment> segments) {
        List<LinearAffine> wholes = segments.stream().map(Segment::whole).toList();
        List<Wanted> wanted = new ArrayList<>();
        for (int s = 0; s < segments.size(); s++) {
            Segment segment = segments.get(s);
            List<LinearAffine> before = segment.before();
            List<LinearAffine> after = segment.after();
            for (int i = 0; i < segment.steps.size(); i++) {
                LinearStep step = segment.steps.get(i);
                Integer slot = slots.get(step.slot());
                if (slot != null) {
                    wanted.add(wanted(op, wholes, s, segment.with(i, slope(step), before, after), slot));
                }
                for (int probe : probesOf.getOrDefault(step.number(), List.of())) {
                    wanted.add(wanted(op, wholes, s, segment.with(i, step.instead(probes.get(probe).derivative()),
                            before, after), gradientOfProbe(probe)));
                }
            }
        }
        return wanted;
    }

    private Wanted wanted(LinearOp op, List<LinearAffine> wholes, int segment, LinearAffine derivative, int gradient) {
        if (wholes.size() > 1) {
            List<LinearAffine> factors = new ArrayList<>(wholes);
            factors.set(segment, derivative);
            return new Wanted(gradient, null, NONE, -1, factors(op, factors));
        }
        double[] parts = derivative.parts(op.entries());
        int[] starts = new int[4];
        int[] sources = new int[parts.length];
        double[] weights = new double[parts.length];
        int count = 0;
        for (int part = 0; part < 3; part++) {
            for (int entry = 0; entry < op.entries().length; entry++) {
                if (parts[3 * entry + part] != 0) {
                    sources[count] = entry * (int) Lanes.BYTES;
                    weights[count++] = parts[3 * entry + part];
                }
            }
            starts[part + 1] = count;
        }
        int bytes = (int) Lanes.BYTES;
        return new Wanted(gradient, new LinearSums(starts, sources, new int[] {0, bytes, 2 * bytes}),
                Numbers.of(precision, weights), derivative.isConstant() ? trigs.size() : derivative.trig(), List.of());
    }
}
