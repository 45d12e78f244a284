package org.ketwright.studies;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The unit of work of a study, computed once from its parameters alone: it depends on no other cell. Two cells with
 * equal kind and parameters are the same cell.
 *
 * @param kind what is computed, a word such as "transfer"
 * @param parameters canonical JSON object
 */
public record Cell(String kind, String parameters) {

    /** Makes the parameters canonical. */
    public Cell {
        if (kind.isBlank()) {
            throw new IllegalArgumentException("a cell needs a kind but was given \"" + kind + "\"");
        }
        JsonNode tree = Json.parse(parameters);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("parameters of a cell must be a JSON object but were " + parameters);
        }
        parameters = Json.canonical(tree);
    }

    /**
     * A cell with parameters from a record, map or JSON object.
     *
     * @param kind what is computed
     * @param parameters what it depends on
     * @return the cell
     * @throws IllegalArgumentException if the parameters do not become a JSON object
     */
    public static Cell of(String kind, Object parameters) {
        return new Cell(kind, Json.canonical(Json.tree(parameters)));
    }

    /**
     * The parameters as a record.
     *
     * @param type class whose properties are the parameters
     * @param <T> that class
     * @return an instance
     * @throws IllegalArgumentException if they do not fit
     */
    public <T> T as(Class<T> type) {
        return Json.read(Json.parse(parameters), type);
    }

    /**
     * The parameters as JSON.
     *
     * @return a fresh object
     */
    public ObjectNode json() {
        return (ObjectNode) Json.parse(parameters);
    }

    @Override
    public String toString() {
        return kind + parameters;
    }
}
