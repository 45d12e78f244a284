package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which bits rounds have where. */
class CudaRoundsTest {
    private static final int BITS = 20;

    private static CudaRounds rounds(CudaElement element, long local) {
        return new CudaRounds(element, element.registerBits(), BITS, local);
    }

    private static long local(CudaElement element, SplittableRandom random) {
        long local = (1L << element.contiguousBits()) - 1;
        while (Long.bitCount(local) < CudaRounds.tileBits(element.registerBits())) {
            local |= 1L << random.nextInt(BITS);
        }
        return local;
    }

    private static long some(long mask, int count, SplittableRandom random) {
        long out = 0;
        while (Long.bitCount(out) < count) {
            out |= 1L << random.nextInt(BITS) & mask;
        }
        return out;
    }

    /** An amplitude lies at one place in all rounds, no two share one, and all index bits of the tile are there. */
    @ParameterizedTest
    @EnumSource(CudaElement.class)
    void everyAmplitudeHasOnePlace(CudaElement element) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            long local = local(element, random);
            int[] placeOfIndex = null;
            for (CudaRound round : rounds(element, local).of(List.of(
                    new CudaRounds.Part(some(local, element.registerBits(), random), List.of()),
                    new CudaRounds.Part(some(local, 1, random), List.of())))) {
                int[] positions = IntStream.concat(Arrays.stream(round.registers()), Arrays.stream(round.threads()))
                        .toArray();
                int[] columns = IntStream.concat(Arrays.stream(round.registerPlaces()),
                        Arrays.stream(round.threadPlaces())).toArray();
                assertEquals(local, Arrays.stream(positions).mapToLong(bit -> 1L << bit).sum());
                int[] order = IntStream.range(0, positions.length).boxed()
                        .sorted((a, b) -> positions[a] - positions[b]).mapToInt(j -> j).toArray();
                int[] sorted = Arrays.stream(order).map(j -> columns[j]).toArray();
                Set<Integer> places = new HashSet<>();
                for (int j = 0; j < 1 << sorted.length; j++) {
                    places.add(CudaTraffic.place(j, sorted));
                }
                assertEquals(1 << sorted.length, places.size());
                assertTrue(places.stream().allMatch(at -> at >= 0 && at < 1 << sorted.length));
                if (placeOfIndex != null) {
                    assertArrayEquals(placeOfIndex, sorted);
                }
                placeOfIndex = sorted;
            }
        }
    }

    /** Threads that are served together read from all banks; where memory is read, from pieces that are long enough. */
    @ParameterizedTest
    @EnumSource(CudaElement.class)
    void threadsServedTogetherShareNoBank(CudaElement element) {
        SplittableRandom random = new SplittableRandom(2);
        int banks = 128 / element.bytes();
        for (int i = 0; i < 100; i++) {
            long local = local(element, random);
            List<CudaRound> rounds = rounds(element, local).of(List.of(
                    new CudaRounds.Part(1, List.of()),
                    new CudaRounds.Part(some(local, element.registerBits(), random), List.of()),
                    new CudaRounds.Part(1, List.of())));
            assertEquals(5, rounds.size());
            for (int r = 0; r < rounds.size(); r++) {
                CudaRound round = rounds.get(r);
                assertEquals(r == 0, round.loads());
                assertEquals(r == 4, round.stores());
                long distinct = IntStream.range(0, banks).map(t -> CudaTraffic.place(t, round.threadPlaces()) & banks
                        - 1)
                        .distinct().count();
                // No twelve numbers of 32 banks are such that any eight of them generate all.
                assertTrue(distinct == banks || banks == 32 && distinct >= 16, distinct + " of " + banks + " banks");
                if (round.loads() || round.stores()) {
                    for (int t = 0; 1 << t < 64 / element.bytes(); t++) {
                        assertEquals(t, round.threads()[t]);
                    }
                }
            }
        }
    }

    /** Amplitudes that steps only moved are found where they lay, at the indices that they have now. */
    @ParameterizedTest
    @EnumSource(CudaElement.class)
    void movesGivePlacesToOtherIndices(CudaElement element) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            long local = local(element, random);
            List<CudaStep> moves = new ArrayList<>();
            for (int m = 0; m < 6; m++) {
                int first = Long.numberOfTrailingZeros(some(local, 1, random));
                int second = Long.numberOfTrailingZeros(some(local & ~(1L << first), 1, random));
                int control = Long.numberOfTrailingZeros(some((1L << BITS) - 1 & ~(1L << first), 1, random));
                Plan.Builder plan = Plan.on(BITS);
                switch (random.nextInt(4)) {
                    case 0 -> plan.step(Cases.SWAP, first, second);
                    case 1 -> plan.step(Cases.X, first);
                    case 2 -> plan.step(MatrixFamily.fixed(Cases.X), -1, 1L << control, 0, first);
                    default -> plan.step(Cases.CX, control, first);
                }
                moves.add(CudaStep.of(plan.build()).getFirst());
                assertTrue(CudaPlaces.isMove(moves.getLast()));
            }
            List<CudaRound> rounds = rounds(element, local).of(List.of(new CudaRounds.Part(0, List.of()),
                    CudaRounds.Part.moving(moves), new CudaRounds.Part(some(local, 1, random), List.of()),
                    new CudaRounds.Part(0, List.of())));
            for (int sample = 0; sample < 20; sample++) {
                long before = random.nextLong() & (1L << BITS) - 1;
                long after = before;
                for (CudaStep move : moves) {
                    after = moved(move, after);
                }
                assertEquals(before & ~local, after & ~local);
                assertEquals(placeIn(rounds.getFirst(), before), placeIn(rounds.get(1), after));
                assertEquals(placeIn(rounds.getFirst(), before), placeIn(rounds.getLast(), after));
            }
        }
    }

    private static long moved(CudaStep step, long index) {
        if ((index & step.controls()) != step.values()) {
            return index;
        }
        if (step.bits().length == 1) {
            return index ^ 1L << step.bits()[0];
        }
        boolean differ = ((index >> step.bits()[0] ^ index >> step.bits()[1]) & 1) != 0;
        return differ ? index ^ step.mask() : index;
    }

    private static int placeIn(CudaRound round, long index) {
        int out = round.constant();
        for (int r = 0; r < round.registers().length; r++) {
            out ^= (index >> round.registers()[r] & 1) != 0 ? round.registerPlaces()[r] : 0;
        }
        for (int t = 0; t < round.threads().length; t++) {
            out ^= (index >> round.threads()[t] & 1) != 0 ? round.threadPlaces()[t] : 0;
        }
        for (Map.Entry<Integer, Integer> outside : round.outside().entrySet()) {
            out ^= (index >> outside.getKey() & 1) != 0 ? outside.getValue() : 0;
        }
        return out;
    }
}
