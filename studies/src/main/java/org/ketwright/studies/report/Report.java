package org.ketwright.studies.report;

import java.util.List;

/**
 * What a study found. Holds everything a reader needs except where and when it ran, which is {@link Provenance}.
 *
 * @param answer the answer to the question of the study, in two sentences
 * @param findings claims of the paper with verdicts
 * @param sections tables, charts and pictures
 * @param methods how it was measured, one paragraph each: data, models, training, attacks, statistics, deviations
 */
public record Report(String answer, List<Finding> findings, List<Section> sections, List<String> methods) {

    /** Copies the lists. */
    public Report {
        findings = List.copyOf(findings);
        sections = List.copyOf(sections);
        methods = List.copyOf(methods);
    }
}
