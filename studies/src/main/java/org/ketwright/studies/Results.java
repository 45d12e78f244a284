package org.ketwright.studies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has been computed of a study.
 */
public final class Results {
    private final Map<Cell, String> values;
    private final Map<Cell, String> failures;
    private final List<Cell> cells;

    /**
     * Results of cells.
     *
     * @param cells all cells of the study, in its order
     * @param values JSON text of the results there are
     * @param failures why cells failed
     */
    public Results(List<Cell> cells, Map<Cell, String> values, Map<Cell, String> failures) {
        this.cells = List.copyOf(cells);
        this.values = new LinkedHashMap<>(values);
        this.failures = new LinkedHashMap<>(failures);
    }

    /**
     * All cells of the study, computed or not.
     *
     * @return cells in the order of the study
     */
    public List<Cell> cells() {
        return cells;
    }

    /**
     * All cells of one kind, computed or not.
     *
     * @param kind what they compute
     * @return cells in the order of the study
     */
    public List<Cell> cells(String kind) {
        return cells.stream().filter(cell -> cell.kind().equals(kind)).toList();
    }

    /**
     * A cell's parameters and its result.
     *
     * @param parameters what it was computed from
     * @param result what was computed
     * @param <P> class of the parameters
     * @param <R> class of the result
     */
    public record Found<P, R>(P parameters, R result) {
    }

    /**
     * All cells of a kind that have a result, with their parameters.
     *
     * @param kind what they compute
     * @param parameters class whose properties are the parameters
     * @param result class whose properties are the keys of the result
     * @param <P> class of the parameters
     * @param <R> class of the result
     * @return in the order of the study
     */
    public <P, R> List<Found<P, R>> all(String kind, Class<P> parameters, Class<R> result) {
        List<Found<P, R>> found = new ArrayList<>();
        for (Cell cell : cells(kind)) {
            of(cell, result).ifPresent(r -> found.add(new Found<>(cell.as(parameters), r)));
        }
        return found;
    }

    /**
     * The result of a cell.
     *
     * @param cell the cell
     * @return its result, or empty if it has none
     */
    public Optional<ObjectNode> of(Cell cell) {
        return Optional.ofNullable(values.get(cell)).map(text -> (ObjectNode) Json.parse(text));
    }

    /**
     * The result of a cell as a record.
     *
     * @param cell the cell
     * @param type class whose properties are the keys of the result
     * @param <T> that class
     * @return its result, or empty if it has none
     */
    public <T> Optional<T> of(Cell cell, Class<T> type) {
        return of(cell).map(tree -> Json.read(tree, type));
    }

    /**
     * Why a cell has no result.
     *
     * @param cell the cell
     * @return one line for a report
     */
    public String reason(Cell cell) {
        String failure = failures.get(cell);
        return failure == null ? "not computed yet" : "failed: " + failure;
    }

    /**
     * Cells that failed, with why.
     *
     * @return cell to one line
     */
    public Map<Cell, String> failures() {
        return Map.copyOf(failures);
    }

    /**
     * Number of cells that have a result.
     *
     * @return how many are done
     */
    public int done() {
        return values.size();
    }
}
