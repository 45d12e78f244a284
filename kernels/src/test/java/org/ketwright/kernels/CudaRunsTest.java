package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs of bits, moved as kernels move them, against one bit at a time. */
class CudaRunsTest {

    @Test
    void picksTakeBitsOfAnIndexOneAfterTheOther() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            int bits = 1 + random.nextInt(40);
            int[] some = Cases.someBits(random, bits, random.nextInt(Math.min(bits, CudaRuns.MOST_PICKED) + 1));
            int[] on = IntStream.of(some).sorted().toArray();
            long index = random.nextLong() & (1L << bits) - 1;
            int wanted = 0;
            for (int k = 0; k < on.length; k++) {
                wanted |= (int) (index >>> on[k] & 1) << k;
            }
            int got = 0;
            for (long word : CudaRuns.picks(on)) {
                for (long rest = word; rest != 0; rest >>>= 16) {
                    got |= (int) (index >>> (rest & 0xFF) & rest >>> 8 & 0xFF);
                }
            }
            assertEquals(wanted, got);
        }
    }

    @Test
    void depositsRunThroughAllOfAMask() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            long mask = random.nextLong() & (1L << 1 + random.nextInt(12)) - 1 | 1L << 30 + random.nextInt(10);
            long[] runs = CudaRuns.deposits(mask, 10);
            assertEquals(20, runs.length);
            long wanted = 0;
            for (long number = 0; number < 1L << Long.bitCount(mask); number++) {
                long got = 0;
                for (int r = 0; r < runs.length; r += 2) {
                    got |= number << runs[r] & runs[r + 1];
                }
                assertEquals(wanted, got);
                // The next number all of whose ones lie within the mask.
                wanted = (wanted | ~mask) + 1 & mask;
            }
        }
    }

    @Test
    void numbersComeByTheirBits() {
        assertArrayEquals(new int[] {2, 0, 3}, CudaRuns.ascending(new int[] {0, 2, 3}, new int[] {5, 9, 1, 7}));
    }
}
