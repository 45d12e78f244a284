package org.ketwright.simulator.qasm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Statement.Declared;
import org.ketwright.simulator.qasm.Statement.GateCall;
import org.ketwright.simulator.qasm.Statement.GateDefinition;
import org.ketwright.simulator.qasm.Statement.Modifier;
import org.ketwright.simulator.qasm.Symbol.Applicable;
import org.ketwright.simulator.qasm.Symbol.Known;
import org.ketwright.simulator.qasm.Symbol.Members;

/** Checks a gate's definition when it is made, before anybody applies it. */
final class GateChecker {
    private final Source source;
    private final Evaluator evaluator;
    private final GateExpander expander;

    GateChecker(Source source, Evaluator evaluator, GateExpander expander) {
        this.source = source;
        this.evaluator = evaluator;
        this.expander = expander;
    }

    /** Checks a definition and returns how deep the definitions and blocks under it go. */
    int check(GateDefinition gate, Scope scope) throws QasmException {
        Scope inside = scope.gateBody();
        for (Declared parameter : gate.parameters()) {
            inside.declare(source, parameter, new Known(new Value.Real(0), true, Type.Kind.ANGLE));
        }
        for (int i = 0; i < gate.qubits().size(); i++) {
            inside.declare(source, gate.qubits().get(i), new Members(true, new int[] {i}, true));
        }
        if (gate.qubits().size() > Limits.QUBITS) {
            throw source.error(gate.position(), "a gate acts on at most " + Limits.QUBITS + " qubits");
        }
        return gate.body() == null ? 0 : check(gate, gate.body(), inside);
    }

    private int check(GateDefinition gate, List<Statement> body, Scope scope) throws QasmException {
        int depth = 1;
        for (Statement statement : body) {
            depth = Math.max(depth, 1 + switch (statement) {
                case GateCall call -> check(gate, call, scope);
                case Statement.Barrier barrier -> requireQubits(barrier.qubits(), scope);
                case Statement.Nop nop -> requireQubits(nop.qubits(), scope);
                case Statement.Block block -> check(gate, block.body(), scope.block());
                case Statement.For loop -> {
                    requireNames(loop.values(), scope);
                    Scope round = scope.block();
                    round.declare(source, loop.variable(), new Known(new Value.Whole(0), true, loop.type().kind()));
                    yield check(gate, loop.body(), round);
                }
                default -> 0;
            });
        }
        if (depth > Limits.GATE_NESTING) {
            throw source.error(gate.position(), "gates and blocks inside a gate nest at most " + Limits.GATE_NESTING
                    + " deep but those of " + Source.quote(gate.name().text()) + " go deeper");
        }
        return depth;
    }

    private int check(GateDefinition gate, GateCall call, Scope scope) throws QasmException {
        if (call.gate().equals(gate.name().text())) {
            throw source.error(call.position(), "a gate must not use itself but " + Source.quote(call.gate())
                    + " does");
        }
        Applicable used = expander.gate(call, scope);
        expander.requireAngles(call, used);
        for (Expression argument : call.arguments()) {
            requireNames(argument, scope);
        }
        int wanted = used.arity();
        boolean countable = true;
        for (Modifier modifier : call.modifiers()) {
            if (modifier.argument() != null) {
                requireNames(modifier.argument(), scope);
            }
            if (modifier.kind() == Modifier.Kind.CONTROL || modifier.kind() == Modifier.Kind.NEGATIVE_CONTROL) {
                boolean literal = modifier.argument() == null || modifier.argument() instanceof Expression.Literal;
                countable &= literal;
                wanted += literal ? expander.controls(modifier, scope) : 0;
            }
        }
        if (countable) {
            expander.requireOperands(call, wanted);
        }
        requireQubits(call.operands(), scope);
        return used.depth();
    }

    private int requireQubits(List<Expression> operands, Scope scope) throws QasmException {
        Set<String> seen = new HashSet<>();
        for (Expression operand : operands) {
            if (!(operand instanceof Name name)) {
                throw source.error(operand.position(), "the qubits of a gate have no index inside its body");
            }
            Symbol symbol = scope.find(name.text());
            if (symbol == null) {
                throw source.unknown(name.position(), "the qubit", name.text(), scope.names(s -> s instanceof Members));
            }
            if (!(symbol instanceof Members)) {
                throw source.error(name.position(), "a qubit is needed but " + Source.quote(name.text()) + " is a "
                        + symbol.kind());
            }
            if (!seen.add(name.text())) {
                throw source.error(name.position(), "the qubits of a gate must differ but " + Source.quote(name.text())
                        + " is given twice");
            }
        }
        return 0;
    }

    private void requireNames(Expression.Selection selection, Scope scope) throws QasmException {
        switch (selection) {
            case Expression.Selection.One one -> requireNames(one.index(), scope);
            case Expression.Selection.Listed listed -> {
                for (Expression index : listed.indices()) {
                    requireNames(index, scope);
                }
            }
            case Expression.Selection.Range range -> {
                for (Expression end : new Expression[] {range.start(), range.step(), range.stop()}) {
                    if (end != null) {
                        requireNames(end, scope);
                    }
                }
            }
        }
    }

    private void requireNames(Expression expression, Scope scope) throws QasmException {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Name name -> evaluator.value(name, scope);
            case Expression.Unary unary -> requireNames(unary.operand(), scope);
            case Expression.Binary binary -> {
                requireNames(binary.left(), scope);
                requireNames(binary.right(), scope);
            }
            case Expression.Call call -> {
                evaluator.functions().require(call.position(), call.function(), call.arguments().size());
                for (Expression argument : call.arguments()) {
                    requireNames(argument, scope);
                }
            }
            case Expression.Cast cast -> requireNames(cast.operand(), scope);
            case Expression.Indexed indexed -> {
                requireNames(indexed.base(), scope);
                requireNames(indexed.selection(), scope);
            }
        }
    }
}
