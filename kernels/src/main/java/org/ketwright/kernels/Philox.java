package org.ketwright.kernels;

/**
 * The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", 2011): every number is a function of seed and counter alone, so that draws do not depend on the order, the batch
 * or the thread in which they are made.
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_2 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {
    }

    /**
     * A number drawn uniformly from [0, 1), a multiple of 2^-53.
     *
     * @param seed key
     * @param item first half of the counter, such as the number of a shot
     * @param event second half of the counter, such as the number of a draw within the shot
     * @return the number
     */
    public static double uniform(long seed, long item, long event) {
        int[] block = block((int) item, (int) (item >>> 32), (int) event, (int) (event >>> 32), (int) seed,
                (int) (seed >>> 32));
        long bits = (block[0] & 0xffffffffL) << 32 | block[1] & 0xffffffffL;
        return (bits >>> 11) * 0x1p-53;
    }

    /** The four words of a counter under a key of two words. */
    static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & 0xffffffffL);
            long p2 = MULTIPLIER_2 * (c2 & 0xffffffffL);
            c0 = (int) (p2 >>> 32) ^ c1 ^ k0;
            c1 = (int) p2;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new int[] {c0, c1, c2, c3};
    }
}
