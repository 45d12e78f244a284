package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.simulator.qasm.Expression.Indexed;
import org.ketwright.simulator.qasm.Expression.Literal;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Expression.Selection;
import org.ketwright.simulator.qasm.Statement.GateCall;
import org.ketwright.simulator.qasm.Token.Kind;

/** Reads OpenQASM 2, as in Cross, Bishop, Smolin and Gambetta, arXiv:1707.03429, appendix A. */
final class Parser2 extends Parser {

    Parser2(TokenStream tokens) {
        super(tokens, false);
    }

    @Override
    Statement statement() throws QasmException {
        Token first = tokens.peek();
        Position position = first.position();
        if (first.kind() != Kind.NAME) {
            throw tokens.expected("a statement", "here");
        }
        return switch (first.text()) {
            case "include" -> {
                tokens.take();
                yield include(position);
            }
            case "qreg", "creg" -> {
                tokens.take();
                yield register(position, first.is("qreg"));
            }
            case "gate", "opaque" -> {
                tokens.take();
                yield gateDefinition(position, first.is("opaque"));
            }
            case "barrier" -> barrier();
            case "if" -> {
                tokens.take();
                yield conditional(position);
            }
            case "OPENQASM" -> throw source.error(position, "the version is given once, at the start of the file");
            default -> operation();
        };
    }

    private Statement register(Position position, boolean quantum) throws QasmException {
        Statement.Declared name = declared("for a register");
        tokens.expect("[", "before the size of a register");
        Expression size = integer("for the size of a register");
        tokens.expect("]", "after the size of a register");
        semicolon("after a register");
        return new Statement.Register(position, quantum, name, size, null, null);
    }

    private Statement barrier() throws QasmException {
        Token keyword = tokens.take();
        List<Expression> qubits = operands("for a barrier");
        semicolon("after a barrier");
        return new Statement.Barrier(keyword.position(), qubits, "");
    }

    private Statement conditional(Position position) throws QasmException {
        tokens.expect("(", "before a condition");
        Token register = tokens.expect(Kind.NAME, "the name of a register", "in a condition");
        Token equals = tokens.expect("==", "in a condition");
        Expression value = integer("in a condition");
        tokens.expect(")", "after a condition");
        Expression condition = new Expression.Binary(equals.position(), "==",
                new Name(register.position(), register.text()), value);
        return new Statement.If(position, condition, List.of(operation()), List.of());
    }

    /** Reads a measurement, a reset or a gate. */
    private Statement operation() throws QasmException {
        Position position = tokens.position();
        if (tokens.takeIf("measure")) {
            Expression qubits = operand("to measure");
            tokens.expect("->", "between what is measured and where the result goes");
            Expression bits = operand("for the result of a measurement");
            semicolon("after a measurement");
            return new Statement.Measurement(position, qubits, bits);
        }
        if (tokens.takeIf("reset")) {
            Expression qubits = operand("to reset");
            semicolon("after a reset");
            return new Statement.Reset(position, qubits);
        }
        return gateCall();
    }

    private GateCall gateCall() throws QasmException {
        Token gate = tokens.peek();
        boolean builtIn = gate.is("U") || gate.is("CX");
        if (gate.kind() != Kind.NAME || !builtIn && Keywords.cannotBeDeclared(gate.text(), false)) {
            throw tokens.expected("a gate, a measurement or a reset", "here");
        }
        if (!builtIn) {
            requireName(gate);
        }
        tokens.take();
        List<Expression> arguments = tokens.takeIf("(") ? expressions.parseUntil(")") : List.of();
        List<Expression> qubits = operands("for gate " + Source.quote(gate.text()));
        semicolon("after a gate");
        return new GateCall(gate.position(), List.of(), gate.text(), arguments, qubits);
    }

    @Override
    List<Statement> gateBody() throws QasmException {
        List<Statement> body = new ArrayList<>();
        while (!tokens.takeIf("}")) {
            if (tokens.isAt(Kind.END)) {
                throw tokens.expected("\"}\"", "after the body of a gate");
            }
            body.add(tokens.isAt("barrier") ? barrier() : gateCall());
        }
        return List.copyOf(body);
    }

    @Override
    Expression operand(String where) throws QasmException {
        Token name = tokens.peek();
        if (name.kind() != Kind.NAME || Keywords.cannotBeDeclared(name.text(), false)) {
            throw tokens.expected("the name of a register", where);
        }
        tokens.take();
        Expression register = new Name(name.position(), name.text());
        if (!tokens.isAt("[")) {
            return register;
        }
        tokens.take();
        Expression index = integer("as an index");
        tokens.expect("]", "after an index");
        return new Indexed(name.position(), register, new Selection.One(index));
    }

    private Expression integer(String where) throws QasmException {
        Token number = tokens.expect(Kind.INTEGER, "an integer of 0 or more", where);
        return new Literal(number.position(), new Value.Whole(Numbers.whole(source, number)));
    }
}
