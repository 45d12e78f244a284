package org.ketwright.classical.attack;

import java.util.stream.IntStream;

import org.ketwright.classical.Seed;

/**
 * The keys of all random draws of some samples of an evaluation. A sample draws from its own key alone, so what is
 * proposed for it depends neither on how a batch is split nor on which others are still attacked.
 *
 * @param seed key of the evaluation
 * @param samples index of each sample in the whole evaluation
 */
public record SampleSeeds(Seed seed, int[] samples) {

    /**
     * Keys of consecutive samples.
     *
     * @param seed key of the evaluation
     * @param first index of the first sample in the whole evaluation
     * @param count number of samples
     * @return their keys
     */
    public static SampleSeeds consecutive(Seed seed, int first, int count) {
        return new SampleSeeds(seed, IntStream.range(first, first + count).toArray());
    }

    /**
     * The key of one sample.
     *
     * @param row its row in the batch
     * @return the key that its index in the evaluation gives
     */
    public Seed of(int row) {
        return seed.derive(samples[row]);
    }

    /**
     * Keys of chosen samples.
     *
     * @param rows rows of the batch
     * @return their keys in that order
     */
    public SampleSeeds select(int... rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = samples[rows[i]];
        }
        return new SampleSeeds(seed, chosen);
    }

    /**
     * Keys of the same samples for one part of an attack.
     *
     * @param purpose which part
     * @return other keys
     */
    public SampleSeeds derive(String purpose) {
        return new SampleSeeds(seed.derive(purpose), samples);
    }
}
