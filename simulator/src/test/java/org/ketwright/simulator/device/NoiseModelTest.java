package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Wrt;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.ThermalRelaxation;

class NoiseModelTest {
    private static final Calibration NAIROBI = Calibration.bundled("ibm_nairobi").orElseThrow();
    private static final DensityMatrixSimulator SIMULATOR = DensityMatrixSimulator.on(Backends.named("scalar"));
    private static final NoiseModel ZZ = NoiseModel.of(NAIROBI).without(NoiseModel.Part.GATES, NoiseModel.Part.IDLE,
            NoiseModel.Part.READOUT);

    private static Circuit noisy(NoiseModel model, Circuit circuit, Integer... qubits) {
        return model.apply(schedule(circuit, qubits)).circuit();
    }

    private static Schedule schedule(Circuit circuit, Integer... qubits) {
        return Schedule.of(circuit, List.of(qubits), Lengths.of(NAIROBI), Schedule.Policy.ASAP);
    }

    private static double mean(Circuit circuit, Observable observable) {
        return SIMULATOR.expectations(circuit, new double[0], Features.none(), List.of(observable))[0];
    }

    private static double seconds(Circuit circuit, Class<? extends Channel> kind, int... on) {
        double sum = 0;
        for (Operation o : circuit.operations()) {
            if (o instanceof Operation.Noise n && kind.isInstance(n.channel())
                    && n.qubits().stream().mapToInt(q -> q).sorted().boxed().toList()
                            .equals(Arrays.stream(on).sorted().boxed().toList())) {
                sum += n.channel() instanceof ResidualZz z
                        ? z.duration()
                        : ((ThermalRelaxation) n.channel()).duration();
            }
        }
        return sum;
    }

    /** Two qubits interact at -150.86 kHz; in 305.78 ns |11> gains 0.2898 rad. */
    @Test
    void thePhaseIsThatOfTheSpecification() {
        Lengths none = Lengths.none();
        Circuit circuit = Circuit.on(2).h(0).x(1).add(new Operation.Delay(305.78e-9, List.of(0, 1))).build();
        Crosstalk pair = new Crosstalk(Map.of(List.of(0, 1), -150.86e3), true, false, List.of());
        NoiseModel model = NoiseModel.none("pair").with(pair);
        Circuit found = model.apply(Schedule.of(circuit, List.of(0, 1), none, Schedule.Policy.ASAP)).circuit();
        double angle = 2 * Math.PI * 150.86e3 * 305.78e-9;
        assertEquals(.2898, angle, 5e-5);
        assertEquals(Math.cos(angle), mean(found, Observable.x(0)), 1e-14);
        assertEquals(Math.sin(angle), mean(found, Observable.y(0)), 1e-14);
        Circuit alone = Circuit.on(2).h(0).rz(1, 0.4).add(new Operation.Delay(305.78e-9, List.of(0, 1))).build();
        Circuit still = model.apply(Schedule.of(alone, List.of(0, 1), none, Schedule.Policy.ASAP)).circuit();
        assertEquals(1, mean(still, Observable.x(0)), 1e-14);
    }

    @Test
    void theEchoProtectsTheControlAlone() {
        // A gate from 1 to 3, watched by 0 and 2 beside its control and by 5 beside its target.
        Circuit circuit = Circuit.on(4).sx(0).sx(1).sx(2).sx(3).wall().cx(0, 1).wall().build();
        double length = NAIROBI.usable("cx", List.of(1, 3)).map(GateCalibration::length).orElseThrow();
        Circuit found = noisy(ZZ, circuit, 1, 3, 0, 5);
        double pulse = seconds(found, ResidualZz.class, 0, 2);
        assertEquals(35.5556e-9 / 2, pulse, 1e-18);
        assertEquals(pulse, seconds(found, ResidualZz.class, 0, 1), 1e-18);
        assertEquals(pulse + length, seconds(found, ResidualZz.class, 1, 3), 1e-18);
        Crosstalk bare = Objects.requireNonNull(ZZ.crosstalk()).withEcho(false);
        assertEquals(pulse + length, seconds(noisy(ZZ.with(bare), circuit, 1, 3, 0, 5), ResidualZz.class, 0, 2),
                1e-18);
        Crosstalk gates = Objects.requireNonNull(ZZ.crosstalk()).withDuringGatesOnly(true);
        Circuit only = noisy(ZZ.with(gates), circuit, 1, 3, 0, 5);
        assertEquals(length, seconds(only, ResidualZz.class, 1, 3), 1e-18);
        assertEquals(0, seconds(only, ResidualZz.class, 0, 2));
    }

