package org.ketwright.classical;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A key from which random streams are derived by purpose and index, so that what one part of a study draws never
 * depends on the order in which parts run, on threads, or on how a batch is split.
 *
 * @param value 64 bits
 */
public record Seed(long value) {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY = RandomGeneratorFactory
            .of("L64X128MixRandom");

    /**
     * The key of a named purpose.
     *
     * @param purpose what the numbers are for
     * @return another key
     */
    public Seed derive(String purpose) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            h = (h ^ purpose.charAt(i)) * 0x100000001b3L;
        }
        return derive(h);
    }

    /**
     * The key of an index: a sample, a cell, a repetition.
     *
     * @param index any number
     * @return another key
     */
    public Seed derive(long index) {
        return new Seed(mix(mix(value + 0x9e3779b97f4a7c15L) ^ index));
    }

    /**
     * The stream of this key.
     *
     * @return a fresh generator, always at the start of the same stream
     */
    public RandomGenerator generator() {
        return FACTORY.create(value);
    }

    /**
     * A random order (Fisher and Yates).
     *
     * @param count n
     * @return 0..n-1, each once
     */
    public int[] permutation(int count) {
        RandomGenerator random = generator();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Finalizer of splitmix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
