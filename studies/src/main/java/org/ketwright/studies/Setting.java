package org.ketwright.studies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A typed key that {@code --set key=value} changes: its default, what values are allowed, and what it means. Studies
 * keep their settings in constants and read them with {@link Settings#get}.
 *
 * @param <T> type of the value
 */
public final class Setting<T> {
    private final String key;
    private final String allowed;
    private final String description;
    private final Function<String, T> parser;
    private final Function<T, String> format;
    private final String defaultText;

    private Setting(String key, T defaultValue, String allowed, String description, Function<String, T> parser,
            Function<T, String> format) {
        this.key = key;
        this.allowed = allowed;
        this.description = description;
        this.parser = parser;
        this.format = format;
        this.defaultText = canonical(format.apply(defaultValue));
    }

    /**
     * A whole number.
     *
     * @param key name on the command line
     * @param defaultValue value if nothing is said
     * @param min smallest allowed value
     * @param max largest allowed value
     * @param description what it means, with units
     * @return the setting
     * @throws IllegalArgumentException if the default is not allowed
     */
    public static Setting<Integer> integer(String key, int defaultValue, int min, int max, String description) {
        return new Setting<>(key, defaultValue, "a whole number " + min + " to " + max, description, text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        }, String::valueOf);
    }

    /**
     * A real number.
     *
     * @param key name on the command line
     * @param defaultValue value if nothing is said
     * @param min smallest allowed value
     * @param max largest allowed value
     * @param description what it means, with units
     * @return the setting
     * @throws IllegalArgumentException if the default is not allowed
     */
    public static Setting<Double> number(String key, double defaultValue, double min, double max, String description) {
        return new Setting<>(key, defaultValue, "a number " + min + " to " + max, description,
                text -> numberWithin(text, min, max), String::valueOf);
    }

    /**
     * Several real numbers, each larger than the one before, separated by commas.
     *
     * @param key name on the command line
     * @param defaultValue values if nothing is said
     * @param min smallest allowed value
     * @param max largest allowed value
     * @param description what they mean, with units
     * @return the setting
     * @throws IllegalArgumentException if the default is not allowed
     */
    public static Setting<List<Double>> numbers(String key, List<Double> defaultValue, double min, double max,
            String description) {
        return new Setting<>(key, defaultValue, "ascending numbers " + min + " to " + max + ", separated by commas",
                description, text -> ascending(each(text, part -> numberWithin(part, min, max))),
                list -> list.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /**
     * True or false.
     *
     * @param key name on the command line
     * @param defaultValue value if nothing is said
     * @param description what true means
     * @return the setting
     */
    public static Setting<Boolean> flag(String key, boolean defaultValue, String description) {
        return new Setting<>(key, defaultValue, "true or false", description, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        }, String::valueOf);
    }

    /**
     * One constant of an enum, written in lower case with hyphens.
     *
     * @param key name on the command line
     * @param defaultValue value if nothing is said
     * @param description what it chooses
     * @param <E> the enum
     * @return the setting
     */
    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, String description) {
        Class<E> type = defaultValue.getDeclaringClass();
        return new Setting<>(key, defaultValue, "one of " + words(type), description, text -> constant(type, text),
                Setting::word);
    }

    /**
     * Several constants of an enum, written in lower case with hyphens and separated by commas.
     *
     * @param key name on the command line
     * @param type the enum
     * @param defaultValue values if nothing is said
     * @param description what they choose
     * @param <E> the enum
     * @return the setting
     */
    public static <E extends Enum<E>> Setting<List<E>> choices(String key, Class<E> type, List<E> defaultValue,
            String description) {
        return new Setting<>(key, defaultValue, "some of " + words(type) + ", each once, separated by commas",
                description, text -> distinct(each(text, part -> constant(type, part))),
                list -> list.stream().map(Setting::word).collect(Collectors.joining(",")));
    }

    /**
     * One of some names.
     *
     * @param key name on the command line
     * @param defaultValue name if nothing is said
     * @param names all that are allowed
     * @param description what it chooses
     * @return the setting
     * @throws IllegalArgumentException if the default is not allowed
     */
    public static Setting<String> name(String key, String defaultValue, List<String> names, String description) {
        return new Setting<>(key, defaultValue, "one of " + String.join(", ", names), description, text -> {
            if (!names.contains(text)) {
                throw new IllegalArgumentException("no such name");
            }
            return text;
        }, name -> name);
    }

    /**
     * Name on the command line.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * Which values are allowed.
     *
     * @return a phrase
     */
    public String allowed() {
        return allowed;
    }

    /**
     * What the setting means.
     *
     * @return a phrase, with units
     */
    public String description() {
        return description;
    }

    /**
     * Value if nothing is said.
     *
     * @return canonical text
     */
    public String defaultText() {
        return defaultText;
    }

    /**
     * Reads a value.
     *
     * @param text what the user wrote
     * @return the value
     * @throws IllegalArgumentException if it is not allowed, with the key, the rule and what was given
     */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "setting " + key + " must be " + allowed + " but was given \"" + text + "\"", e);
        }
    }

    /**
     * The one way to write a value, so that equal values have equal text.
     *
     * @param text what the user wrote
     * @return canonical text
     * @throws IllegalArgumentException if it is not allowed
     */
    public String canonical(String text) {
        return format.apply(parse(text));
    }

    /**
     * Writes a value.
     *
     * @param value an allowed value
     * @return canonical text
     * @throws IllegalArgumentException if it is not allowed
     */
    public String format(T value) {
        return canonical(format.apply(value));
    }

    private static double numberWithin(String text, double min, double max) {
        double value = Double.parseDouble(text);
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("out of range");
        }
        return value == 0 ? 0 : value;
    }

    private static <T> List<T> each(String text, Function<String, T> parser) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).toList();
    }

    private static List<Double> ascending(List<Double> list) {
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i) <= list.get(i - 1)) {
                throw new IllegalArgumentException("not ascending");
            }
        }
        return list;
    }

    private static <T> List<T> distinct(List<T> list) {
        if (list.stream().distinct().count() < list.size()) {
            throw new IllegalArgumentException("not each once");
        }
        return list;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Setting::word).collect(Collectors.joining(", "));
    }
}
