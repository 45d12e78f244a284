package org.ketwright.studies;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named size of a study: which defaults it changes, and what to expect of it.
 *
 * @param name "quick", "standard" or "paper"
 * @param description what it computes and about how long it takes, in a phrase
 * @param values settings that differ from their default, key to text
 */
public record Preset(String name, String description, Map<String, String> values) {

    /** Copies the map. */
    public Preset {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * A preset that changes no default.
     *
     * @param name name on the command line
     * @param description what it computes
     * @return the preset
     */
    public static Preset of(String name, String description) {
        return new Preset(name, description, Map.of());
    }

    /**
     * This preset with one more changed default.
     *
     * @param setting the setting
     * @param value its value
     * @param <T> type of the value
     * @return a new preset
     * @throws IllegalArgumentException if the value is not allowed
     */
    public <T> Preset with(Setting<T> setting, T value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(setting.key(), setting.format(value));
        return new Preset(name, description, changed);
    }
}
