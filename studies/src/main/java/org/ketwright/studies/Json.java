package org.ketwright.studies;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON with one way to write each value: keys sorted, numbers as the shortest text that reads back the same, no
 * numbers that JSON lacks. Equal values have equal bytes.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Json() {
    }

    /**
     * Reads text.
     *
     * @param text JSON
     * @return its tree
     * @throws IllegalArgumentException if it is not JSON, with line and column
     */
    public static JsonNode parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new IllegalArgumentException("not JSON: the text is empty");
            }
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + where(e), e);
        }
    }

    /**
     * The tree of a record, map, list or number.
     *
     * @param value what to write
     * @return its tree
     * @throws IllegalArgumentException if it cannot be written as JSON
     */
    public static JsonNode tree(Object value) {
        try {
            return MAPPER.valueToTree(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The tree of a record or map, as a result of a cell.
     *
     * @param value a record or map
     * @return its tree
     * @throws IllegalArgumentException if it does not become a JSON object
     */
    public static ObjectNode object(Object value) {
        if (tree(value) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("must become a JSON object but is a " + value.getClass().getSimpleName());
    }

    /**
     * Reads a tree as a record.
     *
     * @param tree JSON
     * @param type class whose properties are the keys
     * @param <T> that class
     * @return an instance
     * @throws IllegalArgumentException if it does not fit
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "JSON does not fit " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The one way to write a tree, in one line.
     *
     * @param tree JSON
     * @return text
     * @throws IllegalArgumentException if a number is infinite or not a number
     */
    public static String canonical(JsonNode tree) {
        requireFinite(tree, "");
        return MAPPER.writeValueAsString(tree);
    }

    /**
     * The one way to write a tree for people, in several lines.
     *
     * @param tree JSON
     * @return text that ends with a line feed
     * @throws IllegalArgumentException if a number is infinite or not a number
     */
    public static String pretty(JsonNode tree) {
        requireFinite(tree, "");
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree)
                .replace(System.lineSeparator(), "\n") + "\n";
    }

    private static void requireFinite(JsonNode node, String path) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("numbers in JSON must be finite but " + path + " is " + node.asString());
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                requireFinite(entry.getValue(), path + "/" + entry.getKey());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireFinite(node.get(i), path + "/" + i);
            }
        }
    }

    private static String where(JacksonException e) {
        // Advice to programmers, on options of the parser, is not for users.
        String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")
                .replaceFirst(", from `[^`]*`", "")
                .replaceFirst("(: enable `| \\(not recognized as one since | for `ObjectNode`).*", "");
        return what + (e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")");
    }
}
