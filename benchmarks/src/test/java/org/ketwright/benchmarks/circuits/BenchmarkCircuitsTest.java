package org.ketwright.benchmarks.circuits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits.Large;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits.Place;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.DensityMatrix;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.channel.Depolarizing;

class BenchmarkCircuitsTest {

    /** The first output for 42 in Vigna's reference implementation. */
    @Test
    void splitMixIsTheReferenceGenerator() {
        SplitMix random = new SplitMix();
        assertEquals(0xbdd732262feb6e95L, random.next());
        assertEquals(0x28efe333b266f103L, random.next());
    }

    @ParameterizedTest
    @CsvSource({"QFT, 312", "QCBM, 984", "BRICK, 710", "STRONGLY_ENTANGLING, 480"})
    void circuitsHaveTheGatesOfTheirDefinition(Large large, int gates) {
        assertEquals(gates, large.on(24).operations().size());
    }

    /** Amplitudes 5 and 62 of 2^6, from the plain simulator in peers/circuits.hpp, which shares nothing with this one. */
    @ParameterizedTest
    @CsvSource({
            "QFT, 0.125, 0, 0.125, 0",
            "QCBM, -0.172565514197980, -0.205019112562717, -0.100365498395548, -0.082476997487114",
            "BRICK, -0.015631816802391, -0.108907235939649, 0.044460041172666, -0.168960271399204",
            "STRONGLY_ENTANGLING, -0.184591709546721, 0.030035263319945, -0.021256352961225, -0.063741301958840"})
    void circuitsAreThoseOfTheDriversForPeers(Large large, double re5, double im5, double re62, double im62) {
        StateVector state = StateVectorSimulator.on(Backends.named("scalar"))
                .states(large.on(6), new double[0], Features.none()).getFirst();
        assertEquals(re5, state.re(5), 1e-13);
        assertEquals(im5, state.im(5), 1e-13);
        assertEquals(re62, state.re(62), 1e-13);
        assertEquals(im62, state.im(62), 1e-13);
    }

    @Test
    void firstAnglesGoToTheFirstGates() {
        SplitMix random = new SplitMix();
        List<Operation> operations = BenchmarkCircuits.qcbm(3).operations();
        assertEquals(new Operation.Apply(Gate.RX, List.of(0), List.of(Angle.fixed(random.angle()))),
                operations.get(0));
        assertEquals(new Operation.Apply(Gate.RZ, List.of(0), List.of(Angle.fixed(random.angle()))),
                operations.get(1));
        assertEquals(new Operation.Apply(Gate.RX, List.of(1), List.of(Angle.fixed(random.angle()))),
                operations.get(2));
        assertEquals(new Operation.Apply(Gate.CX, List.of(2, 0), List.of()), operations.get(8));
    }

    @Test
    void rangesOfStronglyEntanglingLayersGrow() {
        List<Operation> operations = BenchmarkCircuits.stronglyEntangling(4).operations();
        assertEquals(new Operation.Apply(Gate.CX, List.of(3, 0), List.of()), operations.get(7));
        assertEquals(new Operation.Apply(Gate.CX, List.of(3, 1), List.of()), operations.get(15));
        assertEquals(new Operation.Apply(Gate.CX, List.of(3, 0), List.of()), operations.get(31));
    }

    @ParameterizedTest
    @CsvSource({"LOW, 0, 1", "MIDDLE, 12, 12", "HIGH, 23, 23"})
    void singleGatesLieWhereTheyShould(Place place, int qubit, int target) {
        Operation.Apply one = (Operation.Apply) BenchmarkCircuits.single(Gate.H, place, 24).operations().getFirst();
        Operation.Apply two = (Operation.Apply) BenchmarkCircuits.single(Gate.CRX, place, 24).operations().getFirst();
        assertEquals(List.of(qubit), one.qubits());
        assertEquals(List.of(target - 1, target), two.qubits());
    }

    @Test
    void quanvolutionHasFourFeaturesAndAllPairs() {
        Circuit circuit = BenchmarkCircuits.quanvolution();
        assertEquals(4, circuit.features());
        assertEquals(14, circuit.operations().size());
    }

    @Test
    void reuploadRepeatsItsPixels() {
        Circuit circuit = BenchmarkCircuits.reupload();
        assertEquals(1536, circuit.parameters());
        assertEquals(256, circuit.features());
        assertEquals(512, circuit.operations().size());
        Operation.Apply late = (Operation.Apply) circuit.operations().get(16 * 10 + 5);
        assertEquals(Angle.weighted((240 + 15) % 256, 255, 768 + 255), late.angles().getFirst());
        assertEquals(Angle.weighted(0, 256, 768 + 256), late.angles().get(1));
    }

