package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.channel.Closeness;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.channel.ThermalRelaxation;

class NoiseFormatTest {
    private static final String MODEL = """
            {"format": "ketwright noise 1", "name": "mine",
             "lengths": [{"gate": "cx", "length": 3e-7}, {"gate": "cx", "qubits": [1, 0], "length": 4e-7},
              {"gate": "measure", "length": 1e-6}],
             "gates": [
              {"gate": "h", "channels": [{"channel": "depolarizing", "p": 0.001}]},
              {"gate": "cx", "channels": [{"channel": "depolarizing", "p": 0.01},
                {"channel": "amplitude-damping", "gamma": 0.02, "on": [1]}]},
              {"gate": "cx", "qubits": [0, 1], "channels": [
                {"channel": "pauli", "probabilities": {"XI": 0.01, "ZZ": 0.02}},
                {"channel": "kraus", "operators": [[[1, 0], [0, [0, 1]]]], "on": [0]},
                {"channel": "coherent-error", "pauli": "ZX", "angle": 0.01},
                {"channel": "phase-damping", "gamma": 0.1, "on": [0]},
                {"channel": "generalized-amplitude-damping", "gamma": 0.1, "excited": 0.2, "on": [1]},
                {"channel": "thermal-relaxation", "t1": 1e-4, "t2": 5e-5, "duration": 1e-7, "on": [1]},
                {"channel": "residual-zz", "rate": -1e5, "duration": 1e-7}]},
              {"gate": "reset", "channels": [{"channel": "reset-error", "toZero": 0, "toOne": 0.03}]},
              {"gate": "cx", "qubits": [1, 2], "error": 0.02, "relaxation": [{"t1": 1e-4, "duration": 2e-7},
                {"t1": 1e-4, "t2": 7e-5, "duration": 2e-7}]},
              {"gate": "cz", "error": 0.01}],
             "idle": [{"t1": 1e-4, "t2": 8e-5}, {"qubits": [1], "t1": 5e-5, "excited": 0.01}],
             "readout": [{"qubits": [0], "matrix": [[0.98, 0.05], [0.02, 0.95]]}],
             "zz": {"pairs": [{"qubits": [1, 0], "rate": -1.5e5}], "echo": false, "during": "gates"},
             "simultaneous": [{"gate": "cx", "qubits": [0, 1], "other": "cx", "otherQubits": [2, 3], "error": 0.05}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private NoiseFile read(String text) throws IOException {
        return NoiseModel.read(Files.writeString(folder.resolve("noise.json"), text));
    }

    @Test
    void everyPartIsRead() throws IOException {
        NoiseFile file = read(MODEL);
        NoiseModel model = file.model();
        assertEquals("mine", model.name());
        assertEquals(List.of(NoiseModel.Part.values()), file.parts());
        GateNoise gates = Objects.requireNonNull(model.gates());
        assertEquals(1, gates.of("h", List.of(5)).orElseThrow().parts().size());
        assertEquals(2, gates.of("cx", List.of(1, 0)).orElseThrow().parts().size());
        assertEquals(7, gates.of("cx", List.of(0, 1)).orElseThrow().parts().size());
        assertEquals(new ResetError(0, 0.03), gates.of("reset", List.of(2)).orElseThrow().parts().getFirst().channel());
        assertEquals(new GateError.Calibrated(0.02, List.of(new ThermalRelaxation(1e-4, 2e-4, 2e-7, 0),
                new ThermalRelaxation(1e-4, 7e-5, 2e-7, 0))), gates.of("cx", List.of(1, 2)).orElseThrow());
        double weight = 0.01 * 5 / 4 * 16 / 15 * 15 / 16;
        assertEquals(weight, ((Depolarizing) gates.of("cz", List.of(0, 7)).orElseThrow().parts().getFirst().channel())
                .p(), 1e-15);
        IdleNoise idle = Objects.requireNonNull(model.idle());
        assertEquals(5e-5, idle.of(1, 1).orElseThrow().t1());
        assertEquals(1e-4, idle.of(7, 1).orElseThrow().t1());
        Crosstalk crosstalk = Objects.requireNonNull(model.crosstalk());
        assertEquals(-1.5e5, crosstalk.rates().get(List.of(0, 1)));
        assertTrue(!crosstalk.isEchoed() && crosstalk.isDuringGatesOnly());
        Circuit circuit = Circuit.on(3, 1).h(0).h(1).cx(0, 1).cx(1, 2).measure(2, 0).build();
        Schedule schedule = Schedule.of(circuit, List.of(0, 1, 2), file.lengths(), Schedule.Policy.ALAP);
        assertEquals(1.6e-6, schedule.duration(), 1e-15);
        assertTrue(model.apply(schedule).circuit().noiseStrengths().size() > 20);
    }

    @Test
    void partsReplaceThoseOfADevice() throws IOException {
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        NoiseFile file = read("{\"format\": \"ketwright noise 1\", \"gates\": []}");
        NoiseModel both = file.over(NoiseModel.of(device));
        assertTrue(Objects.requireNonNull(both.gates()).errors().isEmpty());
        assertEquals(NoiseModel.of(device).idle(), both.idle());
        assertEquals(List.of(NoiseModel.Part.GATES), file.parts());
    }

    /** An error of resets follows each of them, also in branches; a device has none. */
    @Test
    void resetsGoWrong() throws IOException {
        NoiseModel model = read(MODEL).model().without(NoiseModel.Part.IDLE, NoiseModel.Part.CROSSTALK);
        Operation again = new Operation.Reset(1);
        Circuit circuit = Circuit.on(2, 1).x(0).reset(0).measure(1, 0).when(Condition.set(0), again).build();
        Circuit noisy = model.apply(Schedule.of(circuit, List.of(3, 4), Lengths.none().with("reset", List.of(4), 1e-6),
                Schedule.Policy.ASAP)).circuit();
        Operation after = new Operation.Noise(new ResetError(0, 0.03), List.of(0));
        assertEquals(after, noisy.operations().get(2));
        assertEquals(List.of(again, new Operation.Noise(new ResetError(0, 0.03), List.of(1))),
                ((Operation.Conditional) noisy.operations().getLast()).then());
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        Circuit exact = NoiseModel.of(device).without(NoiseModel.Part.IDLE).apply(Schedule.of(
                Circuit.on(1).reset(0).build(), List.of(0), Lengths.of(device), Schedule.Policy.ASAP)).circuit();
        assertEquals(1, exact.operations().size());
    }

    /** Numbers stated for all qubits are numbers of each of them. */
    @Test
    void errorsOfAllQubitsHaveNumbersOfEach() throws IOException {
        NoiseFile file = read(MODEL);
        Circuit circuit = Circuit.on(3).h(0).h(1).h(0).cz(0, 1).cz(1, 2).build();
        NoisyCircuit noisy = file.model().without(NoiseModel.Part.IDLE, NoiseModel.Part.CROSSTALK)
                .apply(Schedule.of(circuit, List.of(4, 5, 6), file.lengths(), Schedule.Policy.ASAP));
        assertEquals(List.of("h 4 part 0 p", "h 5 part 0 p", "cz 4,5 p", "cz 5,6 p"),
                noisy.strengths().stream().map(Strength::name).toList());
        assertArrayEquals(new double[] {1 + 4, 2, 8, 16},
                noisy.pull(IntStream.range(0, 5).mapToDouble(i -> 1 << i).toArray()));
    }

    /** With an error stated for the gate, one for the time another gate runs needs no device. */
    @Test
    void simultaneousErrorsNeedNoDevice() throws IOException {
        String text = MODEL.replace("\"gate\": \"cx\", \"qubits\": [0, 1], \"other\"",
                "\"gate\": \"cz\", \"qubits\": [0, 1], \"other\"");
        NoiseFile file = read(text);
        Circuit circuit = Circuit.on(4).cz(0, 1).cx(2, 3).build();
        List<Integer> on = List.of(0, 1, 2, 3);
        Lengths lengths = file.lengths().with("cz", List.of(), 1e-7);
        NoiseModel gates = file.model().without(NoiseModel.Part.IDLE);
        Circuit noisy = gates.apply(Schedule.of(circuit, on, lengths, Schedule.Policy.ASAP)).circuit();
        assertEquals(1 - 0.05, Closeness.averageGateFidelity(((Operation.Noise) noisy.operations().stream()
                .filter(o -> o.qubitsTouched().equals(Set.of(0, 1)) && o instanceof Operation.Noise).findFirst()
                .orElseThrow()).channel(), Matrix.identity(2)), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ketwright noise 1          | ketwright noise 2         | format: must be "ketwright noise 1"
            "p": 0.001                 | "p": -0.001               | gates[0].channels[0]: the p of depolarizing
            "p": 0.001                 | "p": NaN                  | not JSON: Non-standard token 'NaN' (line
            "p": 0.001                 | "p": 1.001                | gates[0].channels[0]: the p of depolarizing
            "gamma": 0.02              | "gamma": -0.02            | gates[1].channels[1]: the gamma of amplitude damping
            "rate": -1.5e5             | "rate": 1e999             | zz.pairs[0].rate: must be a finite number
            "rate": -1.5e5             | "rate": -Infinity         | not JSON
            "p": 0.001                 | "q": 0.001                | gates[0].channels[0].q: is none of channel, on, p, qubits
            "ZZ": 0.02                 | "ZZ": 0.995               | sum to at most 1
            0.02, 0.95                 | 0.02, 0.96                | readout[0]: each column of a read-out matrix sums to 1
            0.02, 0.95                 | 0.02                      | readout[0].matrix[1]: must have 2 numbers
            [[1, 0], [0, [0, 1]]]      | [[1, 0], [0, [0, 2]]]     | gates[2].channels[1]
            "t2": 8e-5                 | "t2": 8e-3                | idle[0]: t2 of thermal relaxation is at most 2 t1
            "rate": -1.5e5             | "rate": "fast"            | zz.pairs[0].rate: must be a finite number
            "qubits": [1, 0], "rate"   | "qubits": [1, 1], "rate"  | zz.pairs[0].qubits: must be distinct qubits
            "error": 0.05              | "error": 1.05             | simultaneous[0].error: must lie in 0..1
            "length": 3e-7             | "length": -3e-7           | lengths[0].length: must be 0 or more
            "gate": "h"                | "gate": "hadamard"        | gates[0].gate: must be one of
            "amplitude-damping", "gamma": 0.02, "on": [1] | "amplitude-damping", "gamma": 0.02, "on": [0, 1] | must name with "on"
            "channel": "pauli"         | "channel": "paul"         | gates[2].channels[0].channel: must be depolarizing, pauli, amplitude-damping, generalized-amplitude-damping, phase-damping, thermal-relaxation, residual-zz, coherent-error, reset-error, readout-error, kraus, mixed, composition or tensor-product
            "during": "gates"          | "during": "sometimes"     | zz.during: must be "always" or "gates"
            {"qubits": [1, 0], "rate": -1.5e5} | {"qubits": [1, 0], "rate": 1}, {"qubits": [0, 1], "rate": 2} | zz.pairs[1]: must be the only entry for qubits [0, 1]
            "qubits": [1], "t1": 5e-5  | "t1": 5e-5                | idle[1]: must be the only entry for all qubits
            {"gate": "measure", "length" | {"gate": "cx", "length"  | lengths[2]: must be the only entry
            "gate": "measure", "length"  | "gate": "measure", "qubits": [0, 1], "length" | lengths[2].qubits: must be 1 qubit for measure
            "qubits": [1, 0], "length" | "qubits": [1], "length"   | lengths[1].qubits: must be 2 qubits for cx
            "toOne": 0.03              | "toOne": 1.03             | gates[3].channels[0]: the probability of a reset to |1> is
            "toZero": 0, "toOne"       | "toZero": 0.98, "toOne"   | gates[3].channels[0]: the probabilities of a reset error sum to at most 1
            "toZero": 0,               | "zero": 0,                | gates[3].channels[0].zero: is none of channel, on, toOne, toZero
            {"gate": "reset"           | {"gate": "measure"        | gates[3].gate: must be a gate or reset; "readout" has errors of measure
            {"gate": "reset"           | {"gate": "reset", "qubits": [0, 1] | gates[3].qubits: must be 1 qubit for reset
            "cz", "error": 0.01        | "cz", "error": 1.01       | gates[5].error: must lie in 0..1
            "cz", "error": 0.01        | "cz", "error": 0.01, "channels": [] | gates[5]: must have either "channels" or "error"
            "cz", "error": 0.01        | "cz", "relaxation": []    | gates[5]: must have either "channels" or "error"
            "cz", "error": 0.01        | "gphase", "error": 0.01   | gates[5].error: must belong to a gate on 1 to 5 qubits, not to gphase
            "cz", "error": 0.01        | "cz", "error": 0.01, "relaxation": [{"duration": 1}] | gates[5].relaxation: must have one entry for each of the 2 qubits of cz
            {"t1": 1e-4, "duration": 2e-7} | {"t1": 1e-4}          | gates[4].relaxation[0]: lacks "duration"
            "other": "cx"              | "other": "measure"        | simultaneous[0].other: must be one of id, u0, x
            "otherQubits": [2, 3]      | "otherQubits": [2]        | simultaneous[0].otherQubits: must be 2 qubits for cx
            "otherQubits": [2, 3]      | "otherQubits": [1, 2]     | simultaneous[0]: gates that run at the same time share no qubit
            "echo": false              | "echo": 0                 | zz.echo: must be true or false
            "name": "mine",            | "nam": "mine",            | nam: is none of
            "name": "mine",            | "name": "a", "name": "b", | not JSON: Duplicate property "name" (line
            """)
    void badModels(String from, String to, String expected) {
        assertTrue(MODEL.contains(from));
        String message = String.valueOf(assertThrows(DeviceFormatException.class,
                () -> read(MODEL.replace(from, to))).getMessage());
        assertTrue(message.contains(expected) && message.contains("noise.json: "), message);
        assertEquals(1, message.lines().count());
    }

    /** Times in the units of data sheets read as seconds would be no noise at all. */
    @Test
    void timesInOtherUnitsAreDoubted() throws IOException {
        String text = """
                {"format": "ketwright noise 1", "lengths": [{"gate": "cx", "length": 300}, {"gate": "h", "length": 3e-8}],
                 "idle": [{"qubits": [0], "t1": 100, "t2": 80}, {"qubits": [1], "t1": 1e-4}]}""";
        List<String> doubts = NoiseFormat.read(Field.parse("noise.json", text.getBytes(StandardCharsets.UTF_8)))
                .findings(null, 2).stream().filter(f -> f.kind() == Finding.Kind.DOUBTFUL).map(Finding::toString)
                .toList();
        assertEquals(List.of("doubtful: idle 0: lives for 100.0 s; T1 and T2 are given in seconds",
                "doubtful: length cx: is 300.0 s; lengths are given in seconds"), doubts);
    }

    @Test
    void nothingButTheDeclaredErrorEscapes() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = MODEL.getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
            }
            try {
                NoiseFormat.read(Field.parse("fuzzed", bytes));
            } catch (DeviceFormatException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("fuzzed: "), e.getMessage());
            }
        }
    }
}
