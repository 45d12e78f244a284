package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservableTest {

    @Test
    void readsPauliStrings() {
        assertEquals(new PauliString(0b101, 0b110), PauliString.parse("X0 Z1 Y2"));
        assertEquals(PauliString.parse("Y2 Z1 X0"), PauliString.parse(" X0*Z1  Y2 "));
        assertEquals(PauliString.identity(), PauliString.parse("I"));
        assertEquals(PauliString.identity(), PauliString.parse("I3"));
        assertEquals(PauliString.parse("X0 Z2 Y3"), PauliString.ofLetters("XIZY"));
        assertEquals("X0 Z2 Y3", PauliString.ofLetters("XIZY").toString());
        assertEquals("I", PauliString.identity().toString());
        assertEquals(4, PauliString.ofLetters("XIZY").width());
        assertEquals(3, PauliString.ofLetters("XIZY").weight());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "Z0 Z0", "Q1", "Z62", "Z99999999999", "Z-1", "Z0,Z1", "z0"})
    void refusesOtherStrings(String text) {
        assertThrows(IllegalArgumentException.class, () -> PauliString.parse(text));
    }

    @Test
    void readsSums() {
        Observable o = Observable.parse("0.5 X0 - 1.5*Z1 Y2 + 3 - Z4");
        assertEquals(List.of(new Observable.Term(0.5, PauliString.parse("X0")),
                new Observable.Term(-1.5, PauliString.parse("Z1 Y2")),
                new Observable.Term(3, PauliString.identity()), new Observable.Term(-1, PauliString.parse("Z4"))),
                o.terms());
        assertEquals(o, Observable.parse(o.toString()));
        assertEquals(5, o.width());
        assertEquals(Observable.z(3), Observable.parse("Z3"));
        assertEquals(Observable.parse("Z0 Z1"), Observable.of(PauliString.parse("Z0 Z1")));
        assertEquals(Observable.parse("-2e-3 Z0").times(2), Observable.parse("-0.004 Z0"));
        assertEquals(Observable.parse("X0 + Y1"), Observable.x(0).plus(Observable.y(1)));
        assertEquals(List.of(Observable.z(0), Observable.z(1)), Observable.allZ(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+", "0.5 X0 Z0 +", "Z0 0.5", "0.5.5 Z0", "Z0 ++ Z1", "Z0 Z0", "1e999 Z0", "e5",
            "Z0 & Z1", "."})
    void refusesOtherSums(String text) {
        assertThrows(IllegalArgumentException.class, () -> Observable.parse(text));
    }

    @Test
    void writesWhatItReads() {
        RandomCircuits random = new RandomCircuits(31);
        for (int i = 0; i < 200; i++) {
            Observable o = random.observable(8);
            assertEquals(o, Observable.parse(o.toString()));
        }
    }

    @Test
    void commutesAsMatricesDo() {
        SplittableRandom random = new SplittableRandom(32);
        for (int i = 0; i < 100; i++) {
            PauliString a = new PauliString(random.nextLong(8), random.nextLong(8));
            PauliString b = new PauliString(random.nextLong(8), random.nextLong(8));
            Dense x = Textbook.matrix(3, Observable.of(a));
            Dense y = Textbook.matrix(3, Observable.of(b));
            assertEquals(x.times(y).distance(y.times(x)) < 1e-12, a.commutesWith(b));
        }
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Observable(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Observable.Term(Double.NaN, PauliString.identity()));
        assertThrows(IllegalArgumentException.class, () -> new PauliString(1L << 62, 0));
        assertThrows(IllegalArgumentException.class, () -> PauliString.ofLetters("XQ"));
        assertThrows(IllegalArgumentException.class, () -> PauliString.ofLetters("I".repeat(63)));
    }

    @Test
    void measurementsLeaveTermsWithoutXAndYOnThem() {
        Observable left = Observable.parse("2 Z0 Z1 + 3 X1 + 4 Y0 + 5 X2").afterMeasuring(List.of(1, 0));
        assertEquals(List.of(2.0, 0.0, 0.0, 5.0), left.terms().stream().map(Observable.Term::coefficient).toList());
    }

    @Test
    void featuresAreSamplesInnermost() {
        Features f = Features.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6});
        assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, f.values());
        assertArrayEquals(new double[] {4, 5, 6}, f.row(1));
        assertArrayEquals(f.row(0), Features.single(1, 2, 3).row(0));
        assertEquals(7, Features.none(7).samples());
        assertThrows(IllegalArgumentException.class, () -> Features.ofRows());
        assertThrows(IllegalArgumentException.class, () -> Features.ofRows(new double[1], new double[2]));
        assertThrows(IllegalArgumentException.class, () -> new Features(2, 2, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> new Features(0, 2, new double[0]));
        assertThrows(IllegalArgumentException.class, () -> new StartStates(1, 2, new double[3], null));
        assertThrows(IllegalArgumentException.class, () -> new StartStates(1, 1, new double[2], new double[1]));
        assertThrows(IllegalArgumentException.class, () -> new StartStates(1, 31, new double[2], null));
        assertThrows(IllegalArgumentException.class,
                () -> new AmplitudeEmbedding(2).states(new Features(1, 5, new double[5])));
    }
}