    @Test
    void layersHaveAsManyGatesAsWanted() {
        assertEquals(200, BenchmarkCircuits.layered(12, 200).operations().size());
    }

    @Test
    void textbookCostsAreThoseOfTheTextbook() {
        assertEquals(14 * 8, TextbookCost.operations(Circuit.on(3).h(1).build()));
        assertEquals(0, TextbookCost.operations(Circuit.on(3).x(1).cx(0, 2).swap(0, 1).build()));
        assertEquals(6 * 8, TextbookCost.operations(Circuit.on(3).rz(1, 0.7).build()));
        assertEquals(6 * 8 / 4.0, TextbookCost.operations(Circuit.on(3).cp(1, 0, 0.7).build()));
        assertEquals(14 * 8 / 2.0, TextbookCost.operations(Circuit.on(3).crx(1, 0, 0.7).build()));
        assertEquals(3 * 2 * 16 * 8.0, TextbookCost.bytes(Circuit.on(3).h(0).h(1).h(2).build(), Precision.DOUBLE));
        assertEquals(512L << 20, TextbookCost.sweepBytes(24, Precision.DOUBLE));
        assertEquals(256L << 20, TextbookCost.sweepBytes(24, Precision.SINGLE));
    }

    @Test
    void textbookCostsOfDensityMatricesCountEntries() {
        assertEquals(16 * 3 / 2.0, TextbookCost.transferOperations(Circuit.on(2).rx(1, 0.7).build()));
        assertEquals(0, TextbookCost.transferOperations(Circuit.on(3).x(1).cx(0, 2).swap(0, 1).build()));
        assertEquals(16 * 3 / 4.0,
                TextbookCost.transferOperations(Circuit.on(2).noise(new Depolarizing(0.1, 1), 0).build()));
        assertEquals(64 * 3 / 2.0, TextbookCost.transferOperations(Circuit.on(3).rzz(0, 2, 0.7).build()));
    }

    @ParameterizedTest
    @CsvSource({"PAIR, 8", "EACH, 9"})
    void noiseFollowsEachGateOfTheNoisyBrick(NoisyCircuits.After after, int second) {
        List<Operation> all = NoisyCircuits.brick(3, after).operations();
        assertEquals(5 * (6 + (after == NoisyCircuits.After.PAIR ? 4 : 6)), all.size());
        assertEquals(new Operation.Apply(Gate.RX, List.of(0), List.of(Angle.fixed(new SplitMix().angle()))),
                all.getFirst());
        assertEquals(new Operation.Noise(Depolarizing.mixing(0.01, 1), List.of(0)), all.get(1));
        assertEquals(new Operation.Apply(Gate.CX, List.of(0, 1), List.of()), all.get(6));
        assertEquals(new Operation.Apply(Gate.CX, List.of(1, 2), List.of()), all.get(second));
    }

    /** Purity and entry (6, 13) of four qubits, from the plain simulation in peers/density.hpp, which shares nothing. */
    @ParameterizedTest
    @CsvSource({
            "PAIR, 0.591031104834895, 0.010753043329278, -0.011123942610913",
            "EACH, 0.504216474987665, 0.010020241288447, -0.010105424512390"})
    void noisyBrickIsThatOfTheDriversForPeers(NoisyCircuits.After after, double purity, double re, double im) {
        DensityMatrix state = DensityMatrixSimulator.on(Backends.named("scalar"))
                .densities(NoisyCircuits.brick(4, after), new double[0], Features.none()).getFirst();
        int entry = 2 * (6 * 16 + 13);
        assertEquals(purity, state.purity(), 1e-13);
        assertEquals(re, state.toArray()[entry], 1e-13);
        assertEquals(im, state.toArray()[entry + 1], 1e-13);
    }

    @Test
    void noisyCircuitsAreThoseWithoutNoiseWithChannelsBetween() {
        Circuit quanvolution = NoisyCircuits.quanvolution();
        assertEquals(4, quanvolution.features());
        assertEquals(16 * 3 + 6 * 4, quanvolution.operations().size());
        Circuit reupload = NoisyCircuits.reupload(2);
        assertEquals(96, reupload.parameters());
        assertEquals(24, reupload.features());
        assertEquals(48 * 3 + 16 * 4, reupload.operations().size());
    }
}
