package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.Crosstalk;
import org.ketwright.simulator.device.Finding;
import org.ketwright.simulator.device.GateCalibration;
import org.ketwright.simulator.device.GateError;
import org.ketwright.simulator.device.GateNoise;
import org.ketwright.simulator.device.NoiseFile;
import org.ketwright.simulator.device.NoiseModel;
import org.ketwright.simulator.device.QubitCalibration;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands {@code ketwright noise ...}. */
@Command(name = "noise", description = "Says what noise follows from a calibration.", synopsisSubcommandLabel = "COMMAND")
final class NoiseCommand implements Runnable {
    private final Console console;

    NoiseCommand(Console console) {
        this.console = console;
    }

    /** What {@code list --json} prints for each device. */
    record Listed(String name, int qubits, String source, String date, String license) {
    }

    @Override
    public void run() {
        throw FailureException.usage("ketwright noise needs a command: inspect, export or list; see ketwright noise"
                + " --help");
    }

    @Command(name = "list", description = "Lists the devices that come with the program.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean isJson) {
        List<Listed> all = Calibration.bundled().stream().map(DeviceFile::device).map(d -> new Listed(d.name(),
                d.qubits().size(), d.origin().source(), d.origin().date(), d.origin().license())).toList();
        if (isJson) {
            console.json(all.toArray(Listed[]::new));
        } else {
            all.forEach(d -> console.out().println(d.name + ": " + d.qubits + " qubits, " + d.source + ", " + d.date
                    + ", " + d.license));
        }
        return ExitCode.DONE.code();
    }

    @Command(name = "inspect", description = "Says what of a calibration, or of noise made by hand, is used, dropped, clamped or missing, and why.")
    int inspect(
            @Option(names = "--device", paramLabel = "NAME|FILE.json", description = "A device that comes with the program, or a calibration file, IBM's or our own.") @Nullable String name,
            @Option(names = "--noise", paramLabel = "FILE.json", description = "Noise made by hand, alone or in the place of parts of the device's; docs/noise.md describes the file.") @Nullable Path noise,
            @Option(names = "--strict", description = "End with 4 if any value is not used as it is, or looks wrong.") boolean isStrict,
            @Option(names = "--json", description = "Print JSON.") boolean isJson) {
        if (name == null && noise == null) {
            throw FailureException.usage("ketwright noise inspect needs --device NAME, --noise FILE.json or both");
        }
        NoiseFile made = noise == null ? null : DeviceFile.noise(noise);
        Calibration device = name == null ? null : DeviceFile.device(name);
        NoiseModel base = device == null ? null : NoiseModel.of(device);
        List<Finding> findings = new ArrayList<>(base == null ? List.of() : base.findings());
        if (made != null) {
            findings.addAll(made.findings(base, device == null ? Integer.MAX_VALUE : device.qubits().size()));
        }
        NoiseFileReport report = made == null || noise == null ? null : new NoiseFileReport(noise, made);
        List<NoiseModel.Part> replaced = made == null || base == null ? List.of() : made.parts();
        if (isJson) {
            console.json(tree(device, base, report, replaced, findings));
        } else {
            print(device, base, report, replaced, findings);
        }
        DeviceFile.requireNone(DeviceFile.name(base, made), findings.stream().filter(f -> !f.isHarmless()).toList(),
                isStrict);
        return ExitCode.DONE.code();
    }

    @Command(name = "export", description = "Writes a calibration in our own format: seconds, hertz, one line for each qubit, gate and pair.")
    int export(
            @Option(names = "--device", required = true, paramLabel = "NAME|FILE.json", description = "What is written, such as IBM's properties, beside which the configuration is looked for.") String name,
            @Option(names = "--rounded", description = "Keep the digits that measurements have.") boolean isRounded,
            @Option(names = "--out", paramLabel = "OUT.json", description = "The file; else standard output.") @Nullable Path out) {
        Calibration device = DeviceFile.device(name);
        String text = (isRounded ? device.rounded() : device).toJson();
        if (out == null) {
            console.out().print(text);
            return ExitCode.DONE.code();
        }
        OutputFile.require("--out", out, text.length(), DeviceFile.path(name).stream().toList());
        OutputFile.write(out, text);
        console.out().println(out);
        return ExitCode.DONE.code();
    }

