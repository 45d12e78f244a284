package org.ketwright.classical.attack;

import java.util.random.RandomGenerator;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Random noise within the budget, blind to the classifier: the floor below which no attack may fall.
 *
 * @param kind how the noise is drawn
 */
public record RandomNoise(Kind kind) implements Attack {

    /** How the noise is drawn. */
    public enum Kind {
        /** Each pixel moves up or down by the same amount, so that the whole budget is used. */
        SIGN,
        /** A point drawn uniformly from the ball. */
        UNIFORM
    }

    @Override
    public String name() {
        return kind == Kind.SIGN ? "random sign" : "uniform noise";
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        Tensor out = x.copy();
        int size = x.sampleSize();
        Ball ball = new Ball(threat, size);
        float[] signs = new float[kind == Kind.SIGN ? out.data().length : 0];
        for (int i = 0; i < x.count(); i++) {
            RandomGenerator random = seeds.of(i).generator();
            int at = i * size;
            if (kind == Kind.SIGN) {
                for (int j = at; j < at + size; j++) {
                    signs[j] = random.nextBoolean() ? 1 : -1;
                }
                ball.step(out.data(), signs, at, threat.budget());
                ball.project(out.data(), x.data(), at);
            } else {
                ball.scatter(out.data(), x.data(), at, random);
            }
        }
        return out;
    }
}
