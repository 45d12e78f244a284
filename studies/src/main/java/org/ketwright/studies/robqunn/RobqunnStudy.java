package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ketwright.qml.Order;
import org.ketwright.studies.Cell;
import org.ketwright.studies.CellContext;
import org.ketwright.studies.Json;
import org.ketwright.studies.Paper;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Results;
import org.ketwright.studies.Setting;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Study;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.robqunn.Model.Variant;
import org.ketwright.studies.robqunn.RobqunnSettings.Images;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Are quanvolutional networks more robust against attacks than a CNN, and does it depend on their entangler? Repeats
 * RobQuNN (El Maouaki et al., arXiv 2407.03875) over many draws of the circuits.
 */
public final class RobqunnStudy implements Study {
    static final String MODEL = "model";
    static final String TRANSFER = "transfer";
    static final String PRINTED = "printed";
    static final String ENGINE = "engine";
    static final String CIRCUIT = "circuit";
    static final String IMAGES = "images";
    static final String NOISY = "noisy";

    /** For the service loader. */
    public RobqunnStudy() {}

    @Override
    public String name() {
        return "robqunn";
    }

    @Override
    public String title() {
        return "Robustness of quanvolutional networks";
    }

    @Override
    public String question() {
        return "Do networks whose first layer is a quantum circuit resist adversarial images better than a CNN, and does"
                + " the circuit's entangler matter?";
    }

    @Override
    public Paper paper() {
        return new Paper("El Maouaki, Marchisio, Said, Shafique, Bennai",
                "RobQuNNs: A Methodology for Robust Quanvolutional Neural Networks against Adversarial Attacks",
                "arXiv 2407.03875");
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public List<Preset> presets() {
        return RobqunnSettings.PRESETS;
    }

    @Override
    public List<Setting<?>> settings() {
        return RobqunnSettings.ALL;
    }

    @Override
    public List<DataSet> data(Settings settings) {
        return settings.get(RobqunnSettings.DATA) == Images.MNIST ? List.of(DataSet.MNIST) : List.of();
    }

    @Override
    public List<Cell> cells(Setup setup) {
        Settings settings = setup.settings();
        List<Scale> scales = settings.get(RobqunnSettings.SCALES);
        List<FirstLayer> quantum = FirstLayer.quantum(settings.get(RobqunnSettings.ANSATZE));
        int draws = settings.get(RobqunnSettings.SEEDS);
        Set<Cell> cells = new LinkedHashSet<>();
        for (Model model : models(settings)) {
            cells.add(Cell.of(MODEL, model));
        }
        cells.addAll(noisy(settings));
        for (int draw = 0; draw < draws; draw++) {
            for (Scale scale : scales) {
                for (Phase phase : settings.get(RobqunnSettings.PHASES)) {
                    cells.add(Cell.of(TRANSFER, new TransferCell.Group(draw, scale, phase)));
                }
                cells.add(Cell.of(PRINTED, new PrintedCell.Control(draw, scale)));
            }
        }
        for (FirstLayer layer : quantum) {
            for (Scale scale : scales) {
                for (Phase phase : settings.get(RobqunnSettings.PHASES)) {
                    cells.add(Cell.of(ENGINE, Model.plain(0, layer, scale, phase)));
                }
            }
            for (CircuitCell.Subject subject : subjects(layer, scales)) {
                cells.add(Cell.of(CIRCUIT, subject));
            }
        }
        for (FirstLayer layer : FirstLayer.withCnn(settings.get(RobqunnSettings.ANSATZE))) {
            if (layer == FirstLayer.CNN || layer == FirstLayer.NONE || layer == FirstLayer.FULL) {
                cells.add(Cell.of(IMAGES,
                        Model.plain(0, layer, scales.getFirst(), settings.get(RobqunnSettings.PHASES).getFirst())));
            }
        }
        return List.copyOf(cells);
    }

    /** All networks, those first that others are compared with. */
    private static List<Model> models(Settings settings) {
        List<Model> models = new ArrayList<>();
        int draws = settings.get(RobqunnSettings.SEEDS);
        Scale scale = settings.get(RobqunnSettings.SCALES).getFirst();
        Phase phase = settings.get(RobqunnSettings.PHASES).getFirst();
        for (int draw = 0; draw < Math.max(draws, settings.get(RobqunnSettings.CNN_SEEDS)); draw++) {
            models.add(Model.plain(draw, FirstLayer.CNN, scale, phase));
        }
        List<FirstLayer> quantum = FirstLayer.quantum(settings.get(RobqunnSettings.ANSATZE));
        for (int draw = 0; draw < draws; draw++) {
            for (FirstLayer layer : quantum) {
                for (Scale s : settings.get(RobqunnSettings.SCALES)) {
                    for (Phase p : settings.get(RobqunnSettings.PHASES)) {
                        models.add(Model.plain(draw, layer, s, p));
                    }
                }
            }
        }
        if (settings.get(RobqunnSettings.ABLATIONS)) {
            for (int draw = 0; draw < draws; draw++) {
                models.add(new Model(draw, FirstLayer.CNN, scale, phase, Variant.TRAINED));
                for (FirstLayer layer : FirstLayer.withCnn(settings.get(RobqunnSettings.ANSATZE))) {
                    models.add(new Model(draw, layer, scale, phase, Variant.STANDARDIZED));
                }
            }
        }
        return models;
    }

    /** The circuits with the first scale and phase under the noise of a device, if one is named. */
    private static List<Cell> noisy(Settings settings) {
        List<Cell> cells = new ArrayList<>();
        if (!settings.get(RobqunnSettings.DEVICE).equals(RobqunnSettings.NO_DEVICE)) {
            for (int draw = 0; draw < settings.get(RobqunnSettings.SEEDS); draw++) {
                for (FirstLayer layer : FirstLayer.quantum(settings.get(RobqunnSettings.ANSATZE))) {
                    cells.add(Cell.of(NOISY, Model.plain(draw, layer, settings.get(RobqunnSettings.SCALES).getFirst(),
                            settings.get(RobqunnSettings.PHASES).getFirst())));
                }
            }
        }
        return cells;
    }

    private static List<CircuitCell.Subject> subjects(FirstLayer layer, List<Scale> scales) {
        List<CircuitCell.Subject> subjects = new ArrayList<>();
        for (Order order : Order.values()) {
            subjects.add(new CircuitCell.Subject(layer, order, false, Scale.PI));
            for (Scale scale : scales) {
                subjects.add(new CircuitCell.Subject(layer, order, true, scale));
            }
        }
        return subjects;
    }

    @Override
    public ObjectNode compute(Cell cell, CellContext context) {
        Workbench workbench = new Workbench(context);
        return Json.object(switch (cell.kind()) {
            case MODEL -> new ModelCell(workbench).compute(cell.as(Model.class));
            case TRANSFER -> new TransferCell(workbench).compute(cell.as(TransferCell.Group.class));
            case PRINTED -> new PrintedCell(workbench).compute(cell.as(PrintedCell.Control.class));
            case ENGINE -> new EngineCell(workbench).compute(cell.as(Model.class));
            case CIRCUIT -> new CircuitCell(workbench).compute(cell.as(CircuitCell.Subject.class));
            case IMAGES -> new ImagesCell(workbench).compute(cell.as(Model.class));
            case NOISY -> new NoisyCell(workbench).compute(cell.as(Model.class));
            default -> throw new IllegalArgumentException("this study has no cell of kind " + cell.kind());
        });
    }

    @Override
    public Report report(Setup setup, Results results) {
        return new RobqunnReport(new Evidence(setup, results)).write();
    }
}