    private void print(@Nullable Calibration device, @Nullable NoiseModel base, @Nullable NoiseFileReport report,
            List<NoiseModel.Part> replaced, List<Finding> findings) {
        if (device != null && base != null) {
            print(device, base.without(replaced.toArray(NoiseModel.Part[]::new)));
        }
        if (!replaced.isEmpty()) {
            console.out().println("replaced " + DeviceOptions.names(replaced));
        }
        if (report != null) {
            report.print(console.out());
        }
        for (Finding f : findings) {
            console.out().println(String.format(Locale.ROOT, "%-8s %s: %s", f.kind().name().toLowerCase(Locale.ROOT),
                    f.where(), f.what()));
        }
    }

    private void print(Calibration device, NoiseModel model) {
        console.out().println("device   " + device + ", " + device.origin().source() + ", " + device.origin().date());
        for (int q = 0; q < device.qubits().size(); q++) {
            QubitCalibration c = device.qubits().get(q);
            console.out().println(String.format(Locale.ROOT, "qubit    %d  T1 %.3f us, T2 %.3f us, readout error %.4f",
                    q,
                    c.usableT1() * 1e6, c.usableT2() * 1e6, c.readoutError()));
        }
        for (Map<String, Object> gate : gates(device, model)) {
            console.out().println("gate     " + gate.get("gate") + " " + gate.get("qubits") + "  error "
                    + gate.get("error") + ", depolarizing " + gate.get("mixing") + ", " + gate.get("length") + " s");
        }
        zz(model).forEach(pair -> console.out().println("zz       " + pair.get("qubits") + "  " + pair.get("rate")
                + " Hz"));
    }

    private static Map<String, Object> tree(@Nullable Calibration device, @Nullable NoiseModel base,
            @Nullable NoiseFileReport report, List<NoiseModel.Part> replaced, List<Finding> findings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (device != null && base != null) {
            put(tree, device, base.without(replaced.toArray(NoiseModel.Part[]::new)));
        }
        if (report != null) {
            tree.put("noise", report.tree());
            tree.put("replaced", replaced.stream().map(DeviceOptions::name).toList());
        }
        tree.put("findings", findings.stream()
                .map(f -> Map.of("kind", f.kind().name().toLowerCase(Locale.ROOT), "where", f.where(), "what",
                        f.what()))
                .toList());
        return tree;
    }

    private static void put(Map<String, Object> tree, Calibration device, NoiseModel model) {
        tree.put("device", device.name());
        tree.put("source", device.origin().source());
        tree.put("date", device.origin().date());
        tree.put("license", device.origin().license());
        List<Map<String, Object>> qubits = new ArrayList<>();
        for (QubitCalibration q : device.qubits()) {
            Map<String, Object> row = new LinkedHashMap<>();
            put(row, "t1", q.t1());
            put(row, "t2", q.t2() == null ? null : q.usableT2());
            put(row, "zeroGivenOne", q.zeroGivenOne());
            put(row, "oneGivenZero", q.oneGivenZero());
            put(row, "readoutLength", q.readoutLength());
            qubits.add(row);
        }
        tree.put("qubits", qubits);
        tree.put("gates", gates(device, model));
        tree.put("zz", zz(model));
    }

    private static List<Map<String, Object>> gates(Calibration device, NoiseModel model) {
        List<Map<String, Object>> all = new ArrayList<>();
        GateNoise noise = model.gates();
        for (GateCalibration g : device.gates()) {
            GateError error = noise == null ? null : noise.of(g.gate(), g.qubits()).orElse(null);
            if (error instanceof GateError.Calibrated calibrated) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("gate", g.gate());
                row.put("qubits", g.qubits());
                put(row, "error", g.error());
                put(row, "length", g.length());
                row.put("mixing", calibrated.mixing());
                row.put("relaxationError", calibrated.relaxationError());
                all.add(row);
            }
        }
        return all;
    }

    private static List<Map<String, Object>> zz(NoiseModel model) {
        List<Map<String, Object>> all = new ArrayList<>();
        Crosstalk crosstalk = model.crosstalk();
        if (crosstalk != null) {
            NoiseFileReport.rates(crosstalk).forEach((pair, rate) -> all.add(Map.of("qubits", pair, "rate", rate)));
        }
        return all;
    }

    private static void put(Map<String, Object> row, String key, @Nullable Double value) {
        if (value != null) {
            row.put(key, value);
        }
    }
}
