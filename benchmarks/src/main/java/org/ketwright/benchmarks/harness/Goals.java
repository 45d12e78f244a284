package org.ketwright.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The goals of a file.
 *
 * @param goals in the order of the file
 */
public record Goals(List<Goal> goals) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** Copies the list. */
    public Goals {
        goals = List.copyOf(goals);
    }

    /**
     * Reads a file: a JSON list of {@link Goal}s.
     *
     * @param file the file
     * @return its goals
     * @throws IllegalArgumentException if it cannot be read or is no list of goals; the message names the file
     */
    public static Goals read(Path file) {
        try {
            return new Goals(List.of(MAPPER.readValue(Files.readString(file), Goal[].class)));
        } catch (IOException e) {
            throw new IllegalArgumentException("goals cannot be read from " + file + ": " + e, e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("goals in " + file + " are not as they should be: " + e.getMessage(), e);
        }
    }

    /**
     * The goal of a measurement.
     *
     * @param subject what is measured
     * @param setting under which parameters
     * @return the first goal that holds for it
     */
    public Optional<Goal> of(Subject subject, Setting setting) {
        return goals.stream().filter(g -> g.holdsFor(subject, setting)).findFirst();
    }
}
