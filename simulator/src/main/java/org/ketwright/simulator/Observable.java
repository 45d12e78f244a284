package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real weighted sum of Pauli strings: what is measured.
 *
 * @param terms the terms, one or more
 */
public record Observable(List<Term> terms) {

    private static final Pattern TERM = Pattern.compile("\\s*([+-]?)\\s*([0-9.][0-9.]*(?:[eE][+-]?[0-9]+)?)?\\s*\\*?"
            + "\\s*((?:[XYZ][0-9]+|I[0-9]*)(?:[\\s*]+[IXYZ][0-9]+)*)?\\s*");

    /**
     * A Pauli string with a weight.
     *
     * @param coefficient the weight, finite
     * @param pauli the string
     */
    public record Term(double coefficient, PauliString pauli) {

        /** Refuses weights that are not finite. */
        public Term {
            if (!Double.isFinite(coefficient)) {
                throw new IllegalArgumentException(
                        "the weight of a Pauli string must be finite but was " + coefficient);
            }
        }
    }

    /** Copies and checks. */
    public Observable {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("an observable has at least one term but was given none");
        }
    }

    /**
     * Pauli X of a qubit.
     *
     * @param qubit the qubit
     * @return the observable
     */
    public static Observable x(int qubit) {
        return of(PauliString.parse("X" + qubit));
    }

    /**
     * Pauli Y of a qubit.
     *
     * @param qubit the qubit
     * @return the observable
     */
    public static Observable y(int qubit) {
        return of(PauliString.parse("Y" + qubit));
    }

    /**
     * Pauli Z of a qubit: +1 for |0>, -1 for |1>.
     *
     * @param qubit the qubit
     * @return the observable
     */
    public static Observable z(int qubit) {
        return of(PauliString.parse("Z" + qubit));
    }

    /**
     * Pauli Z of each of the first qubits.
     *
     * @param qubits how many
     * @return one observable for each qubit
     */
    public static List<Observable> allZ(int qubits) {
        List<Observable> all = new ArrayList<>();
        for (int q = 0; q < qubits; q++) {
            all.add(z(q));
        }
        return List.copyOf(all);
    }

    /**
     * One Pauli string.
     *
     * @param pauli the string
     * @return the observable
     */
    public static Observable of(PauliString pauli) {
        return new Observable(List.of(new Term(1, pauli)));
    }

    /**
     * A sum written like {@code "Z0 Z1"} or {@code "0.5 X0 - 1.5 Z1 Y2 + 3"}.
     *
     * @param text terms joined by plus or minus signs; each a number, a Pauli string, or both
     * @return the observable
     * @throws IllegalArgumentException if the text is something else
     */
    public static Observable parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher m = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean found = m.region(at, text.length()).lookingAt();
            boolean empty = !found || m.group(2) == null && m.group(3) == null;
            if (empty || !terms.isEmpty() && m.group(1).isEmpty()) {
                throw notAnObservable(text);
            }
            terms.add(term(text, m));
            at = m.end();
        }
        if (terms.isEmpty()) {
            throw notAnObservable(text);
        }
        return new Observable(terms);
    }

    private static Term term(String text, Matcher m) {
        double weight = 1;
        if (m.group(2) != null) {
            try {
                weight = Double.parseDouble(m.group(2));
            } catch (NumberFormatException e) {
                throw notAnObservable(text);
            }
        }
        PauliString pauli = m.group(3) == null ? PauliString.identity() : PauliString.parse(m.group(3));
        return new Term(m.group(1).equals("-") ? -weight : weight, pauli);
    }

    private static IllegalArgumentException notAnObservable(String text) {
        return new IllegalArgumentException(
                "an observable is written like \"Z0 Z1\" or \"0.5 X0 - 1.5 Z1 Y2\" but was given \"" + text + "\"");
    }

    /**
     * The sum of two observables.
     *
     * @param other the other
     * @return all terms of both
     */
    public Observable plus(Observable other) {
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return new Observable(all);
    }

    /**
     * The observable times a number.
     *
     * @param factor finite factor
     * @return the product
     */
    public Observable times(double factor) {
        return new Observable(terms.stream().map(t -> new Term(t.coefficient * factor, t.pauli)).toList());
    }

    /**
     * What measuring qubits leaves of the observable: the weight of terms with X or Y on one of them becomes 0.
     *
     * @param qubits the measured qubits, 0 to 61
     * @return an observable of as many terms
     */
    public Observable afterMeasuring(Collection<Integer> qubits) {
        long measured = qubits.stream().mapToLong(q -> 1L << q).reduce(0, (a, b) -> a | b);
        return new Observable(
                terms.stream().map(t -> (t.pauli.x() & measured) == 0 ? t : new Term(0, PauliString.identity()))
                        .toList());
    }

    /**
     * How many qubits must exist.
     *
     * @return the largest width of a term
     */
    public int width() {
        return terms.stream().mapToInt(t -> t.pauli.width()).max().orElse(0);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Term t : terms) {
            boolean minus = t.coefficient < 0;
            out.append(out.isEmpty() ? minus ? "-" : "" : minus ? " - " : " + ");
            double magnitude = Math.abs(t.coefficient);
            out.append(magnitude == 1 ? "" : magnitude + " ").append(t.pauli);
        }
        return out.toString();
    }
}
