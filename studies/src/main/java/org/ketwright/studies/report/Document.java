package org.ketwright.studies.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.ketwright.studies.Paper;

/**
 * A report with what it is about and where it comes from: all that is written to a file.
 *
 * @param study name of the study
 * @param title title of the report
 * @param question what the study asks
 * @param paper the publication it examines
 * @param preset name of the preset
 * @param presetDescription what the preset computes
 * @param seed seed of the study
 * @param settings a value for every setting
 * @param precision format of amplitudes
 * @param backend name of the backend
 * @param report what the study found
 * @param failures cells that failed, with why
 * @param provenance where the results come from; the only part that two equal runs may differ in
 */
public record Document(String study, String title, String question, Paper paper, String preset,
        String presetDescription, long seed, Map<String, String> settings, String precision, String backend,
        Report report, Map<String, String> failures, Provenance provenance) {

    /** Copies the maps and sorts them by key. */
    public Document {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }
}
