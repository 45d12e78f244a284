package org.ketwright.studies.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Precision;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Digests;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Json;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Studies;
import org.ketwright.studies.Study;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is to be computed, and everything that decides the results: study and revision, preset, settings,
 * seed, precision, backend and data files. Two runs with equal identity have equal results.
 */
public final class RunPlan {
    private final Study study;
    private final Setup setup;
    private final String identity;
    private final Map<String, Cell> cells = new LinkedHashMap<>();

    /**
     * A plan.
     *
     * @param study the study
     * @param setup preset, settings, seed, precision and backend
     * @param data digest of each data file, by name
     * @throws IllegalArgumentException if the study names a cell twice
     */
    public RunPlan(Study study, Setup setup, Map<String, String> data) {
        this.study = study;
        this.setup = setup;
        this.identity = Json.canonical(Json.tree(new Identity(study.name(), study.revision(), setup.preset().name(),
                setup.settings().values(), setup.seed(), setup.precision().name().toLowerCase(Locale.ROOT),
                setup.backend(), new TreeMap<>(data))));
        for (Cell cell : study.cells(setup)) {
            String address = Digests.sha256(identity + "\n" + cell);
            if (cells.put(address, cell) != null) {
                throw new IllegalArgumentException("study " + study.name() + " names the cell " + cell + " twice");
            }
        }
    }

    /** What decides results, as the store keeps it. */
    record Identity(String study, int revision, String preset, Map<String, String> settings, long seed,
            String precision, String backend, Map<String, String> data) {

        static Identity parse(String text) {
            return Json.read(Json.parse(text), Identity.class);
        }
    }

    /**
     * The plan that a store belongs to.
     *
     * @param identity what {@link #identity} gave
     * @return the plan
     * @throws FailureException if the study is another one since, or is not part of this program
     */
    public static RunPlan of(String identity) {
        Identity saved = Identity.parse(identity);
        Study study = Studies.named(saved.study());
        if (study.revision() != saved.revision()) {
            throw FailureException.input("the store holds results of revision " + saved.revision() + " of study "
                    + study.name() + " but this program has revision " + study.revision()
                    + "; run it again into another output folder");
        }
        RunPlan plan;
        try {
            Preset preset = Studies.preset(study, saved.preset());
            plan = new RunPlan(study, new Setup(preset, Settings.of(study, preset, saved.settings()), saved.seed(),
                    Precision.valueOf(saved.precision().toUpperCase(Locale.ROOT)), saved.backend()), saved.data());
        } catch (FailureException e) {
            throw otherVersion(study, e.getMessage());
        }
        if (!plan.identity.equals(identity)) {
            throw otherVersion(study, "different are " + plan.difference(identity));
        }
        return plan;
    }

    private static FailureException otherVersion(Study study, @Nullable String why) {
        return FailureException.input("the store was written by another version of ketwright, whose study "
                + study.name() + " has other settings (" + why + "); use that version, or run it again into another"
                + " output folder");
    }

    /**
     * The study.
     *
     * @return the study
     */
    public Study study() {
        return study;
    }

    /**
     * Preset, settings, seed, precision and backend.
     *
     * @return the setup
     */
    public Setup setup() {
        return setup;
    }

    /**
     * Digests of the data files.
     *
     * @return file name to SHA-256
     */
    public Map<String, String> data() {
        return Identity.parse(identity).data();
    }

    /**
     * What decides the results.
     *
     * @return canonical text
     */
    public String identity() {
        return identity;
    }

    /**
     * The cells.
     *
     * @return content address to cell, in the order of the study
     */
    public Map<String, Cell> cells() {
        return Collections.unmodifiableMap(cells);
    }

    /**
     * In what this plan differs from a stored one.
     *
     * @param other identity of the other
     * @return for instance "preset (quick there, standard here)"; empty if equal
     */
    public String difference(String other) {
        JsonNode there = Json.parse(other);
        JsonNode here = Json.parse(identity);
        return here.propertyNames().stream().filter(name -> !here.get(name).equals(there.path(name)))
                .map(name -> differences(name, there.path(name), here.get(name))).collect(Collectors.joining(", "));
    }

    private static String differences(String name, JsonNode there, JsonNode here) {
        if (!here.isObject()) {
            return name + " (" + there.asString() + " there, " + here.asString() + " here)";
        }
        Set<String> keys = new TreeSet<>(here.propertyNames());
        keys.addAll(there.propertyNames());
        return name + " " + keys.stream().filter(key -> !here.path(key).equals(there.path(key)))
                .map(key -> key + " (" + (name.equals("data")
                        ? file(there.path(key), here.path(key))
                        : there.path(key).asString("absent") + " there, " + here.path(key).asString("absent")
                                + " here")
                        + ")")
                .collect(Collectors.joining(", "));
    }

    /** How a data file differs; digests say nothing to people. */
    private static String file(JsonNode there, JsonNode here) {
        return there.isMissingNode() ? "not there" : here.isMissingNode() ? "not here" : "another file";
    }
}
