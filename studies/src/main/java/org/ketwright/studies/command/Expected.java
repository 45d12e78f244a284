package org.ketwright.studies.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ketwright.simulator.Observable;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;

/**
 * An observable as the user wrote it.
 *
 * @param name the text
 * @param observable what it says
 */
record Expected(String name, Observable observable) {

    /**
     * Reads the options {@code --expect}.
     *
     * @param texts what the user wrote
     * @param qubits qubits of the circuit
     * @throws FailureException with exit code 2 if one is no observable or names a qubit the circuit does not have
     */
    static List<Expected> parse(List<String> texts, int qubits) {
        return texts.stream().map(text -> {
            Observable observable;
            try {
                observable = Observable.parse(text);
            } catch (IllegalArgumentException e) {
                throw new FailureException(ExitCode.USAGE, "--expect: " + e.getMessage(), e);
            }
            if (observable.width() > qubits) {
                throw FailureException.usage("--expect \"" + text + "\": the circuit has qubits 0 to " + (qubits - 1)
                        + " but was asked for qubit " + (observable.width() - 1));
            }
            return new Expected(text, observable);
        }).toList();
    }

    /** Values for programs. */
    static List<Map<String, Object>> tree(List<Expected> all, double[] values) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("observable", all.get(i).name);
            row.put("value", values[i]);
            list.add(row);
        }
        return list;
    }

    static List<Observable> observables(List<Expected> all) {
        return all.stream().map(Expected::observable).toList();
    }
}
