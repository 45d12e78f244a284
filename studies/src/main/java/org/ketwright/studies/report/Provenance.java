package org.ketwright.studies.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where results come from.
 *
 * @param code version and commit of each program that computed cells; "-dirty" marks changed files
 * @param jvm name and version of the Java machine
 * @param system operating system and processor architecture
 * @param backend name of the backend
 * @param device what the backend ran on
 * @param precision format of amplitudes
 * @param threads worker threads of the last run
 * @param seed seed of the study
 * @param settings a value for every setting
 * @param data file name to SHA-256, for each data file
 * @param warnings what a reader must know, such as data files that are not the published ones
 * @param cells number of cells that have a result
 * @param planned number of cells of the study
 * @param computeSeconds time all cells took together, in seconds
 * @param written when the report was written, ISO 8601 in UTC
 */
public record Provenance(List<String> code, String jvm, String system, String backend,
        String device, String precision, int threads, long seed, Map<String, String> settings,
        Map<String, String> data, List<String> warnings, int cells, int planned, double computeSeconds,
        String written) {

    /** Copies the collections. */
    public Provenance {
        code = List.copyOf(code);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        data = Collections.unmodifiableMap(new TreeMap<>(data));
        warnings = List.copyOf(warnings);
    }
}
