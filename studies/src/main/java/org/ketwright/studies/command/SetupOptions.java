package org.ketwright.studies.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Studies;
import org.ketwright.studies.Study;
import picocli.CommandLine.Option;

/** Options of both {@code plan} and {@code run}: what decides the results. */
final class SetupOptions {

    @Option(names = "--preset", paramLabel = "NAME", description = "Size of the study: quick, standard or paper.")
    private @Nullable String preset;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all random draws; default 1.")
    private long seed = 1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes a setting; ketwright study plan NAME lists them. May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--backend", paramLabel = "B", description = "What runs circuits: cpu (default), cuda, scalar or auto.")
    private String backend = "cpu";

    @Option(names = "--precision", paramLabel = "P", description = "Format of amplitudes: double (default) or single.")
    private String precision = "double";

    /** The setup that the options describe. */
    Setup of(Study study) {
        Preset chosen = preset == null ? study.presets().getFirst() : Studies.preset(study, preset);
        return new Setup(chosen, Settings.of(study, chosen, changes), seed, EngineOptions.precision(precision),
                EngineOptions.requireBackend(backend));
    }
}
