package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Gradient ascent within a ball, the engine of FGSM, PGD and MIM, which differ by numbers only.
 *
 * @param victim the classifier as the attacker sees it
 * @param x clean samples, the centers of the balls
 * @param ball what is allowed
 * @param objective what is climbed
 */
record Ascent(Classifier victim, Tensor x, Ball ball, Objective objective) {

    static Ascent of(Classifier victim, Tensor x, ThreatModel threat, Objective objective) {
        return new Ascent(victim, x, new Ball(threat, x.sampleSize()), objective);
    }

    /**
     * Takes all steps; never stops early.
     *
     * @param from start within the ball; modified and returned
     * @param steps number of gradients
     * @param length length of a step in pixel values
     * @param decay how much of the accumulated direction is kept in each step; 0 follows the gradient alone
     * @return the end point
     */
    Tensor climb(Tensor from, int steps, double length, double decay) {
        float[] point = from.data();
        float[] direction = new float[decay == 0 ? 0 : point.length];
        for (int step = 0; step < steps; step++) {
            float[] gradient = victim.pull(from, objective::cotangent).gradient().data();
            for (int at = 0; at < point.length; at += ball.size()) {
                if (decay == 0) {
                    ball.step(point, gradient, at, length);
                } else {
                    accumulate(direction, gradient, at, decay);
                    ball.step(point, direction, at, length);
                }
                ball.project(point, x.data(), at);
            }
        }
        return from;
    }

    /** The direction decays and takes up the gradient, divided by the sum of its absolute values. */
    private void accumulate(float[] direction, float[] gradient, int at, double decay) {
        double sum = 0;
        for (int i = at; i < at + ball.size(); i++) {
            sum += Math.abs(gradient[i]);
        }
        double scale = sum == 0 ? 0 : 1 / sum;
        for (int i = at; i < at + ball.size(); i++) {
            direction[i] = (float) (decay * direction[i] + scale * gradient[i]);
        }
    }
}
