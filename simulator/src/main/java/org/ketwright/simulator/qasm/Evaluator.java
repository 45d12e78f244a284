package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Expression.Binary;
import org.ketwright.simulator.qasm.Expression.Call;
import org.ketwright.simulator.qasm.Expression.Cast;
import org.ketwright.simulator.qasm.Expression.Indexed;
import org.ketwright.simulator.qasm.Expression.Literal;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Expression.Selection;
import org.ketwright.simulator.qasm.Expression.Unary;
import org.ketwright.simulator.qasm.Value.Bits;
import org.ketwright.simulator.qasm.Value.Duration;
import org.ketwright.simulator.qasm.Value.Real;
import org.ketwright.simulator.qasm.Value.Symbolic;
import org.ketwright.simulator.qasm.Value.Truth;
import org.ketwright.simulator.qasm.Value.Whole;

/** Finds the values of expressions that are known before the circuit runs. */
final class Evaluator {
    private final Source source;
    private final boolean third;
    private final Functions functions;
    private final Warnings warnings;

    Evaluator(Source source, boolean third, Warnings warnings) {
        this.source = source;
        this.third = third;
        this.functions = new Functions(source, third);
        this.warnings = warnings;
    }

    /** The constants known from the start. */
    Functions functions() {
        return functions;
    }

    /** The value of an expression. */
    Value value(Expression expression, Scope scope) throws QasmException {
        Position position = expression.position();
        return switch (expression) {
            case Literal literal -> literal.value() instanceof Whole w && !third
                    ? new Real(w.number())
                    : literal.value();
            case Name name -> named(name, scope);
            case Unary unary -> unary(unary, scope);
            case Binary binary -> binary(binary, scope);
            case Call call -> {
                List<Value> arguments = new ArrayList<>();
                for (Expression argument : call.arguments()) {
                    arguments.add(value(argument, scope));
                }
                yield functions.call(position, call.function(), arguments);
            }
            case Cast cast -> convert(position, cast.type(), value(cast.operand(), scope), true, scope);
            case Indexed indexed -> indexed(indexed, scope);
        };
    }

    /** The value of an expression as an integer of 0 or more. */
    long count(Expression expression, Scope scope, String what) throws QasmException {
        Value value = value(expression, scope);
        if (!(value instanceof Whole w) || w.number() < 0) {
            throw source.error(expression.position(), what + " is an integer of 0 or more but was " + shown(value));
        }
        return w.number();
    }

    /** The value of an expression as an integer. */
    long whole(Expression expression, Scope scope) throws QasmException {
        Value value = value(expression, scope);
        if (value instanceof Real) {
            throw source.error(expression.position(), "an integer is needed but " + shown(value) + " was given");
        }
        return Numeric.whole(source, expression.position(), value);
    }

    private Value named(Name name, Scope scope) throws QasmException {
        Symbol symbol = scope.find(name.text());
        if (symbol instanceof Symbol.Known known) {
            return known.value();
        }
        if (symbol == null) {
            throw source.unknown(name.position(), "the name", name.text(),
                    scope.names(s -> s instanceof Symbol.Known));
        }
        if (symbol instanceof Symbol.Members members && !members.quantum()) {
            throw source.error(name.position(), "the value of " + Source.quote(name.text())
                    + " is known only when the circuit runs; conditions alone may ask for it");
        }
        throw source.error(name.position(), "a value is needed but " + Source.quote(name.text()) + " is a "
                + symbol.kind());
    }

    private Value unary(Unary unary, Scope scope) throws QasmException {
        Value operand = value(unary.operand(), scope);
        return switch (unary.operator()) {
            case "-" -> Numeric.negate(source, unary.position(), operand);
            case "+" -> operand;
            case "!" -> new Truth(!Numeric.truth(source, unary.position(), operand));
            default -> {
                if (operand instanceof Bits bits) {
                    yield new Bits(~bits.number() & (-1L >>> 64 - bits.width()), bits.width());
                }
                throw source.error(unary.position(), "bits are needed but a " + operand.kind() + " was given");
            }
        };
    }

    private Value binary(Binary binary, Scope scope) throws QasmException {
        Value left = value(binary.left(), scope);
        if (binary.operator().equals("&&") || binary.operator().equals("||")) {
            boolean first = Numeric.truth(source, binary.left().position(), left);
            boolean second = Numeric.truth(source, binary.right().position(), value(binary.right(), scope));
            return new Truth(binary.operator().equals("&&") ? first && second : first || second);
        }
        Value right = value(binary.right(), scope);
        String operator = !third && binary.operator().equals("^") ? "**" : binary.operator();
        if (operator.equals("/") && left instanceof Whole a && right instanceof Whole b && b.number() != 0
                && a.number() % b.number() != 0) {
            warnings.add(binary.position(), "the quotient of the integers " + a.number() + " and " + b.number()
                    + " is the integer " + a.number() / b.number() + ", as OpenQASM 3 says");
        }
        return Numeric.binary(source, binary.position(), operator, left, right);
    }

