package org.ketwright.studies;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value for every setting of a study: its defaults, changed by a preset, changed by the user. Immutable.
 */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Puts the values together.
     *
     * @param study says which settings exist
     * @param preset changes defaults
     * @param changes what the user set, key to text
     * @return the settings
     * @throws FailureException with exit code 2 if a key is unknown (with the nearest one) or a value is not allowed
     */
    public static Settings of(Study study, Preset preset, Map<String, String> changes) {
        Map<String, Setting<?>> known = new LinkedHashMap<>();
        study.settings().forEach(setting -> known.put(setting.key(), setting));
        Map<String, String> values = new LinkedHashMap<>();
        known.forEach((key, setting) -> values.put(key, setting.defaultText()));
        for (Map<String, String> layer : List.of(preset.values(), changes)) {
            layer.forEach((key, text) -> {
                Setting<?> setting = known.get(key);
                if (setting == null) {
                    throw FailureException.usage("study " + study.name() + " has no setting \"" + key + "\""
                            + Nearest.hint(key, known.keySet()));
                }
                try {
                    values.put(key, setting.canonical(text));
                } catch (IllegalArgumentException e) {
                    throw new FailureException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
                }
            });
        }
        return new Settings(values);
    }

    /**
     * The value of a setting.
     *
     * @param setting a setting of the study
     * @param <T> its type
     * @return the value
     * @throws IllegalArgumentException if the study does not have that setting
     */
    public <T> T get(Setting<T> setting) {
        String text = values.get(setting.key());
        if (text == null) {
            throw new IllegalArgumentException(
                    "a study reads only settings it declares but was asked for " + setting.key());
        }
        return setting.parse(text);
    }

    /**
     * All values.
     *
     * @return key to canonical text, sorted by key
     */
    public Map<String, String> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings s && s.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
