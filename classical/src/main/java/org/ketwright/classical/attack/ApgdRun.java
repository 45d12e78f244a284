package org.ketwright.classical.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;

/** One start of Auto-PGD on a batch; every sample has a step, a best point and a history of its own. */
final class ApgdRun {
    private static final double PROGRESS = 0.75;
    private static final double MOMENTUM = 0.75;
    private static final double FIRST_STEP = 2;
    private static final int FIRST_INTERVAL = 22;
    private static final int SHORTEST_INTERVAL = 6;
    private static final int SHORTER_BY = 3;
    private static final int PERCENT = 100;

    private final Classifier victim;
    private final float[] center;
    private final Ball ball;
    private final Objective objective;
    private final int[] shape;
    private final Trail[] trails;

    /** Hears of every point with its logits; says which samples need no further steps. */
    interface Listener {
        boolean[] offer(Tensor points, Tensor logits, int[] rows);
    }

    /** The way of one sample. */
    private static final class Trail {
        private final float[] point;
        private float[] previous;
        private float[] gradient = {};
        private float[] best = {};
        private float[] bestGradient = {};
        private double height = Double.NEGATIVE_INFINITY;
        private double heightAtCheck;
        private double step;
        private boolean isReduced = true;
        private final double[] heights;

        Trail(float[] start, int iterations, double step) {
            this.point = start;
            this.previous = start.clone();
            this.heights = new double[iterations];
            this.step = step;
        }

        void take(double value, float[] newGradient) {
            gradient = newGradient;
            if (value > height) {
                height = value;
                best = point.clone();
                bestGradient = newGradient;
            }
        }

        /** Halves the step and goes back to the best point if too few steps climbed, or if the last stretch gained nothing. */
        void check(int iteration, int interval) {
            int climbs = 0;
            for (int j = 0; j < interval; j++) {
                int at = iteration - j;
                climbs += at > 0 && heights[at] > heights[at - 1] ? 1 : 0;
            }
            boolean isStuck = climbs <= PROGRESS * interval || !isReduced && heightAtCheck >= height;
            if (isStuck) {
                step /= 2;
                System.arraycopy(best, 0, point, 0, point.length);
                gradient = bestGradient;
            }
            isReduced = isStuck;
            heightAtCheck = height;
        }
    }

    ApgdRun(Classifier victim, Tensor centers, Ball ball, Objective objective) {
        this.victim = victim;
        this.center = centers.data();
        this.ball = ball;
        this.objective = objective;
        this.shape = centers.shape();
        this.trails = new Trail[centers.count()];
    }

    /** Iterations after which progress is checked: after 22 % of all, then at intervals that shrink by 3 % down to 6 %. */
    static List<Integer> checkpoints(int iterations) {
        int interval = Math.max(FIRST_INTERVAL * iterations / PERCENT, 1);
        int shortest = Math.max(SHORTEST_INTERVAL * iterations / PERCENT, 1);
        int shorter = Math.max(SHORTER_BY * iterations / PERCENT, 1);
        List<Integer> checkpoints = new ArrayList<>();
        for (int at = interval; at <= iterations; at += interval) {
            checkpoints.add(at);
            interval = Math.max(interval - shorter, shortest);
        }
        return checkpoints;
    }

    void climb(Tensor start, int iterations, Listener listener) {
        int size = ball.size();
        for (int i = 0; i < trails.length; i++) {
            trails[i] = new Trail(Arrays.copyOfRange(start.data(), i * size, (i + 1) * size), iterations,
                    FIRST_STEP * ball.threat().budget());
        }
        int[] rows = new int[trails.length];
        Arrays.setAll(rows, i -> i);
        rows = look(rows, -1, listener);
        for (int i = 0; i < rows.length; i++) {
            trails[rows[i]].heightAtCheck = trails[rows[i]].height;
        }
        List<Integer> checkpoints = checkpoints(iterations);
        int checked = 0;
        for (int iteration = 0; iteration < iterations && rows.length > 0; iteration++) {
            for (int row : rows) {
                step(trails[row], row * size, iteration == 0 ? 1 : MOMENTUM);
            }
            rows = look(rows, iteration, listener);
            if (checkpoints.contains(iteration + 1)) {
                for (int row : rows) {
                    trails[row].check(iteration, iteration + 1 - checked);
                }
                checked = iteration + 1;
            }
        }
    }

    /** A gradient step, projected; then a mean of it and of where the last step would lead, projected. */
    private void step(Trail trail, int at, double share) {
        float[] middle = Arrays.copyOfRange(center, at, at + ball.size());
        float[] last = trail.point.clone();
        float[] ahead = trail.point.clone();
        ball.step(ahead, trail.gradient, 0, trail.step);
        ball.project(ahead, middle, 0);
        for (int i = 0; i < last.length; i++) {
            double drift = (double) last[i] - trail.previous[i];
            trail.point[i] = (float) (last[i] + share * ((double) ahead[i] - last[i]) + (1 - share) * drift);
        }
        ball.project(trail.point, middle, 0);
        trail.previous = last;
    }

    /** Asks the classifier about the points; the rows that go on. */
    private int[] look(int[] rows, int iteration, Listener listener) {
        int size = ball.size();
        int[] extents = shape.clone();
        extents[0] = rows.length;
        Tensor points = Tensor.zeros(extents);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(trails[rows[i]].point, 0, points.data(), i * size, size);
        }
        Objective chosen = objective.select(rows);
        Classifier.Pull pull = victim.pull(points, chosen::cotangent);
        boolean[] closed = listener.offer(points, pull.logits(), rows);
        int[] left = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            Trail trail = trails[rows[i]];
            double height = chosen.value(pull.logits(), i);
            trail.take(height, Arrays.copyOfRange(pull.gradient().data(), i * size, (i + 1) * size));
            if (iteration >= 0) {
                trail.heights[iteration] = height;
            }
            if (!closed[i]) {
                left[count++] = rows[i];
            }
        }
        return Arrays.copyOf(left, count);
    }
}
