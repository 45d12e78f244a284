package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Expression.Binary;
import org.ketwright.simulator.qasm.Expression.Call;
import org.ketwright.simulator.qasm.Expression.Cast;
import org.ketwright.simulator.qasm.Expression.Indexed;
import org.ketwright.simulator.qasm.Expression.Literal;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Expression.Selection;
import org.ketwright.simulator.qasm.Expression.Unary;
import org.ketwright.simulator.qasm.Token.Kind;

/** Reads expressions by the precedence of their operators. */
final class ExpressionParser {
    /** Precedence of operators between operands in OpenQASM 3; a larger number binds tighter. */
    private static final Map<String, Integer> VERSION_3 = Map.ofEntries(Map.entry("||", 1), Map.entry("&&", 2),
            Map.entry("|", 3), Map.entry("^", 4), Map.entry("&", 5), Map.entry("==", 6), Map.entry("!=", 6),
            Map.entry("<", 7), Map.entry("<=", 7), Map.entry(">", 7), Map.entry(">=", 7), Map.entry("<<", 8),
            Map.entry(">>", 8), Map.entry("+", 9), Map.entry("-", 9), Map.entry("*", 10), Map.entry("/", 10),
            Map.entry("%", 10), Map.entry("**", 12));
    private static final Map<String, Integer> VERSION_2 = Map.of("+", 9, "-", 9, "*", 10, "/", 10, "^", 12);
    private static final int UNARY = 11;
    private static final int POWER = 12;
    private static final Set<String> UNSUPPORTED = Set.of("measure", "durationof", "complex", "array", "stretch");

    private final TokenStream tokens;
    private final boolean third;
    private final Map<String, Integer> precedence;
    private int nodes;
    private int open;

    ExpressionParser(TokenStream tokens, boolean third) {
        this.tokens = tokens;
        this.third = third;
        this.precedence = third ? VERSION_3 : VERSION_2;
    }

    /** Reads one expression. */
    Expression parse() throws QasmException {
        if (open == 0) {
            nodes = 0;
        }
        open++;
        Expression expression = binary(1);
        open--;
        return expression;
    }

    /** Reads expressions separated by commas up to a closing symbol, which is taken too. */
    List<Expression> parseUntil(String closing) throws QasmException {
        List<Expression> list = new ArrayList<>();
        while (!tokens.isAt(closing)) {
            list.add(parse());
            if (!tokens.isAt(closing)) {
                tokens.expect(",", "or " + Source.quote(closing) + " after an expression");
                if (tokens.isAt(closing) && !third) {
                    throw tokens.expected("an expression", "after a comma");
                }
            }
        }
        tokens.expect(closing, "after the expressions");
        return List.copyOf(list);
    }

    /** Reads an index with its brackets. */
    Selection selection() throws QasmException {
        tokens.expect("[", "before an index");
        Selection selection;
        if (tokens.isAt("{")) {
            selection = listed();
        } else {
            Position position = tokens.position();
            Expression first = tokens.isAt(":") ? null : parse();
            selection = tokens.isAt(":") || first == null ? range(position, first) : new Selection.One(first);
        }
        if (tokens.isAt(",")) {
            throw tokens.source().unsupported(tokens.position(), "an index of several dimensions is");
        }
        tokens.expect("]", "after an index");
        return selection;
    }

    /** Reads values in braces. */
    Selection.Listed listed() throws QasmException {
        Position position = tokens.position();
        tokens.expect("{", "before a set of values");
        List<Expression> values = parseUntil("}");
        if (values.isEmpty()) {
            throw tokens.source().error(position, "a set has at least one value but none was given");
        }
        return new Selection.Listed(values);
    }

    private Selection range(Position position, @Nullable Expression start) throws QasmException {
        tokens.expect(":", "in a range");
        Expression second = tokens.isAt("]") || tokens.isAt(":") ? null : parse();
        if (!tokens.isAt(":")) {
            return new Selection.Range(position, start, null, second);
        }
        if (second == null) {
            throw tokens.expected("a step", "between the colons of a range");
        }
        tokens.take();
        Expression third = tokens.isAt("]") ? null : parse();
        return new Selection.Range(position, start, second, third);
    }

