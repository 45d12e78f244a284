package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that must hold for every entry of the catalogue. */
class GateTest {
    private static final double TOLERANCE = 1e-14;

    private static double[] angles(Gate gate, long seed) {
        return new SplittableRandom(seed).doubles(gate.parameters(), -7, 7).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void equalsTheTextbook(Gate gate) {
        for (int seed = 0; seed < 5; seed++) {
            double[] a = angles(gate, seed);
            assertEquals(0, Dense.of(gate.matrix(a)).distance(Textbook.matrix(gate, a)), TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUnitary(Gate gate) {
        Dense u = Dense.of(gate.matrix(angles(gate, 1)));
        assertEquals(1 << gate.arity(), u.rows());
        assertEquals(0, u.times(u.adjoint()).distance(Dense.identity(u.rows())), TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void inverseUndoes(Gate gate) {
        double[] a = angles(gate, 2);
        double[] back = gate.inverseAngles(Arrays.stream(a).mapToObj(Angle::fixed).toList()).stream()
                .mapToDouble(x -> x.value(new double[0], new double[0])).toArray();
        Dense both = Dense.of(gate.inverse().matrix(back)).times(Dense.of(gate.matrix(a)));
        assertEquals(0, both.distance(Dense.identity(1 << gate.arity())), TOLERANCE);
    }

    static Stream<Gate> driven() {
        return Stream.of(Gate.values()).filter(g -> g.parameters() > 0);
    }

    @ParameterizedTest
    @MethodSource("driven")
    void generatorsReproduceTheMatrix(Gate gate) {
        double[] a = angles(gate, 3);
        Dense product = Dense.identity(1 << gate.arity());
        for (Factor f : gate.factors()) {
            Dense factor = f.parameter() < 0
                    ? Dense.of(f.family().at(0)).on(gate.arity(), f.on())
                    : Dense.of(gate.generator(f.parameter())).times(0, -a[f.parameter()]).exp();
            product = factor.times(product);
        }
        assertEquals(0, product.distance(Textbook.matrix(gate, a)), 1e-13);
    }

    @ParameterizedTest
    @EnumSource
    void eachParameterDrivesOneFactor(Gate gate) {
        int[] driven = gate.factors().stream().mapToInt(Factor::parameter).filter(p -> p >= 0).sorted().toArray();
        assertTrue(Arrays.equals(IntStream.range(0, gate.parameters()).toArray(), driven));
        for (Factor f : gate.factors()) {
            if (f.parameter() >= 0) {
                assertEquals(0, Dense.of(f.family().at(0)).distance(Dense.identity(1 << f.on().size())), 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shiftRuleDifferentiates(Gate gate) {
        SplittableRandom random = new SplittableRandom(4);
        double[] a = angles(gate, 5);
        for (int furtherControls = 0; furtherControls < 2; furtherControls++) {
            int n = gate.arity() + 1;
            Dense before = randomUnitary(n, random);
            Dense observable = randomHermitian(n, random);
            for (int p = 0; p < gate.parameters(); p++) {
                int parameter = p;
                int controls = furtherControls;
                DoubleUnaryOperator f = t -> {
                    double[] b = a.clone();
                    b[parameter] = t;
                    Dense u = Dense.of(Matrices.controlled(gate.matrix(b), controls, controls, 1));
                    Dense wide = u.on(n, IntStream.range(0, gate.arity() + controls).boxed().toList());
                    Dense state = wide.times(before).times(Dense.basis(1 << n, 0));
                    return Textbook.expectation(state, observable);
                };
                double shifted = gate.shiftRule(p, furtherControls).terms().stream().mapToDouble(t -> t.coefficient()
                        * (f.applyAsDouble(a[parameter] + t.shift()) - f.applyAsDouble(a[parameter] - t.shift())))
                        .sum();
                double h = 1e-3;
                // Fourth-order central difference.
                double numeric = (8 * (f.applyAsDouble(a[p] + h) - f.applyAsDouble(a[p] - h))
                        - (f.applyAsDouble(a[p] + 2 * h) - f.applyAsDouble(a[p] - 2 * h))) / (12 * h);
                assertEquals(numeric, shifted, 1e-9, gate + " parameter " + p);
            }
        }
    }

    @Test
    void shiftRulesHaveTheKnownNumberOfTerms() {
        assertEquals(1, Gate.RX.shiftRule(0, 0).terms().size());
        assertEquals(2, Gate.RX.shiftRule(0, 1).terms().size());
        assertEquals(1, Gate.P.shiftRule(0, 0).terms().size());
        assertEquals(1, Gate.CP.shiftRule(0, 0).terms().size());
        assertEquals(2, Gate.CRY.shiftRule(0, 0).terms().size());
        assertEquals(0, Gate.GPHASE.shiftRule(0, 0).terms().size());
        assertEquals(0, Gate.U0.shiftRule(0, 0).terms().size());
    }

    @Test
    void shiftRuleRefusesUnevenFrequencies() {
        assertThrows(IllegalArgumentException.class, () -> ShiftRule.ofSpectrum(0, 1, 2.5));
    }

    @Test
    void namesAreUniqueIdentifiers() {
        Set<String> seen = new HashSet<>();
        for (Gate gate : Gate.values()) {
            assertFalse(gate.qasmNames().isEmpty());
            assertEquals(gate.qasmNames().get(0), gate.qasmName());
            for (String name : gate.qasmNames()) {
                assertTrue(name.matches("[a-zA-Z][a-zA-Z0-9_]*"), name);
                assertTrue(seen.add(name), name + " names two gates");
                assertEquals(gate, Gate.named(name).orElseThrow());
            }
        }
        assertEquals(seen, new HashSet<>(Gate.allNames()));
        assertTrue(Gate.named("nonesuch").isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void hasAShortSymbol(Gate gate) {
        assertFalse(gate.symbol().isBlank());
        assertTrue(gate.symbol().length() <= 6);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongNumberOfAngles(Gate gate) {
        assertThrows(IllegalArgumentException.class, () -> gate.matrix(new double[gate.parameters() + 1]));
        assertThrows(IllegalArgumentException.class, () -> gate.generator(gate.parameters()));
        assertThrows(IllegalArgumentException.class, () -> gate.generator(-1));
    }

    @Test
    void theCatalogueCoversTheStandardLibraries() {
        String qelib1 = "u3 u2 u1 cx id u0 u p x y z h s sdg t tdg rx ry rz sx sxdg cz cy swap ch ccx cswap crx cry crz"
                + " cu1 cp cu3 csx cu rxx rzz rccx rc3x c3x c3sqrtx c4x";
        String stdgates = "p x y z h s sdg t tdg sx rx ry rz cx cy cz cp crx cry crz ch swap ccx cswap cu CX phase"
                + " cphase id u1 u2 u3 gphase";
        for (String name : (qelib1 + " ryy iswap ecr rzx " + stdgates).split(" ")) {
            assertTrue(Gate.named(name).isPresent(), name);
        }
    }

    private static Dense randomHermitian(int n, SplittableRandom random) {
        Dense m = Dense.zero(1 << n, 1 << n);
        for (int r = 0; r < 1 << n; r++) {
            for (int c = 0; c < 1 << n; c++) {
                m.re()[r][c] = random.nextDouble(-1, 1) / (1 << n);
                m.im()[r][c] = random.nextDouble(-1, 1) / (1 << n);
            }
        }
        return m.plus(m.adjoint());
    }

    private static Dense randomUnitary(int n, SplittableRandom random) {
        return randomHermitian(n, random).times(0, 3).exp();
    }
}
