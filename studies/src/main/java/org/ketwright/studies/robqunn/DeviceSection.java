package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;
import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;
import org.ketwright.studies.robqunn.Evidence.Family;
import org.ketwright.studies.robqunn.NoisyResult.Attacked;
import org.ketwright.studies.robqunn.NoisyResult.Regime;
import org.ketwright.studies.robqunn.RobqunnSettings.Placing;

/** The circuits under the noise of a device, beside the same circuits without noise. */
final class DeviceSection {
    private static final List<Protocol> ATTACKS = List.of(Protocol.FGSM, Protocol.PGD, Protocol.MIM);

    private final Evidence evidence;

    DeviceSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("What the noise of a real device does to these networks: the circuits of "
                + evidence.scale().label() + ", " + evidence.phase().label() + " run on " + device()
                + ", with the heads of the networks above and with heads trained on noisy features. Features are"
                + " exact averages over all noise, as if read with infinitely many shots. The attacker sees the noise,"
                + " that is, gradients go exactly through it; or only the network without noise, whose images are then"
                + " shown to the noisy one."));
        FirstLayer shown = evidence.quantum().contains(FirstLayer.FULL)
                ? FirstLayer.FULL
                : evidence.quantum().getLast();
        ATTACKS.forEach(protocol -> blocks.add(chart(shown, protocol)));
        blocks.add(accuracies());
        blocks.add(fits());
        provenance(blocks);
        return new Section("Under the noise of " + device(), blocks);
    }

    private String device() {
        return evidence.get(RobqunnSettings.DEVICE);
    }

    private Chart chart(FirstLayer layer, Protocol protocol) {
        Family family = evidence.family(layer);
        List<Chart.Line> lines = new ArrayList<>();
        lines.add(line("no noise", true, budget -> evidence.accuracy(family, protocol, budget)));
        for (Regime regime : Regime.values()) {
            lines.add(line(regime.word(), false,
                    budget -> accuracy(family, regime, attacked -> attacked.adaptive().get(protocol), budget)));
            lines.add(line(regime.word() + ", transfer", false,
                    budget -> accuracy(family, regime, attacked -> attacked.transferred().get(protocol), budget)));
        }
        return new Chart.Lines(protocol.label() + " under the noise of " + device() + ", entangler " + layer.label(),
                "Share of test images that are classified right. Deployed: the head was trained without noise;"
                        + " retrained: with it; the attacker sees the noise. Transfer: images made for the network"
                        + " without noise. Dashed: that network.",
                Axis.of("budget (largest change of a pixel)", Format.GENERAL), Axis.share("accuracy"), lines);
    }

    private Chart.Line line(String name, boolean isReference, IntFunction<Quantity> at) {
        return Chart.Line.over(name, isReference, evidence.budgets(), at);
    }

    private Quantity accuracy(Family family, Regime regime, Function<Attacked, List<Outcome>> curve, int budget) {
        return Draws.accuracy(attacked(family, regime).stream().map(a -> curve.apply(a).get(budget)).toList(),
                () -> evidence.reason(family));
    }

    private List<Attacked> attacked(Family family, Regime regime) {
        return evidence.noisy(family).stream().map(result -> result.regimes().get(regime)).toList();
    }

    private Table accuracies() {
        List<Column> columns = new ArrayList<>(List.of(new Column("entangler", Format.GENERAL),
                new Column("circuits", Format.GENERAL), new Column("clean", Format.PERCENT)));
        ATTACKS.forEach(protocol -> columns.add(new Column(protocol.label(), Format.PERCENT)));
        columns.add(new Column("PGD, images made without noise", Format.PERCENT));
        columns.add(new Column("mean deviation of features", Format.FIXED));
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            Family family = evidence.family(layer);
            List<Entry> exact = new ArrayList<>(List.of(new Text(layer.label()), new Text("without noise"),
                    evidence.clean(family)));
            ATTACKS.forEach(protocol -> exact.add(evidence.robustness(family, protocol)));
            exact.add(new Text(""));
            exact.add(evidence.mean(family, model -> spread(model.deviations())));
            rows.add(exact);
            for (Regime regime : Regime.values()) {
                rows.add(noisy(family, regime));
            }
        }
        return new Table("Accuracy under the noise of " + device(),
                "Attacks averaged over the budgets, budget 0 left out; the attacker of a noisy network sees the noise"
                        + " except in the column that says otherwise. Means over draws with 95 % intervals over draws;"
                        + " with one draw, clean accuracy has its interval over images.",
                columns, rows);
    }

    private List<Entry> noisy(Family family, Regime regime) {
        List<Entry> row = new ArrayList<>(List.of(new Text(family.layer().label()),
                new Text("with noise, " + regime.label()),
                clean(attacked(family, regime).stream().map(Attacked::clean).toList(), family)));
        for (Protocol protocol : ATTACKS) {
            row.add(mean(family, regime, attacked -> attacked.adaptive().get(protocol)));
        }
        row.add(mean(family, regime, attacked -> attacked.transferred().get(Protocol.PGD)));
        row.add(over(family, result -> spread(result.deviations())));
        return row;
    }

    private Quantity mean(Family family, Regime regime, Function<Attacked, List<Outcome>> curve) {
        return over(family,
                result -> ModelResult.mean(curve.apply(result.regimes().get(regime)), evidence.budgets()));
    }

    private Quantity over(Family family, ToDoubleFunction<NoisyResult> number) {
        return Draws.mean(evidence.noisy(family).stream().mapToDouble(number).toArray(),
                () -> evidence.reason(family));
    }

    private Quantity clean(List<Proportion> draws, Family family) {
        return Draws.share(draws, () -> evidence.reason(family));
    }

    private static double spread(List<Double> deviations) {
        return deviations.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
    }

    private Table fits() {
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            Family family = evidence.family(layer);
            rows.add(List.of(new Text(layer.label()),
                    new Text(evidence.noisy(family).stream().map(r -> r.fit().qubits().toString()).distinct()
                            .collect(Collectors.joining(" "))),
                    over(family, r -> r.fit().swaps()), over(family, r -> r.fit().entanglers()),
                    over(family, r -> r.fit().pulses()), over(family, r -> 1e6 * r.fit().seconds())));
        }
        return new Table("The circuits on " + device(),
                "Qubits of the device that hold the four pixels' qubits at the end; gates after translation to the"
                        + " device, rz left out because it takes no time; readout included in the duration. Means over"
                        + " draws.",
                List.of(new Column("entangler", Format.GENERAL), new Column("qubits", Format.GENERAL),
                        new Column("swaps", Format.GENERAL), new Column("two-qubit gates", Format.GENERAL),
                        new Column("one-qubit pulses", Format.GENERAL),
                        new Column("duration in microseconds", Format.GENERAL)),
                rows);
    }

    /** Where the noise comes from, and what of the calibration is not used as it is. */
    private void provenance(List<Block> blocks) {
        List<DeviceCircuit.Device> devices = evidence.quantum().stream().map(evidence::family).map(evidence::noisy)
                .flatMap(List::stream).map(NoisyResult::device).distinct().toList();
        if (devices.isEmpty()) {
            blocks.add(new Paragraph("Nothing has been computed on the device yet."));
            return;
        }
        DeviceCircuit.Device device = devices.getFirst();
        blocks.add(new Paragraph(String.format(Locale.ROOT, "Circuits are placed %s, routed, translated to the gates of"
                + " the device with neighboring one-qubit gates merged, and scheduled as late as possible. Their noise:"
                + " errors of gates, relaxation of idle qubits, static ZZ between coupled neighbors and errors of the"
                + " readout, as the calibration of %s tells them (%s, %s).",
                evidence.get(RobqunnSettings.PLACING) == Placing.BY_ERROR
                        ? "where calibrated errors are least"
                        : "with qubit k on qubit k of the device",
                device.name(), device.source(), device.date())));
        if (!device.findings().isEmpty()) {
            blocks.add(new Table("Findings in the calibration of " + device.name(),
                    "Values of the calibration that were changed, derived, doubted or left out on their way to the"
                            + " noise, for the whole device; all others are used as they are.",
                    List.of(new Column("what", Format.GENERAL), new Column("where", Format.GENERAL),
                            new Column("why", Format.GENERAL)),
                    device.findings().stream().map(f -> List.<Entry>of(
                            new Text(f.kind()), new Text(f.where()), new Text(f.what()))).toList()));
        }
    }
}
