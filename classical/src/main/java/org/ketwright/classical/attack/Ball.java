package org.ketwright.classical.attack;

import java.util.random.RandomGenerator;

import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * All points a threat model allows around a sample: a ball of its norm, cut by the pixel range. Works on one sample at
 * a time, which lies at {@code [at, at + size)} of each array.
 *
 * @param threat norm, budget and range
 * @param size numbers in one sample
 */
record Ball(ThreatModel threat, int size) {

    /** Moves a point by a step of the given length along the direction in which the gradient rises fastest. */
    void step(float[] point, float[] gradient, int at, double length) {
        if (threat.norm() == Norm.LINF) {
            float a = (float) length;
            for (int i = at; i < at + size; i++) {
                point[i] += a * Math.signum(gradient[i]);
            }
        } else {
            double norm = length(gradient, at);
            if (norm > 0) {
                double a = length / norm;
                for (int i = at; i < at + size; i++) {
                    point[i] = (float) (point[i] + a * gradient[i]);
                }
            }
        }
    }

    /** Moves a point to the nearest allowed one, first into the ball, then into the range. */
    void project(float[] point, float[] center, int at) {
        if (threat.norm() == Norm.LINF) {
            float b = threat.budget();
            for (int i = at; i < at + size; i++) {
                point[i] = clamp(point[i], center[i] - b, center[i] + b);
            }
        } else {
            double distance = distance(point, center, at);
            if (distance > threat.budget()) {
                double shrink = threat.budget() / distance;
                for (int i = at; i < at + size; i++) {
                    point[i] = (float) (center[i] + shrink * ((double) point[i] - center[i]));
                }
            }
        }
        Bounds clip = threat.clip();
        if (clip != null) {
            for (int i = at; i < at + size; i++) {
                point[i] = clamp(point[i], clip.low(), clip.high());
            }
        }
    }

    /** Moves the center to a point drawn uniformly from the ball, then into the range. */
    void scatter(float[] point, float[] center, int at, RandomGenerator random) {
        double b = threat.budget();
        if (threat.norm() == Norm.LINF) {
            for (int i = at; i < at + size; i++) {
                point[i] = (float) (center[i] + b * (2 * random.nextDouble() - 1));
            }
        } else {
            // A Gaussian direction with a radius whose power of the dimension is uniform fills the ball evenly.
            double[] direction = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                direction[i] = random.nextGaussian();
                sum += direction[i] * direction[i];
            }
            double scale = b * Math.pow(random.nextDouble(), 1.0 / size) / Math.sqrt(sum);
            for (int i = 0; i < size; i++) {
                point[at + i] = (float) (center[at + i] + scale * direction[i]);
            }
        }
        project(point, center, at);
    }

    /** Distance of two points in the norm of the threat model. */
    double distance(float[] point, float[] center, int at) {
        double largest = 0;
        double squares = 0;
        for (int i = at; i < at + size; i++) {
            double d = (double) point[i] - center[i];
            largest = Math.max(largest, Math.abs(d));
            squares += d * d;
        }
        return threat.norm() == Norm.LINF ? largest : Math.sqrt(squares);
    }

    /** Euclidean length. */
    private double length(float[] vector, int at) {
        double squares = 0;
        for (int i = at; i < at + size; i++) {
            squares += (double) vector[i] * vector[i];
        }
        return Math.sqrt(squares);
    }

    private static float clamp(float value, float low, float high) {
        return Math.min(Math.max(value, low), high);
    }
}
