package org.ketwright.benchmarks.circuits;

/**
 * The generator that every comparison draws its angles from, here and in the drivers of other simulators: splitmix64
 * (Steele, Lea, Flood 2014) from state 42.
 */
public final class SplitMix {
    private long state = 42;

    /** At the start of the stream. */
    public SplitMix() {
    }

    /**
     * The next 64 bits.
     *
     * @return all of them
     */
    public long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /**
     * The next number in [0, 1).
     *
     * @return the top 53 bits over 2^53
     */
    public double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    /**
     * The next angle.
     *
     * @return radians in [0, 2 pi)
     */
    public double angle() {
        return 2 * Math.PI * unit();
    }
}
