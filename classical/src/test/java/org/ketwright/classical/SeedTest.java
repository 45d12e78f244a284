package org.ketwright.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void keysDependOnPurposeIndexAndOrder() {
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add(new Seed(1).derive(i).value());
            keys.add(new Seed(1).derive("a").derive(i).value());
            keys.add(new Seed(1).derive(i).derive("a").value());
        }
        assertEquals(300, keys.size());
        assertEquals(new Seed(5).derive("x").derive(3), new Seed(5).derive("x").derive(3));
        assertNotEquals(new Seed(5).generator().nextLong(), new Seed(6).generator().nextLong());
    }

    @Test
    void permutationsAreFairAndRepeatable() {
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            int[] p = new Seed(3).derive(i).permutation(3);
            counts[2 * p[0] + (p[1] > p[2] ? 1 : 0)]++;
        }
        for (int count : counts) {
            // Six times the standard deviation of 1000 hits.
            assertEquals(1000, count, 175);
        }
        int[] p = new Seed(4).permutation(1000);
        assertArrayEquals(p, new Seed(4).permutation(1000));
        Arrays.sort(p);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), p);
    }

    @Test
    void drawsAreNestedAndWithoutReplacement() {
        float[] pixels = new float[20];
        long[] labels = new long[20];
        for (int i = 0; i < 20; i++) {
            pixels[i] = i;
            labels[i] = i % 3;
        }
        LabeledImages all = new LabeledImages(Tensor.of(pixels, 20, 1, 1, 1), labels, 3);
        float[] few = all.draw(5, new Seed(9)).images().data();
        float[] many = all.draw(12, new Seed(9)).images().data();
        assertArrayEquals(few, Arrays.copyOf(many, 5));
        assertEquals(12, IntStream.range(0, 12).mapToObj(i -> many[i]).distinct().count());
        for (int i = 0; i < 12; i++) {
            assertEquals((long) many[i] % 3, all.draw(12, new Seed(9)).labels()[i]);
        }
        assertThrows(IllegalArgumentException.class, () -> all.draw(21, new Seed(9)));
    }

    @Test
    void imagesAndLabelsMustFit() {
        Tensor two = Tensor.zeros(2, 1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> new LabeledImages(two, new long[3], 2));
        assertThrows(IllegalArgumentException.class, () -> new LabeledImages(two, new long[] {0, 2}, 2));
        assertThrows(IllegalArgumentException.class, () -> new LabeledImages(two, new long[] {-1, 0}, 2));
    }
}
