package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * Projected gradient descent in the l-infinity norm that keeps the Euclidean length of each sample, for classifiers that
 * divide their input by it: gradients lose their part along the sample, and after each step the point is scaled back to
 * the sample's length without leaving the ball. What such an attack changes is not undone by the division.
 *
 * @param steps number of gradients
 * @param step length of a step
 * @param loss what is climbed
 */
public record NormPreserving(int steps, StepSize step, Loss loss) implements Attack {
    /** Halvings of the interval of the scale: as many as a double has digits. */
    private static final int HALVINGS = 60;
    private static final double LARGEST_SCALE = 1e6;
    private static final double TOLERANCE = 1e-6;

    /** Checks the number of steps. */
    public NormPreserving {
        if (steps < 1) {
            throw new IllegalArgumentException("PGD needs 1 step or more but was given " + steps);
        }
    }

    /**
     * Climbs the cross-entropy.
     *
     * @param steps number of gradients
     * @param step length of a step
     */
    public NormPreserving(int steps, StepSize step) {
        this(steps, step, Loss.CROSS_ENTROPY);
    }

    @Override
    public String name() {
        return "PGD-" + steps + ", length kept";
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        if (threat.norm() != Norm.LINF) {
            throw new IllegalArgumentException(
                    "the length-keeping attack needs the l-infinity norm but was given " + threat.norm());
        }
        int size = x.sampleSize();
        Ball ball = new Ball(threat, size);
        Objective objective = Objective.of(loss, labels, threat);
        Tensor from = x.copy();
        float[] point = from.data();
        double length = step.length(threat.budget());
        for (int s = 0; s < steps; s++) {
            float[] gradient = victim.pull(from, objective::cotangent).gradient().data().clone();
            float[] before = point.clone();
            for (int at = 0; at < point.length; at += size) {
                makeTangent(gradient, point, at, size);
                ball.step(point, gradient, at, length);
                ball.project(point, x.data(), at);
                if (!rescale(point, x.data(), at, size, threat)) {
                    System.arraycopy(before, at, point, at, size);
                }
            }
        }
        return from;
    }

    /** Takes away the part along the point. */
    private static void makeTangent(float[] gradient, float[] point, int at, int size) {
        double along = 0;
        double squares = 0;
        for (int i = at; i < at + size; i++) {
            along += (double) gradient[i] * point[i];
            squares += (double) point[i] * point[i];
        }
        double share = squares == 0 ? 0 : along / squares;
        for (int i = at; i < at + size; i++) {
            gradient[i] = (float) (gradient[i] - share * point[i]);
        }
    }

    /**
     * Scales a point to the length of its center, with pixels held at the walls of the ball. The length of what results
     * grows with the scale, so bisection finds it; false if the walls keep it too short.
     */
    private static boolean rescale(float[] point, float[] center, int at, int size, ThreatModel threat) {
        double goal = length(center, center, at, size, threat, 1);
        double low = 0;
        double high = LARGEST_SCALE;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low < 1e-3 && high > 2 ? 1 : 0.5 * (low + high);
            if (length(point, center, at, size, threat, middle) < goal) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (Math.abs(length(point, center, at, size, threat, high) - goal) > TOLERANCE * (1 + goal)) {
            return false;
        }
        for (int i = at; i < at + size; i++) {
            point[i] = held(point[i], center[i], threat, high);
        }
        return true;
    }

    private static double length(float[] point, float[] center, int at, int size, ThreatModel threat, double scale) {
        double squares = 0;
        for (int i = at; i < at + size; i++) {
            double value = held(point[i], center[i], threat, scale);
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static float held(float value, float center, ThreatModel threat, double scale) {
        float low = center - threat.budget();
        float high = center + threat.budget();
        Bounds clip = threat.clip();
        if (clip != null) {
            low = Math.max(low, clip.low());
            high = Math.min(high, clip.high());
        }
        return (float) Math.clamp(scale * value, low, high);
    }
}
