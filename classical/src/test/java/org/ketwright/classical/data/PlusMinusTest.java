package org.ketwright.classical.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;

class PlusMinusTest {

    /** Statistics of the published images at 18 x 18 pixels, by class, beside those of an independent generator. */
    @Test
    void statisticsAreThoseOfThePublishedImages() {
        double[] means = {0.096, 0.184, 0.141, 0.135};
        double[] shares = {0.31, 0.53, 0.42, 0.41};
        double[] peaks = {0.78, 0.92, 0.88, 0.86};
        int n = 400;
        for (int label = 0; label < 4; label++) {
            double mean = 0;
            double share = 0;
            double peak = 0;
            for (int i = 0; i < n; i++) {
                int[] image = PlusMinus.draw(label, new Seed(1).derive(label).derive(i).generator());
                assertEquals(18 * 18, image.length);
                mean += Arrays.stream(image).average().orElseThrow() / 255 / n;
                share += Arrays.stream(image).filter(p -> p > 0).count() / 324.0 / n;
                peak += Arrays.stream(image).max().orElseThrow() / 255.0 / n;
            }
            assertEquals(means[label], mean, 0.006, "mean of class " + label);
            assertEquals(shares[label], share, 0.025, "share of class " + label);
            assertEquals(peaks[label], peak, 0.02, "peak of class " + label);
        }
    }

    @Test
    void classesAreWhatTheyAreCalled() {
        LabeledImages images = PlusMinus.generate(100, new Seed(2));
        double[][] mean = new double[4][256];
        for (int i = 0; i < images.count(); i++) {
            for (int p = 0; p < 256; p++) {
                mean[(int) images.labels()[i]][p] += images.images().data()[256 * i + p] / 100.0;
            }
        }
        for (int label = 0; label < 4; label++) {
            assertEquals(label > 0, mean[label][2 * 16 + 7] > 0.3, "top of class " + label);
            assertEquals(label > 0, mean[label][13 * 16 + 7] > 0.3, "bottom of class " + label);
            assertEquals(label != 3, mean[label][7 * 16 + 13] > 0.3, "right of class " + label);
            assertEquals(label != 2, mean[label][7 * 16 + 2] > 0.3, "left of class " + label);
        }
    }

    /** The tilt of a minus, measured from its moments, is uniform in 10 degrees either way: deviation 5.8 degrees. */
    @Test
    void barsAreTiltedUpToTenDegrees() {
        double squares = 0;
        double largest = 0;
        int n = 400;
        for (int i = 0; i < n; i++) {
            int[] image = PlusMinus.draw(0, new Seed(3).derive(i).generator());
            double sum = 0;
            double meanX = 0;
            double meanY = 0;
            for (int p = 0; p < 324; p++) {
                int row = p / 18;
                sum += image[p];
                meanX += (double) image[p] * (p % 18);
                meanY += (double) image[p] * row;
            }
            double xx = 0;
            double xy = 0;
            for (int p = 0; p < 324; p++) {
                int row = p / 18;
                double x = p % 18 - meanX / sum;
                double y = row - meanY / sum;
                xx += image[p] * x * x;
                xy += image[p] * x * y;
            }
            double tilt = Math.toDegrees(Math.atan(xy / xx));
            squares += tilt * tilt / n;
            largest = Math.max(largest, Math.abs(tilt));
        }
        assertEquals(5.8, Math.sqrt(squares), 0.5);
        assertTrue(largest < 10.3, "tilt " + largest);
    }

    @Test
    void isBalancedShuffledAndRepeatable() {
        LabeledImages images = PlusMinus.generate(25, new Seed(4));
        assertArrayEquals(new int[] {100, 1, 16, 16}, images.images().shape());
        for (int label = 0; label < 4; label++) {
            long of = label;
            assertEquals(25, Arrays.stream(images.labels()).filter(l -> l == of).count());
        }
        assertFalse(Arrays.equals(images.labels(), Arrays.stream(images.labels()).sorted().toArray()));
        assertArrayEquals(images.images().data(), PlusMinus.generate(25, new Seed(4)).images().data());
        assertFalse(Arrays.equals(images.images().data(), PlusMinus.generate(25, new Seed(5)).images().data()));
        for (float pixel : images.images().data()) {
            assertTrue(pixel >= 0 && pixel <= 1);
            assertEquals(Math.round(pixel * 255), pixel * 255, 1e-4);
        }
    }

    /** The filters against textbook properties: weight is kept inside, and rotation forth and back is the identity. */
    @Test
    void filtersKeepWhatTheyShould() {
        double[] dot = new double[41 * 41];
        dot[20 * 41 + 20] = 1;
        double[] blurred = CanvasFilter.apply(CanvasFilter.blurWeights(41, 1.3), dot, 41);
        double sum = 0;
        double spread = 0;
        for (int p = 0; p < dot.length; p++) {
            sum += blurred[p];
            spread += blurred[p] * Math.pow(p % 41 - 20, 2);
        }
        assertEquals(1, sum, 1e-12);
        assertEquals(1.3 * 1.3, spread, 0.01);
        double[] ramp = new double[41 * 41];
        for (int p = 0; p < ramp.length; p++) {
            ramp[p] = 3 * (p % 41 - 20) + 2 * (p / 41 - 20);
        }
        // Bilinear interpolation is exact on a plane, and a rotated plane is a plane.
        double[] turned = CanvasFilter.rotate(ramp, 41, 0.15);
        double x = 3 * Math.cos(0.15) - 2 * Math.sin(0.15);
        double y = 3 * Math.sin(0.15) + 2 * Math.cos(0.15);
        for (int i = 10; i < 31; i++) {
            for (int j = 10; j < 31; j++) {
                assertEquals(x * (j - 20) + y * (i - 20), turned[i * 41 + j], 1e-9);
            }
        }
    }

    @Test
    void refusesFewerThanNoImages() {
        assertThrows(IllegalArgumentException.class, () -> PlusMinus.generate(-1, new Seed(1)));
        assertThrows(IllegalArgumentException.class, () -> PlusMinus.generate(1 << 30, new Seed(1)));
        assertEquals(0, PlusMinus.generate(0, new Seed(1)).count());
    }
}
