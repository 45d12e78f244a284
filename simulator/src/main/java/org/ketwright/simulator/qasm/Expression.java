package org.ketwright.simulator.qasm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written. */
sealed interface Expression {

    /** Where it begins; of a binary operation, where the operator stands. */
    Position position();

    /** A number, truth value, bit string or duration. */
    record Literal(Position position, Value value) implements Expression {
    }

    /** A name. */
    record Name(Position position, String text) implements Expression {
    }

    /** An operator before its operand. */
    record Unary(Position position, String operator, Expression operand) implements Expression {
    }

    /** An operator between its operands. */
    record Binary(Position position, String operator, Expression left, Expression right) implements Expression {
    }

    /** A built-in function of its arguments. */
    record Call(Position position, String function, List<Expression> arguments) implements Expression {
    }

    /** A value converted to a type. */
    record Cast(Position position, Type type, Expression operand) implements Expression {
    }

    /** Members of a register, an alias or a bit string. */
    record Indexed(Position position, Expression base, Selection selection) implements Expression {
    }

    /** Which members an index selects. */
    sealed interface Selection {

        /** One member. */
        record One(Expression index) implements Selection {
        }

        /** Members from start to stop, both included; what is null was left out. */
        record Range(Position position, @Nullable Expression start, @Nullable Expression step,
                @Nullable Expression stop) implements Selection {
        }

        /** The members listed. */
        record Listed(List<Expression> indices) implements Selection {
        }
    }
}
