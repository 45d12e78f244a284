package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.Philox;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Samples;

/**
 * Some trajectories side by side, from |0...0> to the end of a program. What a trajectory draws depends on the seed, its
 * number and the place in the program alone.
 */
final class TrajectoryRun implements AutoCloseable {
    /** Below this squared norm a state is brought back to norm 1. */
    private static final double FAINT = 1e-30;

    private final Amplitudes state;
    private final double[] parameters;
    private final double[] columns;
    private final int width;
    private final int lanes;
    private final long seed;
    private final long[] numbers;
    private final boolean[][] bits;

    /**
     * Takes the memory.
     *
     * @param columns features of each lane, {@code [feature * lanes + lane]}
     * @param numbers number of the trajectory in each lane
     */
    TrajectoryRun(Backend backend, Precision precision, TrajectoryProgram program, double[] parameters, int width,
            double[] columns, long seed, long[] numbers) {
        this.parameters = parameters;
        this.columns = columns;
        this.width = width;
        this.lanes = numbers.length;
        this.seed = seed;
        this.numbers = numbers;
        this.bits = new boolean[lanes][program.clbits()];
        this.state = backend.allocate(program.qubits(), lanes, precision);
        try {
            state.reset();
            follow(program.nodes(), null);
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
    }

    /** Number of trajectories side by side. */
    int lanes() {
        return lanes;
    }

    /** The final states, of any norm. */
    Amplitudes state() {
        return state;
    }

    /** The classical bits of a lane. */
    boolean[] bits(int lane) {
        return bits[lane];
    }

    @Override
    public void close() {
        state.close();
    }

    private void follow(List<TrajectoryProgram.Node> nodes, boolean @Nullable [] taken) {
        for (TrajectoryProgram.Node node : nodes) {
            switch (node) {
                case TrajectoryProgram.Evolve e -> evolve(e, taken);
                case TrajectoryProgram.Collapse c -> collapse(c, taken);
                case TrajectoryProgram.Misreading m -> misread(m, taken);
                case TrajectoryProgram.Choice c -> {
                    boolean[] then = new boolean[lanes];
                    boolean[] otherwise = new boolean[lanes];
                    for (int l = 0; l < lanes; l++) {
                        boolean reached = taken == null || taken[l];
                        boolean holds = c.condition().holds(bits[l]);
                        then[l] = reached && holds;
                        otherwise[l] = reached && !holds;
                    }
                    follow(c.then(), then);
                    follow(c.otherwise(), otherwise);
                }
            }
        }
    }

    private void evolve(TrajectoryProgram.Evolve e, boolean @Nullable [] taken) {
        int slots = e.sources().size();
        double[] offset = new double[slots];
        double[] scale = new double[slots];
        int[] column = new int[slots];
        Arrays.fill(column, -1);
        double[] values = Arrays.copyOf(columns, (width + slots) * lanes);
        int[][] drawn = e.mixtures().stream().map(m -> draw(m, taken)).toArray(int[][]::new);
        for (int slot = 0; slot < slots; slot++) {
            int at = (width + slot) * lanes;
            switch (e.sources().get(slot)) {
                case TrajectoryProgram.Driven d -> {
                    Angle angle = d.angle().bind(parameters);
                    if (taken != null) {
                        for (int l = 0; l < lanes; l++) {
                            values[at + l] = taken[l] ? angle.value(parameters, row(l)) : 0;
                        }
                        scale[slot] = 1;
                        column[slot] = width + slot;
                    } else if (angle instanceof Angle.Feature f) {
                        offset[slot] = f.offset();
                        scale[slot] = f.scale();
                        column[slot] = f.index();
                    } else {
                        offset[slot] = angle.value(parameters, new double[0]);
                    }
                }
                case TrajectoryProgram.Taken t -> {
                    act(values, at, l -> taken != null && taken[l]);
                    scale[slot] = 1;
                    column[slot] = width + slot;
                }
                case TrajectoryProgram.Part p -> {
                    act(values, at, l -> drawn[p.mixture()][l] > 0 && (drawn[p.mixture()][l] >> p.bit() & 1) != 0);
                    scale[slot] = 1;
                    column[slot] = width + slot;
                }
                case TrajectoryProgram.One o -> {
                    act(values, at, l -> drawn[o.mixture()][l] == o.number());
                    scale[slot] = 1;
                    column[slot] = width + slot;
                }
            }
        }
        state.apply(e.plan(), new Angles(offset, scale, column), Samples.of(lanes, width + slots, values));
    }

    /** Writes pi for lanes that act and 0 for the others. */
    private void act(double[] values, int at, IntPredicate acts) {
        for (int l = 0; l < lanes; l++) {
            values[at + l] = acts.test(l) ? Math.PI : 0;
        }
    }

    /** The number that each lane draws; -1 where the branch is not taken. */
    private int[] draw(TrajectoryProgram.Mixture mixture, boolean @Nullable [] taken) {
        int[] out = new int[lanes];
        Arrays.fill(out, -1);
        double total = mixture.cumulative()[mixture.cumulative().length - 1];
        for (int l = 0; l < lanes; l++) {
            if (taken == null || taken[l]) {
                double u = total * Philox.uniform(seed, numbers[l], mixture.event());
                out[l] = Draws.place(mixture.cumulative(), u);
            }
        }
        return out;
    }

    private void collapse(TrajectoryProgram.Collapse c, boolean @Nullable [] taken) {
        int operators = c.scale().length;
        double[] norms = state.expectations(c.norms());
        double[] values = new double[operators * lanes];
        double[] left = new double[lanes];
        Arrays.fill(left, 1);
        for (int l = 0; l < lanes; l++) {
            if (taken != null && !taken[l]) {
                continue;
            }
            double[] cumulative = new double[operators];
            double sum = 0;
            for (int j = 0; j < operators; j++) {
                sum += Math.max(0, norms[j * lanes + l]);
                cumulative[j] = sum;
            }
            int chosen = Draws.place(cumulative, sum * Philox.uniform(seed, numbers[l], c.event()));
            values[chosen * lanes + l] = Math.PI;
            left[l] = norms[chosen * lanes + l] * c.scale()[chosen] * c.scale()[chosen];
            if (c.clbit() >= 0) {
                bits[l][c.clbit()] = chosen == 1;
            }
        }
        state.apply(c.plan(), columns(operators), Samples.of(lanes, operators, values));
        strengthen(left);
    }

    private static Angles columns(int count) {
        double[] ones = new double[count];
        int[] column = new int[count];
        Arrays.fill(ones, 1);
        Arrays.setAll(column, i -> i);
        return new Angles(new double[count], ones, column);
    }

    /** Brings faint states back to norm 1, by powers of 2 so that nothing is rounded. */
    private void strengthen(double[] squaredNorms) {
        double faintest = Arrays.stream(squaredNorms).min().orElse(1);
        if (faintest >= FAINT) {
            return;
        }
        double[] lane = new double[2 << state.bits()];
        for (int l = 0; l < lanes; l++) {
            if (squaredNorms[l] < FAINT) {
                int exponent = -Math.getExponent(squaredNorms[l]) / 2;
                state.read(l, 0, lane);
                for (int i = 0; i < lane.length; i++) {
                    lane[i] = Math.scalb(lane[i], exponent);
                }
                state.write(l, 0, lane);
            }
        }
    }

    private void misread(TrajectoryProgram.Misreading m, boolean @Nullable [] taken) {
        Matrix confusion = m.error().confusion();
        for (int l = 0; l < lanes; l++) {
            if (taken != null && !taken[l]) {
                continue;
            }
            int truth = 0;
            for (int i = 0; i < m.bits().size(); i++) {
                truth |= bits[l][m.bits().get(i)] ? 1 << i : 0;
            }
            double[] cumulative = new double[confusion.dimension()];
            double sum = 0;
            for (int o = 0; o < cumulative.length; o++) {
                sum += confusion.re(o, truth);
                cumulative[o] = sum;
            }
            int read = Draws.place(cumulative, sum * Philox.uniform(seed, numbers[l], m.event()));
            for (int i = 0; i < m.bits().size(); i++) {
                bits[l][m.bits().get(i)] = (read >> i & 1) != 0;
            }
        }
    }

    private double[] row(int lane) {
        double[] row = new double[width];
        for (int f = 0; f < width; f++) {
            row[f] = columns[f * lanes + lane];
        }
        return row;
    }
}
