package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the warps of one block ask of memory in the rounds of a pass, counted as a card counts it.
 *
 * @param sectors pieces of 32 bytes of global memory that are touched, over all requests
 * @param leastSectors as many as the bytes fill
 * @param wavefronts turns in which shared memory serves all requests
 * @param leastWavefronts as many as if no two words shared a bank
 */
record CudaTraffic(long sectors, long leastSectors, long wavefronts, long leastWavefronts) {
    private static final int WARP = 32;
    private static final int SECTOR = 32;
    private static final int BANK = 4;
    private static final int BANKS = 32;

    /** Of the rounds of a pass there. */
    static CudaTraffic of(CudaElement element, List<CudaRound> rounds) {
        CudaTraffic sum = new CudaTraffic(0, 0, 0, 0);
        for (CudaRound round : rounds) {
            for (int j = 0; j < 1 << round.registers().length; j++) {
                for (int warp = 0; warp < CudaLaunch.THREADS; warp += WARP) {
                    sum = sum.plus(request(element, round, j, warp));
                }
            }
        }
        return sum;
    }

    /** One amplitude of each thread of a warp comes and goes. */
    private static CudaTraffic request(CudaElement element, CudaRound round, int j, int warp) {
        long[] indices = IntStream.range(warp, warp + WARP).mapToLong(thread -> index(j, round.registers())
                | index(thread, round.threads())).toArray();
        int[] places = IntStream.range(warp, warp + WARP).map(thread -> place(j, round.registerPlaces())
                ^ place(thread, round.threadPlaces())).toArray();
        int inMemory = (round.loads() ? 1 : 0) + (round.stores() ? 1 : 0);
        int inTile = 2 - inMemory;
        return new CudaTraffic(
                inMemory * Arrays.stream(indices).map(i -> i * element.bytes() / SECTOR).distinct().count(),
                (long) inMemory * WARP * element.bytes() / SECTOR, (long) inTile * wavefronts(element, places),
                (long) inTile * WARP * element.bytes() / (BANKS * BANK));
    }

    /** As many threads are served together as fill all banks; then each turn gives one word of every bank. */
    private static int wavefronts(CudaElement element, int[] places) {
        int together = BANKS * BANK / element.bytes();
        int words = element.bytes() / BANK;
        int sum = 0;
        for (int first = 0; first < places.length; first += together) {
            int[] each = new int[BANKS];
            Arrays.stream(places, first, first + together).distinct()
                    .forEach(place -> IntStream.range(0, words).forEach(w -> each[(place * words + w) % BANKS]++));
            sum += Arrays.stream(each).max().orElseThrow();
        }
        return sum;
    }

    private static long index(int number, int[] positions) {
        return IntStream.range(0, positions.length).filter(i -> positions[i] != CudaRound.NONE)
                .mapToLong(i -> (long) (number >> i & 1) << positions[i]).sum();
    }

    /** Places of a number of which each bit has a column. */
    static int place(int number, int[] columns) {
        int out = 0;
        for (int i = 0; i < columns.length; i++) {
            out ^= (number >> i & 1) != 0 ? columns[i] : 0;
        }
        return out;
    }

    CudaTraffic plus(CudaTraffic other) {
        return new CudaTraffic(sectors + other.sectors, leastSectors + other.leastSectors,
                wavefronts + other.wavefronts, leastWavefronts + other.leastWavefronts);
    }
}
