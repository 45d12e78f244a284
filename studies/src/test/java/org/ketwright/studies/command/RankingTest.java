package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The largest values, against sorting all. */
class RankingTest {

    @Test
    void theLargestAreKeptAndTheRestIsCounted() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            double[] values = random.doubles(random.nextInt(40)).map(v -> Math.floor(8 * v)).toArray();
            int most = 1 + random.nextInt(10);
            Ranking ranking = new Ranking(most);
            for (int i = 0; i < values.length; i++) {
                ranking.add(i, values[i]);
            }
            List<Ranking.Entry> sorted = IntStream.range(0, values.length).filter(i -> values[i] > 0)
                    .mapToObj(i -> new Ranking.Entry(i, values[i]))
                    .sorted(Comparator.comparingDouble(Ranking.Entry::value).reversed()).toList();
            int kept = Math.min(most, sorted.size());
            assertEquals(sorted.subList(0, kept), ranking.entries());
            List<Ranking.Entry> rest = sorted.subList(kept, sorted.size());
            assertEquals(rest.size(), ranking.restCount());
            assertEquals(rest.stream().mapToDouble(Ranking.Entry::value).sum(), ranking.restSum(), 1e-9);
        }
    }
}
