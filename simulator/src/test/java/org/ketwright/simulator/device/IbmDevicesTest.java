package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.simulator.SharedFiles;

/** IBM's published calibrations, every one of them. */
class IbmDevicesTest {

    private static List<Path> properties() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("backends", "history")) {
            try (Stream<Path> files = Files.list(SharedFiles.data("ibm", IbmDevicesTest.class).resolve(folder))) {
                files.filter(f -> f.getFileName().toString().startsWith("props_")).forEach(all::add);
            }
        }
        return all;
    }

    private static Calibration device(String name) throws IOException {
        return Calibration.read(SharedFiles.data("ibm", IbmDevicesTest.class).resolve("backends")
                .resolve("props_" + name + ".json"));
    }

    private static long count(Calibration device, Finding.Kind kind, String text) {
        return device.findings().stream().filter(f -> f.kind() == kind && f.toString().contains(text)).count();
    }

    @Test
    void everyDeviceLoadsAndSurvivesOurFormat(@TempDir Path folder) throws IOException {
        List<Path> files = properties();
        assertEquals(33, files.size());
        for (Path file : files) {
            Calibration device = Calibration.read(file);
            assertTrue(device.coupling().parts().getFirst().size() >= 5, file.toString());
            Path copy = folder.resolve("copy.json");
            Files.writeString(copy, device.toJson());
            Calibration again = Calibration.read(copy);
            assertEquals(device.toJson(), again.toJson());
            assertEquals(device.findings(), again.findings(), file.toString());
        }
    }

    /** Counts taken from the files by hand. */
    @Test
    void everyTrapIsReported() throws IOException {
        assertEquals(4, count(device("cairo"), Finding.Kind.CLAMPED, "exceeds 2 T1"));
        assertEquals(1, count(device("cairo"), Finding.Kind.DROPPED, "ecr 20,19: error 1 is a placeholder"));
        assertEquals(2, count(device("cairo"), Finding.Kind.DROPPED, "no gate on it is calibrated"));
        assertEquals(1, count(device("cairo"), Finding.Kind.DOUBTFUL, "falls into 3 parts"));
        assertEquals(2, count(device("kolkata"), Finding.Kind.CLAMPED, "exceeds 2 T1"));
        assertEquals(1, count(device("oslo"), Finding.Kind.CLAMPED, "qubit 6: T2"));
        assertEquals(2, count(device("geneva"), Finding.Kind.DROPPED, "placeholder"));
        assertEquals(28, count(device("geneva"), Finding.Kind.MISSING, "ZZ = 0 means that it was not measured"));
        assertEquals(6, count(device("washington"), Finding.Kind.DROPPED, "placeholder"));
        assertEquals(1, count(device("washington"), Finding.Kind.USED, "the coupling map decides"));
        assertEquals(1, count(device("lagos"), Finding.Kind.DOUBTFUL, "qubit 6: reads 0 for 1"));
        assertEquals(1, count(device("peekskill"), Finding.Kind.USED, "one direction alone"));
        assertEquals(1, count(device("nairobi"), Finding.Kind.USED, "have a length for each direction"));
        assertTrue(device("nairobi").findings().stream().allMatch(Finding::isHarmless));
    }

    @Test
    void clampedT2IsTwiceT1() throws IOException {
        for (Path file : properties()) {
            for (QubitCalibration q : Calibration.read(file).qubits()) {
                assertTrue(q.usableT2() <= 2 * q.usableT1());
                assertFalse(q.isT2Clamped() && q.usableT2() != 2 * q.usableT1());
            }
        }
    }

    /** IBM's values of ZZ follow from J, frequencies and anharmonicities, but near resonances. */
    @Test
    void perturbativeZzIsWhatTheTableSays() throws IOException {
        Path table = SharedFiles.data("ibm", getClass()).resolve("zz_pairs.csv");
        List<String> lines = Files.readAllLines(table);
        List<Double> ratios = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",", -1);
            if (c[10].isEmpty()) {
                continue;
            }
            double[] v = Arrays.stream(c, 4, 11).mapToDouble(Double::parseDouble).toArray();
            double mine = PairCalibration.perturbativeZz(v[4] * 1e6, (v[0] - v[1]) * 1e9, v[2] * 1e9, v[3] * 1e9) / 1e3;
            assertEquals(v[6], mine, 1e-9 * Math.abs(v[6]) + 1e-9, line);
            if (v[5] != 0) {
                ratios.add(mine / v[5]);
            }
        }
        assertEquals(529, ratios.size(), 30);
        ratios.sort(null);
        assertEquals(1, ratios.get(ratios.size() / 2), 0.02);
    }

    /** The table has every pair of every device by number, resolved by somebody else. */
    @Test
    void ambiguousKeysFindTheirPairs() throws IOException {
        List<String> lines = Files.readAllLines(SharedFiles.data("ibm", getClass()).resolve("zz_pairs.csv"));
        Map<String, Calibration> devices = new TreeMap<>();
        try (Stream<Path> files = Files.list(SharedFiles.data("ibm", getClass()).resolve("backends"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("props_")).toList()) {
                Calibration device = Calibration.read(file);
                devices.put(device.name() + device.origin().date().substring(0, 10), device);
            }
        }
        assertEquals(28, devices.size());
        int compared = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",", -1);
            Calibration device = devices.get(c[0] + c[1]);
            if (device == null || Double.parseDouble(c[9]) == 0) {
                continue;
            }
            double zz = device.usableZz(Integer.parseInt(c[2]), Integer.parseInt(c[3])).orElseThrow();
            assertEquals(Double.parseDouble(c[9]), zz / 1e3, 1e-9 * Math.abs(zz), line);
            compared++;
        }
        assertTrue(compared > 300, "compared " + compared);
    }
}