    private Expression binary(int least) throws QasmException {
        Expression left = unary();
        while (tokens.isAt(Kind.SYMBOL)) {
            Token operator = tokens.peek();
            Integer strength = precedence.get(operator.text());
            if (strength == null || strength < least) {
                break;
            }
            tokens.take();
            count(operator);
            // Powers are right-associative, and their exponent may have a sign.
            Expression right = strength == POWER ? exponent() : binary(strength + 1);
            left = new Binary(operator.position(), operator.text(), left, right);
        }
        return left;
    }

    private Expression exponent() throws QasmException {
        tokens.enter();
        Expression right = binary(UNARY);
        tokens.leave();
        return right;
    }

    private Expression unary() throws QasmException {
        Token token = tokens.peek();
        if (token.is("-") || token.is("+") && !third || third && (token.is("!") || token.is("~"))) {
            tokens.take();
            count(token);
            tokens.enter();
            Expression operand = binary(UNARY);
            tokens.leave();
            return new Unary(token.position(), token.text(), operand);
        }
        Expression operand = primary();
        while (third && tokens.isAt("[")) {
            count(tokens.peek());
            tokens.enter();
            Selection selection = selection();
            tokens.leave();
            operand = new Indexed(operand.position(), operand, selection);
        }
        return operand;
    }

    private Expression primary() throws QasmException {
        Token token = tokens.peek();
        count(token);
        switch (token.kind()) {
            case NAME -> {
                return name();
            }
            case INTEGER, REAL, DURATION -> {
                return new Literal(token.position(), Numbers.value(tokens.source(), tokens.take()));
            }
            case STRING -> {
                if (third) {
                    return new Literal(token.position(), Numbers.bits(tokens.source(), tokens.take()));
                }
            }
            case IMAGINARY -> throw tokens.source().unsupported(token.position(), "complex numbers are");
            case PHYSICAL_QUBIT -> throw tokens.source().unsupported(token.position(), "physical qubits are");
            case SYMBOL, END -> {
                if (token.is("(")) {
                    tokens.take();
                    tokens.enter();
                    Expression inner = binary(1);
                    tokens.leave();
                    tokens.expect(")", "after an expression in parentheses");
                    return inner;
                }
            }
        }
        throw tokens.expected("an expression", "here");
    }

    private Expression name() throws QasmException {
        Token token = tokens.peek();
        if (third && (token.is("true") || token.is("false"))) {
            tokens.take();
            return new Literal(token.position(), new Value.Truth(token.is("true")));
        }
        if (third && UNSUPPORTED.contains(token.text())) {
            throw tokens.source().unsupported(token.position(), Source.quote(token.text()) + " in an expression is");
        }
        Type type = type();
        if (type != null) {
            tokens.expect("(", "after the type of a conversion");
            tokens.enter();
            Expression operand = binary(1);
            tokens.leave();
            tokens.expect(")", "after the value of a conversion");
            return new Cast(token.position(), type, operand);
        }
        if (Keywords.isReserved(token.text(), third)) {
            throw tokens.expected("an expression", "here");
        }
        tokens.take();
        if (!tokens.isAt("(")) {
            return new Name(token.position(), token.text());
        }
        tokens.take();
        tokens.enter();
        List<Expression> arguments = parseUntil(")");
        tokens.leave();
        return new Call(token.position(), token.text(), arguments);
    }

    /** Reads the type of a classical value, or nothing if none begins here. */
    @Nullable
    Type type() throws QasmException {
        if (!third || !tokens.isAt(Kind.NAME)) {
            return null;
        }
        for (Type.Kind kind : Type.Kind.values()) {
            if (tokens.isAt(kind.word())) {
                tokens.take();
                Expression width = null;
                if (tokens.isAt("[")) {
                    tokens.enter();
                    width = designator();
                    tokens.leave();
                }
                return new Type(kind, width);
            }
        }
        return null;
    }

    /** Reads a size with its brackets. */
    Expression designator() throws QasmException {
        tokens.expect("[", "before a size");
        Expression size = parse();
        tokens.expect("]", "after a size");
        return size;
    }

    private void count(Token token) throws QasmException {
        if (++nodes > Limits.EXPRESSION_NODES) {
            throw tokens.source().error(token.position(), "an expression has at most " + Limits.EXPRESSION_NODES
                    + " names, numbers and operators but more were given");
        }
    }
}
