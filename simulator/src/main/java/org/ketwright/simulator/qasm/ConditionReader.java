package org.ketwright.simulator.qasm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.qasm.Expression.Binary;
import org.ketwright.simulator.qasm.Expression.Cast;
import org.ketwright.simulator.qasm.Expression.Unary;
import org.ketwright.simulator.qasm.Symbol.Members;

/** Turns the condition of an if statement into questions about measured bits. */
final class ConditionReader {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final int MOST_BITS = 62;

    private final Source source;
    private final Evaluator evaluator;
    private final Operands operands;
    private final Warnings warnings;

    ConditionReader(Source source, Evaluator evaluator, Operands operands, Warnings warnings) {
        this.source = source;
        this.evaluator = evaluator;
        this.operands = operands;
        this.warnings = warnings;
    }

    /** The questions that a condition asks. */
    Decision read(Expression condition, Scope scope) throws QasmException {
        return decision(condition, scope);
    }

    private Decision decision(Expression condition, Scope scope) throws QasmException {
        if (condition instanceof Unary unary && unary.operator().equals("!")) {
            return decision(unary.operand(), scope).negated();
        }
        if (condition instanceof Binary binary) {
            Decision decision = binary(binary, scope);
            if (decision != null) {
                return decision;
            }
        }
        Members measured = measured(condition, scope);
        if (measured != null) {
            return measured.scalar()
                    ? Decision.ask(Condition.set(measured.members()[0]))
                    : compare(condition.position(), measured, "!=", 0);
        }
        boolean holds = Numeric.truth(source, condition.position(), evaluator.value(condition, scope));
        return holds ? Decision.yes() : Decision.no();
    }

    private @Nullable Decision binary(Binary binary, Scope scope) throws QasmException {
        String operator = binary.operator();
        switch (operator) {
            case "&&" -> {
                return limited(binary, decision(binary.left(), scope).followed(decision(binary.right(), scope),
                        Decision.no()));
            }
            case "||" -> {
                return limited(binary, decision(binary.left(), scope).followed(Decision.yes(),
                        decision(binary.right(), scope)));
            }
            default -> {}
        }
        Members left = measured(binary.left(), scope);
        Members right = measured(binary.right(), scope);
        if (isTruth(binary.left(), left) && isTruth(binary.right(), right)
                && Set.of("&", "|", "^", "==", "!=").contains(operator)) {
            return limited(binary, combine(operator, decision(binary.left(), scope), decision(binary.right(), scope)));
        }
        if (left == null && right == null || !COMPARISONS.contains(operator)) {
            return null;
        }
        if (left != null && right != null) {
            throw source.unsupported(binary.position(), "comparing two measured registers with each other is");
        }
        Expression other = left != null ? binary.right() : binary.left();
        long value = other instanceof Expression.Literal(Position position, Value.Whole whole)
                ? whole.number()
                : evaluator.whole(other, scope);
        return left != null
                ? compare(binary.position(), left, operator, value)
                : right != null ? compare(binary.position(), right, mirrored(operator), value) : null;
    }

    private static Decision combine(String operator, Decision a, Decision b) {
        return switch (operator) {
            case "&" -> a.followed(b, Decision.no());
            case "|" -> a.followed(Decision.yes(), b);
            case "==" -> a.followed(b, b.negated());
            default -> a.followed(b.negated(), b);
        };
    }

    private Decision limited(Binary binary, Decision decision) throws QasmException {
        if (decision.questions() > Limits.CONDITION_QUESTIONS) {
            throw source.unsupported(binary.position(), "a condition that asks more than "
                    + Limits.CONDITION_QUESTIONS + " questions about measured bits is");
        }
        return decision;
    }

    /** Whether an expression is a truth value that depends on measured bits. */
    private static boolean isTruth(Expression expression, @Nullable Members measured) {
        return measured != null && measured.scalar() || expression instanceof Unary u && u.operator().equals("!")
                || expression instanceof Binary b && (COMPARISONS.contains(b.operator())
                        || Set.of("&&", "||", "^", "&", "|").contains(b.operator()));
    }

    /** The measured bits that an expression names, also when they are converted to an integer. */
    private @Nullable Members measured(Expression expression, Scope scope) throws QasmException {
        if (!(expression instanceof Cast cast)) {
            return operands.measured(expression, scope);
        }
        Members members = measured(cast.operand(), scope);
        if (members != null && (cast.type().kind() == Type.Kind.FLOAT || cast.type().kind() == Type.Kind.ANGLE
                || cast.type().kind() == Type.Kind.DURATION
                || cast.type().width() != null && evaluator.count(cast.type().width(), scope,
                        "the size of a type") < members.members().length + (cast.type().kind() == Type.Kind.INT
                                ? 1
                                : 0))) {
            throw source.unsupported(expression.position(), "this conversion of measured bits is");
        }
        if (members != null && cast.type().kind() == Type.Kind.BOOL && !members.scalar()) {
            throw source.unsupported(expression.position(), "this conversion of measured bits is");
        }
        return members;
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private Decision compare(Position position, Members members, String operator, long value) throws QasmException {
        int width = members.members().length;
        if (width > MOST_BITS) {
            throw source.unsupported(position, "a condition on more than " + MOST_BITS + " bits is");
        }
        List<Integer> bits = Arrays.stream(members.members()).boxed().toList();
        if (value < 0 || value >> width != 0) {
            warnings.add(position, "a register of " + width + " bits never holds the value " + value);
        }
        return switch (operator) {
            case "==" -> value < 0 ? Decision.no() : Decision.ask(new Condition(bits, value, true));
            case "!=" -> value < 0 ? Decision.yes() : Decision.ask(new Condition(bits, value, false));
            case "<" -> below(bits, value);
            case ">=" -> below(bits, value).negated();
            case "<=" -> value == Long.MAX_VALUE ? Decision.yes() : below(bits, value + 1);
            default -> value == Long.MAX_VALUE ? Decision.no() : below(bits, value + 1).negated();
        };
    }

    /** Whether bits are less than a number: from the highest bit on, the first that differs decides. */
    private static Decision below(List<Integer> bits, long bound) {
        if (bound <= 0) {
            return Decision.no();
        }
        if (bound >> bits.size() != 0) {
            return Decision.yes();
        }
        Decision decision = Decision.no();
        for (int i = 0; i < bits.size(); i++) {
            Condition set = Condition.set(bits.get(i));
            decision = (bound >> i & 1) != 0
                    ? new Decision.Question(set, decision, Decision.yes())
                    : new Decision.Question(set, Decision.no(), decision);
        }
        return simplified(decision);
    }

    /** Leaves out questions whose answer does not matter. */
    private static Decision simplified(Decision decision) {
        if (!(decision instanceof Decision.Question(Condition condition, Decision then, Decision otherwise))) {
            return decision;
        }
        Decision a = simplified(then);
        Decision b = simplified(otherwise);
        return a.equals(b) ? a : new Decision.Question(condition, a, b);
    }
}
