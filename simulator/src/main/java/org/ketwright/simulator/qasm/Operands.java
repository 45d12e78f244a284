package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Expression.Indexed;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Expression.Selection;
import org.ketwright.simulator.qasm.Symbol.Members;

/** Finds the qubits or bits that an operand names. */
final class Operands {
    private final Source source;
    private final Evaluator evaluator;
    private final boolean third;
    private final Effort effort;

    Operands(Source source, Evaluator evaluator, boolean third, Effort effort) {
        this.source = source;
        this.evaluator = evaluator;
        this.third = third;
        this.effort = effort;
    }

    /** The qubits that an operand names. */
    Members qubits(Expression operand, Scope scope) throws QasmException {
        return members(operand, scope, true);
    }

    /** The bits that an operand names. */
    Members bits(Expression operand, Scope scope) throws QasmException {
        return members(operand, scope, false);
    }

    /** The distinct qubits that operands name together, or all of them if there are no operands. */
    List<Integer> together(Position position, List<Expression> operands, Scope scope, int all) throws QasmException {
        List<Integer> qubits = new ArrayList<>();
        if (operands.isEmpty()) {
            effort.steps(position, all);
            for (int q = 0; q < all; q++) {
                qubits.add(q);
            }
        }
        Set<Integer> seen = new HashSet<>();
        for (Expression operand : operands) {
            int[] members = qubits(operand, scope).members();
            effort.steps(position, members.length);
            for (int q : members) {
                if (!seen.add(q)) {
                    throw source.error(operand.position(), "an operation names each qubit once but qubit " + q
                            + " is named twice");
                }
                qubits.add(q);
            }
        }
        return qubits;
    }

    private Members members(Expression operand, Scope scope, boolean quantum) throws QasmException {
        Members members = members(operand, scope);
        if (members.quantum() != quantum) {
            throw source.error(operand.position(), "a " + (quantum ? "qubit" : "classical bit")
                    + " is needed but a " + members.kind() + " was given");
        }
        return members;
    }

    /** What an operand names, qubits or bits. */
    Members members(Expression operand, Scope scope) throws QasmException {
        return switch (operand) {
            case Name name -> named(name, scope);
            case Indexed indexed -> indexed(indexed, scope);
            default -> throw source.error(operand.position(), "the name of a register is needed here");
        };
    }

    /** Whether an expression names bits whose values are known only when the circuit runs. */
    @Nullable
    Members measured(Expression expression, Scope scope) throws QasmException {
        Expression base = expression;
        while (base instanceof Indexed indexed) {
            base = indexed.base();
        }
        if (base instanceof Name name && scope.find(name.text()) instanceof Members members && !members.quantum()) {
            return members(expression, scope);
        }
        return null;
    }

    private Members named(Name name, Scope scope) throws QasmException {
        Symbol symbol = scope.find(name.text());
        if (symbol instanceof Members members) {
            return members;
        }
        if (symbol == null) {
            throw source.unknown(name.position(), "the register", name.text(), scope.names(s -> s instanceof Members));
        }
        throw source.error(name.position(), "a register is needed but " + Source.quote(name.text()) + " is a "
                + symbol.kind());
    }

    private Members indexed(Indexed indexed, Scope scope) throws QasmException {
        Members base = members(indexed.base(), scope);
        if (base.scalar()) {
            throw source.error(indexed.position(), "a single " + base.kind() + " has no index");
        }
        int size = base.members().length;
        return switch (indexed.selection()) {
            case Selection.One one -> new Members(base.quantum(),
                    new int[] {base.members()[index(one.index(), scope, size)]}, true);
            case Selection.Listed listed -> {
                Set<Integer> chosen = new HashSet<>();
                int[] members = new int[listed.indices().size()];
                for (int i = 0; i < members.length; i++) {
                    Expression index = listed.indices().get(i);
                    int at = index(index, scope, size);
                    if (!chosen.add(at)) {
                        throw source.error(index.position(), "a set names each index once but names " + at + " twice");
                    }
                    members[i] = base.members()[at];
                }
                yield new Members(base.quantum(), members, false);
            }
            case Selection.Range range -> range(range, base, scope);
        };
    }

    private int index(Expression expression, Scope scope, int size) throws QasmException {
        // In OpenQASM 2 all numbers of expressions are real, but an index is a plain integer.
        long index = expression instanceof Expression.Literal(Position position, Value.Whole whole)
                ? whole.number()
                : evaluator.whole(expression, scope);
        long at = third && index < 0 ? index + size : index;
        if (at < 0 || at >= size) {
            throw source.error(expression.position(), "an index of a register of " + size + " lies in 0 to "
                    + (size - 1) + " but was " + index);
        }
        return (int) at;
    }

    private Members range(Selection.Range range, Members base, Scope scope) throws QasmException {
        int size = base.members().length;
        long step = range.step() == null ? 1 : evaluator.whole(range.step(), scope);
        if (step == 0) {
            throw source.error(range.position(), "the step of a range must not be 0");
        }
        int first = range.start() == null ? step > 0 ? 0 : size - 1 : index(range.start(), scope, size);
        int last = range.stop() == null ? step > 0 ? size - 1 : 0 : index(range.stop(), scope, size);
        List<Integer> chosen = new ArrayList<>();
        effort.steps(range.position(), Math.abs(last - first));
        for (long at = first; step > 0 ? at <= last : at >= last; at += step) {
            chosen.add(base.members()[(int) at]);
            if (Math.abs(step) > size) {
                break;
            }
        }
        if (chosen.isEmpty()) {
            throw source.error(range.position(), "a range selects at least one member but " + first + " to " + last
                    + " in steps of " + step + " selects none");
        }
        return new Members(base.quantum(), chosen.stream().mapToInt(Integer::intValue).toArray(), false);
    }
}
