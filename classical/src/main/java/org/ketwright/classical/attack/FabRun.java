package org.ketwright.classical.attack;

import java.util.Arrays;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/** One start of FAB on a batch. */
final class FabRun {
    private static final double LARGEST_PULL = 0.1;
    private static final double OVERSHOOT = 1.05;
    private static final double BACK = 0.9;
    private static final double FLOOR = 1e-8;

    private final Classifier victim;
    private final Tensor centers;
    private final ThreatModel threat;
    private final Objective objective;
    private final Target[] targets;
    private final int size;

    /** The true class, and the classes whose boundaries are looked at. */
    record Target(int label, int[] rivals) {}

    /** Hears how far away a misclassified point is. */
    interface Distances {
        void found(int row, double distance);
    }

    /** Hears of misclassified points within the budget. */
    interface Successes {
        boolean[] offer(int[] rows, Tensor points, Tensor logits);
    }

    FabRun(Classifier victim, Tensor centers, ThreatModel threat, Objective objective, Target[] targets) {
        this.victim = victim;
        this.centers = centers;
        this.threat = threat;
        this.objective = objective;
        this.targets = targets;
        this.size = centers.sampleSize();
    }

    void run(Tensor start, int iterations, Distances distances, Successes successes) {
        float[] points = start.data();
        int[] rows = new int[targets.length];
        Arrays.setAll(rows, i -> i);
        for (int iteration = 0; iteration < iterations && rows.length > 0; iteration++) {
            Plane[] planes = nearestPlanes(Tensor.of(points, centers.shape()).select(rows), rows);
            for (int i = 0; i < rows.length; i++) {
                advance(points, rows[i] * size, planes[i]);
            }
            Tensor moved = Tensor.of(points, centers.shape()).select(rows);
            Tensor logits = victim.logits(moved);
            boolean[] done = new boolean[rows.length];
            Objective chosen = objective.select(rows);
            Ball ball = new Ball(threat, size);
            for (int i = 0; i < rows.length; i++) {
                if (chosen.isReached(logits, i)) {
                    double distance = ball.distance(points, centers.data(), rows[i] * size);
                    distances.found(rows[i], distance);
                    if (distance <= threat.budget()) {
                        done[i] = successes.offer(new int[] {rows[i]}, moved.slice(i, i + 1),
                                logits.slice(i, i + 1))[0];
                    }
                    retreat(points, rows[i] * size);
                }
            }
            rows = left(rows, done);
        }
    }

    /** Where a linearized difference of logits is 0: {@code <normal, v> = offset}. */
    private record Plane(float[] normal, double offset) {}

    /** For each sample the boundary that is nearest in the l-infinity norm. */
    private Plane[] nearestPlanes(Tensor points, int[] rows) {
        int most = 0;
        for (int row : rows) {
            most = Math.max(most, targets[row].rivals().length);
        }
        Plane[] nearest = new Plane[rows.length];
        double[] distance = new double[rows.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int rank = 0; rank < most; rank++) {
            int r = rank;
            Classifier.Pull pull = victim.pull(points, (first, logits) -> {
                float[] cotangent = new float[logits.data().length];
                for (int i = 0; i < logits.count(); i++) {
                    Target target = targets[rows[first + i]];
                    cotangent[i * logits.sampleSize() + target.rivals()[r]] = 1;
                    cotangent[i * logits.sampleSize() + target.label()] -= 1;
                }
                return Tensor.of(cotangent, logits.shape());
            });
            float[] z = pull.logits().data();
            int classes = pull.logits().sampleSize();
            for (int i = 0; i < rows.length; i++) {
                Target target = targets[rows[i]];
                double difference = (double) z[i * classes + target.rivals()[r]] - z[i * classes + target.label()];
                float[] normal = Arrays.copyOfRange(pull.gradient().data(), i * size, (i + 1) * size);
                double slope = 0;
                double along = 0;
                for (int j = 0; j < size; j++) {
                    slope += Math.abs(normal[j]);
                    along += (double) normal[j] * points.data()[i * size + j];
                }
                double far = Math.abs(difference) / (slope + 1e-12);
                if (far < distance[i] || nearest[i] == null) {
                    distance[i] = far;
                    nearest[i] = new Plane(normal, along - difference);
                }
            }
        }
        return nearest;
    }

    /** A mean of the step from the point and of that from the sample, both slightly past the plane. */
    private void advance(float[] points, int at, Plane plane) {
        float[] point = Arrays.copyOfRange(points, at, at + size);
        float[] center = Arrays.copyOfRange(centers.data(), at, at + size);
        double[] fromPoint = BoxProjection.onto(plane.normal(), plane.offset(), point, threat.clip());
        double[] fromCenter = BoxProjection.onto(plane.normal(), plane.offset(), center, threat.clip());
        double a = Math.max(largest(fromPoint), FLOOR);
        double b = Math.max(largest(fromCenter), FLOOR);
        double pull = Math.min(a / (a + b), LARGEST_PULL);
        Bounds clip = threat.clip();
        for (int j = 0; j < size; j++) {
            double value = (point[j] + OVERSHOOT * fromPoint[j]) * (1 - pull)
                    + (center[j] + OVERSHOOT * fromCenter[j]) * pull;
            points[at + j] = (float) (clip == null ? value : Math.clamp(value, clip.low(), clip.high()));
        }
    }

    private void retreat(float[] points, int at) {
        float[] center = centers.data();
        for (int j = at; j < at + size; j++) {
            points[j] = (float) (center[j] + BACK * ((double) points[j] - center[j]));
        }
    }

    private static double largest(double[] vector) {
        double largest = 0;
        for (double v : vector) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    private static int[] left(int[] rows, boolean[] done) {
        int[] left = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (!done[i]) {
                left[count++] = rows[i];
            }
        }
        return Arrays.copyOf(left, count);
    }
}