    @Test
    void idleQubitsRelaxAndBusyOnesDoNotTwice() {
        NoiseModel idle = NoiseModel.of(NAIROBI).without(NoiseModel.Part.GATES, NoiseModel.Part.READOUT,
                NoiseModel.Part.CROSSTALK);
        Circuit circuit = Circuit.on(3).sx(2).wall().cx(0, 1).wall().build();
        Circuit found = noisy(idle, circuit, 1, 3, 6);
        double length = NAIROBI.usable("cx", List.of(1, 3)).map(GateCalibration::length).orElseThrow();
        assertEquals(length, seconds(found, ThermalRelaxation.class, 2), 1e-18);
        assertEquals(0, seconds(found, ThermalRelaxation.class, 0));
        Circuit gates = noisy(NoiseModel.of(NAIROBI), circuit, 1, 3, 6);
        assertEquals(length, seconds(gates, ThermalRelaxation.class, 0), 1e-18);
        assertEquals(length, seconds(gates, ThermalRelaxation.class, 1), 1e-18);
        assertEquals(length + 35.5556e-9, seconds(gates, ThermalRelaxation.class, 2), 1e-18);
        double t1 = NAIROBI.qubits().get(6).usableT1();
        Circuit excited = Circuit.on(1).x(0).add(new Operation.Delay(2e-5, List.of(0))).build();
        assertEquals(1 - 2 * Math.exp(-2e-5 / t1), mean(noisy(idle, excited, 6), Observable.z(0)), 1e-12);
    }

    @Test
    void everyPartCanBeSwitchedOff() {
        Circuit circuit = Circuit.on(2, 2).sx(0).cx(0, 1).rz(1, .3).sx(1)
                .add(new Operation.Delay(1e-7, List.of(0, 1))).measure(0, 0).measure(1, 1).build();
        Circuit plain = noisy(NoiseModel.of(NAIROBI).without(NoiseModel.Part.values()), circuit, 1, 3);
        assertEquals(0, plain.noiseStrengths().size());
        double[] ideal = SIMULATOR.probabilities(circuit, new double[0], Features.none());
        assertArrayEquals(ideal, SIMULATOR.probabilities(plain, new double[0], Features.none()), 1e-13);
        for (NoiseModel.Part part : NoiseModel.Part.values()) {
            EnumSet<NoiseModel.Part> others = EnumSet.complementOf(EnumSet.of(part));
            Circuit one = noisy(NoiseModel.of(NAIROBI).without(others.toArray(NoiseModel.Part[]::new)), circuit, 1, 3);
            assertTrue(one.noiseStrengths().size() > 0, part.toString());
        }
    }

    @Test
    void measurementsAreMisread() {
        NoiseModel readout = NoiseModel.of(NAIROBI).without(NoiseModel.Part.GATES, NoiseModel.Part.IDLE,
                NoiseModel.Part.CROSSTALK);
        Circuit end = noisy(readout, Circuit.on(1, 1).x(0).measure(0, 0).build(), 3);
        assertEquals(-1 + 2 * .0382, mean(end, Observable.z(0)), 1e-14);
        assertEquals(.0382, SIMULATOR.distribution(end, new double[0], Features.none()).probabilities().getOrDefault(
                "0", 0.0),
                1e-14);
        // In the middle the qubit stays what it was, and only the record is wrong.
        Circuit middle = noisy(readout, Circuit.on(1, 1).x(0).measure(0, 0)
                .when(Condition.set(0), new Operation.Apply(Gate.X, List.of(0), List.of())).build(), 3);
        assertEquals(1 - 2 * .0382, mean(middle, Observable.z(0)), 1e-14);
    }

