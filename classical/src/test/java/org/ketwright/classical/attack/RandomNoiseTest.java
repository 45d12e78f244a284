package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class RandomNoiseTest {

    @Nested
    class Sign extends AttackContract {
        @Override
        protected Attack attack() {
            return new RandomNoise(RandomNoise.Kind.SIGN);
        }

        @Test
        void usesTheWholeBudget() {
            for (ThreatModel threat : List.of(ThreatModel.linf(0.25f).unclipped(), ThreatModel.l2(0.25f).unclipped())) {
                Tensor noisy = attack().propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds
                        .consecutive(new Seed(1), 0, SAMPLES.count()));
                Ball ball = new Ball(threat, 25);
                for (int i = 0; i < SAMPLES.count(); i++) {
                    assertEquals(0.25, ball.distance(noisy.data(), SAMPLES.images().data(), 25 * i), 1e-6);
                }
            }
        }
    }

    @Nested
    class Uniform extends AttackContract {
        @Override
        protected Attack attack() {
            return new RandomNoise(RandomNoise.Kind.UNIFORM);
        }
    }
}
