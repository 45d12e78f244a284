package org.ketwright.studies;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The catalogue of studies. */
public final class Studies {

    private Studies() {
    }

    /**
     * All studies on the class path.
     *
     * @return studies, sorted by name
     */
    public static List<Study> all() {
        return ServiceLoader.load(Study.class).stream().map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Study::name)).toList();
    }

    /**
     * A study by name.
     *
     * @param name what the user wrote
     * @return the study
     * @throws FailureException with exit code 2 if there is none, with the nearest one
     */
    public static Study named(String name) {
        List<Study> all = all();
        return all.stream().filter(study -> study.name().equals(name)).findFirst()
                .orElseThrow(() -> FailureException.usage("there is no study \"" + name + "\""
                        + Nearest.hint(name, all.stream().map(Study::name).toList())));
    }

    /**
     * A preset of a study by name.
     *
     * @param study the study
     * @param name what the user wrote
     * @return the preset
     * @throws FailureException with exit code 2 if there is none, with the nearest one
     */
    public static Preset preset(Study study, String name) {
        return study.presets().stream().filter(preset -> preset.name().equals(name)).findFirst()
                .orElseThrow(() -> FailureException.usage("study " + study.name() + " has no preset \"" + name + "\""
                        + Nearest.hint(name, study.presets().stream().map(Preset::name).toList())));
    }
}