    @Test
    void qubitsAreMisreadTogether() {
        double[] entries = {.9, .1, .2, 0, .05, .8, 0, .1, .05, .1, .7, .2, 0, 0, .1, .7};
        ReadoutNoise.Group group = new ReadoutNoise.Group(List.of(1, 3), new ReadoutError(Matrix.real(2, entries)));
        NoiseModel model = NoiseModel.none("pair").with(new ReadoutNoise(List.of()).with(group));
        Circuit both = noisy(model, Circuit.on(2, 2).x(1).measure(0, 0).measure(1, 1).build(), 1, 3);
        Map<String, Double> p = SIMULATOR.distribution(both, new double[0], Features.none()).probabilities();
        assertEquals(.2, p.getOrDefault("00", 0.0), 1e-14);
        assertEquals(.7, p.getOrDefault("10", 0.0), 1e-14);
        assertEquals(.1, p.getOrDefault("11", 0.0), 1e-14);
        // Qubit 3 is not there, so it is 0: the first two columns count.
        Circuit alone = noisy(model, Circuit.on(1, 1).x(0).measure(0, 0).build(), 1);
        assertEquals(.1 + .1, SIMULATOR.distribution(alone, new double[0], Features.none()).probabilities()
                .getOrDefault("0", 0.0),
                1e-14);
        Circuit reused = Circuit.on(2, 2).measure(0, 0).x(0).measure(0, 1).build();
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> noisy(model, reused, 1, 3))
                .getMessage()).contains("misread together"));
        assertThrows(IllegalArgumentException.class,
                () -> new ReadoutNoise(List.of(group, new ReadoutNoise.Group(List.of(3),
                        ReadoutError.asymmetric(.1, .1)))));
    }

    @Test
    void simultaneousGatesErrMore() {
        Crosstalk table = Objects.requireNonNull(NoiseModel.of(NAIROBI).crosstalk()).withSimultaneous(
                List.of(new Crosstalk.Simultaneous("cx", List.of(0, 1), "cx", List.of(4, 5), .05)));
        NoiseModel model = NoiseModel.of(NAIROBI).with(table);
        Circuit together = noisy(model, Circuit.on(4).cx(0, 1).cx(2, 3).build(), 0, 1, 4, 5);
        Circuit apart = noisy(model, Circuit.on(4).cx(0, 1).wall().cx(2, 3).build(), 0, 1, 4, 5);
        assertEquals(depolarizing(noisy(NoiseModel.of(NAIROBI), Circuit.on(2).cx(0, 1).build(), 0, 1)),
                depolarizing(apart), 1e-15);
        GateError.Calibrated worse = ((GateError.Calibrated) GateNoise.of(NAIROBI).of("cx", List.of(0, 1))
                .orElseThrow()).withError(.05);
        assertEquals(worse.mixing() * 15 / 16, depolarizing(together), 1e-15);
        NoiseModel given = model.with(new GateNoise(Map.of()));
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> noisy(given, Circuit.on(4).cx(0, 1).cx(2, 3).build(), 0, 1, 4, 5)).getMessage())
                .contains("needs a calibrated error"));
        assertThrows(IllegalArgumentException.class,
                () -> new Crosstalk.Simultaneous("cx", List.of(0, 1), "cx", List.of(1, 2), .05));
    }

    private static double depolarizing(Circuit circuit) {
        return circuit.operations().stream().filter(o -> o instanceof Operation.Noise)
                .map(o -> ((Operation.Noise) o).channel()).filter(c -> c instanceof Depolarizing)
                .mapToDouble(c -> ((Depolarizing) c).p()).max().orElse(0);
    }

    @Test
    void branchesHaveNoiseOfTheirOwn() {
        Circuit circuit = Circuit.on(2, 1).sx(0).sx(1).measure(0, 0).when(Condition.set(0),
                new Operation.Apply(Gate.SX, List.of(1), List.of())).build();
        Circuit found = noisy(NoiseModel.of(NAIROBI), circuit, 1, 3);
        Operation.Conditional branch = (Operation.Conditional) found.operations().stream()
                .filter(o -> o instanceof Operation.Conditional).findFirst().orElseThrow();
        assertEquals(3, branch.then().size());
        assertEquals(1, branch.otherwise().size(), "the other branch waits and relaxes");
    }

    @Test
    void noiseIsAddedOnce() {
        Circuit once = noisy(NoiseModel.of(NAIROBI), Circuit.on(1).sx(0).build(), 3);
        assertThrows(IllegalArgumentException.class, () -> noisy(NoiseModel.of(NAIROBI), once, 3));
    }

    /** Numbers of the model against central differences of models made anew. */
    @Test
    void derivativesByTheNumbersOfTheModel() {
        Circuit circuit = Circuit.on(3, 3).rx(0, Angle.parameter(0)).sx(1).sx(2).wall().cx(0, 1).rz(1, .4).sx(1)
                .sx(0).cx(1, 2).rz(2, .2).sx(2).measure(0, 0).measure(1, 1).measure(2, 2).build();
        Observable z = Observable.parse("Z0 + 0.5 Z1 Z2 - Z2");
        double[] parameters = {.8};
        NoisyCircuit noisy = NoiseModel.of(NAIROBI).apply(schedule(circuit, 1, 3, 5));
        double[] raw = SIMULATOR.pullback(noisy.circuit(), parameters, Features.none(), List.of(z), new double[] {1},
                EnumSet.of(Wrt.STRENGTHS)).strengthGradient();
        double[] found = noisy.pull(raw);
        Map<String, Double> byName = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            byName.put(noisy.strengths().get(i).name(), found[i]);
        }
        assertEquals(noisy.strengths().size(), byName.size());
        double step = 2e3;
        assertEquals((withRate(circuit, parameters, z, step) - withRate(circuit, parameters, z, -step)) / (2 * step),
                byName.getOrDefault("zz 1,3 rate", 0.0), 1e-12);
        double h = 1e-9;
        assertEquals((withT1(circuit, parameters, z, h) - withT1(circuit, parameters, z, -h)) / (2 * h),
                byName.getOrDefault("qubit 5 t1", 0.0), 1e-2 * Math.abs(byName.getOrDefault("qubit 5 t1", 0.0)) + 1e-6);
        assertTrue(byName.containsKey("time") && byName.containsKey("readout 1 P(1|0)")
                && byName.containsKey("cx 1,3 p"), byName.keySet().toString());
        assertEquals(1, noisy.strengths().stream().filter(s -> s.name().equals("time")).findFirst().orElseThrow()
                .value());
        assertThrows(IllegalArgumentException.class, () -> noisy.pull(new double[1]));
        assertTrue(raw.length > found.length);
    }

    private static double value(NoiseModel model, Circuit circuit, double[] parameters, Observable z) {
        return SIMULATOR.expectations(model.apply(schedule(circuit, 1, 3, 5)).circuit(), parameters, Features.none(),
                List.of(z))[0];
    }

    private static double withRate(Circuit circuit, double[] parameters, Observable z, double change) {
        NoiseModel model = NoiseModel.of(NAIROBI);
        Crosstalk crosstalk = Objects.requireNonNull(model.crosstalk());
        Map<List<Integer>, Double> rates = new HashMap<>(crosstalk.rates());
        rates.merge(List.of(1, 3), change, Double::sum);
        return value(model.with(new Crosstalk(rates, true, false, List.of())), circuit, parameters, z);
    }

    /** T1 of qubit 5 in idle times and in the relaxation of gates, whose depolarizing stays. */
    private static double withT1(Circuit circuit, double[] parameters, Observable z, double change) {
        NoisyCircuit noisy = NoiseModel.of(NAIROBI).apply(schedule(circuit, 1, 3, 5));
        double t1 = NAIROBI.qubits().get(5).usableT1();
        List<Operation> changed = new ArrayList<>();
        for (Operation o : noisy.circuit().operations()) {
            changed.add(o instanceof Operation.Noise n && n.channel() instanceof ThermalRelaxation r && r.t1() == t1
                    ? new Operation.Noise(new ThermalRelaxation(t1 + change, r.t2(), r.duration(), r.excited()),
                            n.qubits())
                    : o);
        }
        return SIMULATOR.expectations(new Circuit(3, 3, changed), parameters, Features.none(), List.of(z))[0];
    }

    @Test
    void findingsNameWhatRelaxationExceeds() {
        List<Finding> findings = NoiseModel.of(NAIROBI).findings();
        assertTrue(findings.stream().anyMatch(f -> f.kind() == Finding.Kind.CLAMPED && f.where().equals("sx 0")));
        assertFalse(findings.stream().anyMatch(f -> f.where().equals("sx 3")));
        GateNoise hopeless = new GateNoise(Map.of("sx 0",
                new GateError.Calibrated(.9, List.of(new ThermalRelaxation(1e-4, 1e-4, 1e-8, 0)))));
        assertTrue(hopeless.findings().getFirst().what().contains("more than depolarizing can reach"));
    }
}