    private Value indexed(Indexed indexed, Scope scope) throws QasmException {
        Value base = value(indexed.base(), scope);
        if (!(base instanceof Bits bits) || !(indexed.selection() instanceof Selection.One one)) {
            throw source.unsupported(indexed.position(),
                    "an index of a value that is no bit string, or a slice of one, is");
        }
        long index = whole(one.index(), scope);
        long at = index < 0 ? index + bits.width() : index;
        if (at < 0 || at >= bits.width()) {
            throw source.error(one.index().position(), "an index lies in 0 to " + (bits.width() - 1) + " but was "
                    + index);
        }
        return new Truth((bits.number() >> at & 1) != 0);
    }

    /**
     * The value as one of a type.
     *
     * @param explicit whether the program asks for the conversion, so that precision may be lost
     */
    Value convert(Position position, Type type, Value value, boolean explicit, Scope scope) throws QasmException {
        int width = width(type, scope);
        return switch (type.kind()) {
            case INT, UINT -> new Whole(integer(position, type.kind(), width, value, explicit));
            case FLOAT -> value instanceof Symbolic ? value : new Real(Numeric.real(source, position, value));
            case ANGLE -> value instanceof Symbolic
                    ? value
                    : new Real(angle(position, width, Numeric.real(source, position, value)));
            case BOOL -> new Truth(value instanceof Real r
                    ? r.number() != 0
                    : Numeric.truth(source, position, value));
            case BIT -> bits(position, width, type.width() == null, value);
            case DURATION -> {
                if (value instanceof Duration) {
                    yield value;
                }
                throw source.error(position, "a duration is needed but a " + value.kind() + " was given");
            }
        };
    }

    private int width(Type type, Scope scope) throws QasmException {
        if (type.width() == null) {
            return 0;
        }
        if (type.kind() == Type.Kind.BOOL || type.kind() == Type.Kind.DURATION) {
            throw source.error(type.width().position(), "type " + type.kind().word() + " has no size");
        }
        long width = count(type.width(), scope, "the size of a type");
        int most = type.kind() == Type.Kind.BIT ? 63 : 64;
        if (width < 1 || width > most) {
            throw source.error(type.width().position(), "a value of type " + type.kind().word() + " has 1 to " + most
                    + " bits but was given " + width);
        }
        return (int) width;
    }

    private long integer(Position position, Type.Kind kind, int width, Value value, boolean explicit)
            throws QasmException {
        long number;
        if (value instanceof Real real && explicit) {
            if (Math.abs(real.number()) >= 0x1p63) {
                throw source.error(position, "an integer has 64 bits but " + real.number() + " has more");
            }
            number = (long) real.number();
        } else if (value instanceof Real) {
            throw source.error(position, "an integer is needed but " + shown(value) + " was given");
        } else {
            number = Numeric.whole(source, position, value);
        }
        int bits = width == 0 ? 64 : width;
        boolean fits = kind == Type.Kind.UINT
                ? number >= 0 && (bits >= 63 || number >> bits == 0)
                : bits == 64 || number >> bits - 1 == 0 || number >> bits - 1 == -1;
        if (!fits) {
            throw source.error(position, "a number of type " + kind.word() + (width == 0 ? "" : "[" + width + "]")
                    + " cannot be " + number);
        }
        return number;
    }

    /** An angle of limited precision is the nearest multiple of 2 pi / 2^width; one without width is kept as it is. */
    private double angle(Position position, int width, double radians) throws QasmException {
        if (width == 0 || width > 52) {
            return radians;
        }
        double steps = Math.rint(Math.scalb(radians / Math.TAU, width));
        double size = Math.scalb(1.0, width);
        double wrapped = steps - Math.floor(steps / size) * size;
        return Numeric.finite(source, position, wrapped * (Math.TAU / size), "the angle");
    }

    private Value bits(Position position, int width, boolean scalar, Value value) throws QasmException {
        if (scalar) {
            return new Truth(Numeric.truth(source, position, value));
        }
        if (value instanceof Bits bits && bits.width() != width) {
            throw source.error(position, "a value of " + width + " bits is needed but one of " + bits.width()
                    + " bits was given");
        }
        long number = Numeric.whole(source, position, value);
        if (number < 0 || number >> width != 0) {
            throw source.error(position, "a value of " + width + " bits cannot be " + number);
        }
        return new Bits(number, width);
    }

    /** A value as an error shows it. */
    static String shown(@Nullable Value value) {
        return switch (value) {
            case Whole w -> Long.toString(w.number());
            case Real r -> Double.toString(r.number());
            case Truth t -> Boolean.toString(t.holds());
            case null -> "nothing";
            default -> "a " + value.kind();
        };
    }
}
