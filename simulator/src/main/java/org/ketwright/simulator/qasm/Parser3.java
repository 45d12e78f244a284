package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Expression.Indexed;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Statement.Declared;
import org.ketwright.simulator.qasm.Statement.GateCall;
import org.ketwright.simulator.qasm.Statement.Modifier;
import org.ketwright.simulator.qasm.Token.Kind;

/** Reads OpenQASM 3, as in its live specification; what does not describe a circuit is refused as not supported. */
final class Parser3 extends Parser {
    private static final Set<String> UNSUPPORTED = Set.of("def", "cal", "defcal", "defcalgrammar", "extern", "while",
            "switch", "break", "continue", "return", "box", "array", "complex", "stretch", "readonly", "mutable",
            "opaque");
    private static final Set<String> ASSIGNMENTS = Set.of("=", "+=", "-=", "*=", "/=", "%=", "**=", "&=", "|=", "^=",
            "<<=", ">>=");

    private final Directives directives;

    Parser3(TokenStream tokens, Warnings warnings) {
        super(tokens, true);
        this.directives = new Directives(tokens, warnings);
    }

    @Override
    Statement statement() throws QasmException {
        Directives.Marks marks = directives.annotations();
        Token first = tokens.peek();
        Position position = first.position();
        if (marks.isFeature() && !first.is("input")) {
            throw source.error(position, "the annotation @" + Directives.FEATURE + " stands before an input but found "
                    + first.described());
        }
        if (!marks.snapshot().isEmpty() && !first.is("barrier")) {
            throw source.error(position, "the annotation @" + Directives.SNAPSHOT
                    + " stands before a barrier but found " + first.described());
        }
        if (first.is("{")) {
            return new Statement.Block(position, block());
        }
        if (first.kind() == Kind.PHYSICAL_QUBIT) {
            throw source.unsupported(position, "physical qubits are");
        }
        if (first.kind() != Kind.NAME) {
            throw tokens.expected("a statement", "here");
        }
        if (UNSUPPORTED.contains(first.text())) {
            throw source.unsupported(position, Source.quote(first.text()) + " is");
        }
        return switch (first.text()) {
            case "OPENQASM" -> throw source.error(position, "the version is given once, at the start of the file");
            case "include" -> {
                tokens.take();
                yield include(position);
            }
            case "qubit" -> qubits();
            case "qreg", "creg" -> oldRegister();
            case "output" -> output();
            case "input" -> input(marks.isFeature());
            case "const" -> constant();
            case "let" -> alias();
            case "gate" -> {
                tokens.take();
                yield gateDefinition(position, false);
            }
            case "if" -> conditional();
            case "for" -> loop();
            case "measure" -> measurement();
            case "end" -> {
                tokens.take();
                semicolon("after \"end\"");
                yield new Statement.End(position);
            }
            case "reset", "barrier", "nop", "delay" -> directive(marks.snapshot());
            case "gphase", "inv", "pow", "ctrl", "negctrl" -> gateCall();
            default -> classicalOrCall();
        };
    }

    @Override
    @Nullable
    Statement next() throws QasmException {
        while (true) {
            if (directives.isAtPragma()) {
                Statement statement = directives.pragma();
                if (statement != null) {
                    return statement;
                }
            } else if (!tokens.takeIf(";")) {
                return tokens.isAt(Kind.END) ? null : statement();
            }
        }
    }

    private Statement qubits() throws QasmException {
        Position position = tokens.take().position();
        Expression size = tokens.isAt("[") ? expressions.designator() : null;
        Declared name = declared("for qubits");
        semicolon("after a declaration");
        return new Statement.Register(position, true, name, size, null, null);
    }

    private Statement oldRegister() throws QasmException {
        Token keyword = tokens.take();
        Declared name = declared("for a register");
        Expression size = tokens.isAt("[") ? expressions.designator() : null;
        semicolon("after a declaration");
        return new Statement.Register(keyword.position(), keyword.is("qreg"), name, size, null, null);
    }

    private Statement output() throws QasmException {
        Position position = tokens.take().position();
        Position typePosition = tokens.position();
        Type type = requireType();
        if (type.kind() != Type.Kind.BIT) {
            throw source.unsupported(typePosition, "an output that is no bit is");
        }
        Declared name = declared("for an output");
        semicolon("after an output");
        return new Statement.Register(position, false, name, type.width(), null, null);
    }

    private Statement input(boolean feature) throws QasmException {
        Position position = tokens.take().position();
        Position typePosition = tokens.position();
        Type type = requireType();
        if (type.kind() != Type.Kind.FLOAT && type.kind() != Type.Kind.ANGLE) {
            throw source.unsupported(typePosition, "an input that is no float or angle is");
        }
        Declared name = declared("for an input");
        semicolon("after an input");
        return new Statement.Input(position, feature, type, name);
    }

    private Statement constant() throws QasmException {
        Position position = tokens.take().position();
        Type type = requireType();
        Declared name = declared("for a constant");
        tokens.expect("=", "after the name of a constant");
        Expression value = expressions.parse();
        semicolon("after a constant");
        return new Statement.Variable(position, true, type, name, value);
    }

    private Type requireType() throws QasmException {
        if (tokens.isAt(Kind.NAME) && UNSUPPORTED.contains(tokens.peek().text())) {
            throw source.unsupported(tokens.position(), Source.quote(tokens.peek().text()) + " is");
        }
        Type type = expressions.type();
        if (type == null) {
            throw tokens.expected("a type", "here");
        }
        return type;
    }

    private Statement alias() throws QasmException {
        Position position = tokens.take().position();
        Declared name = declared("for an alias");
        tokens.expect("=", "after the name of an alias");
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(operand("for an alias"));
        } while (tokens.takeIf("++"));
        semicolon("after an alias");
        return new Statement.Alias(position, name, List.copyOf(parts));
    }

    private Statement conditional() throws QasmException {
        Position position = tokens.take().position();
        tokens.expect("(", "before a condition");
        Expression condition = expressions.parse();
        tokens.expect(")", "after a condition");
        tokens.enter();
        List<Statement> then = body();
        List<Statement> otherwise = tokens.takeIf("else") ? body() : List.of();
        tokens.leave();
        return new Statement.If(position, condition, then, otherwise);
    }

    private Statement loop() throws QasmException {
        Position position = tokens.take().position();
        Type type = requireType();
        Declared variable = declared("for the variable of a loop");
        tokens.expect("in", "after the variable of a loop");
        Expression.Selection values;
        if (tokens.isAt("{")) {
            values = expressions.listed();
        } else if (tokens.isAt("[")) {
            values = expressions.selection();
            if (!(values instanceof Expression.Selection.Range)) {
                throw source.error(position, "a loop runs over a range [first:last], [first:step:last] or a set {...}");
            }
        } else {
            throw source.unsupported(tokens.position(), "a loop over anything but a range or a set is");
        }
        tokens.enter();
        List<Statement> body = body();
        tokens.leave();
        return new Statement.For(position, type, variable, values, body);
    }

    /** Reads a block or a single statement. */
    private List<Statement> body() throws QasmException {
        if (tokens.isAt("{")) {
            return block();
        }
        return tokens.takeIf(";") ? List.of() : List.of(statement());
    }

    private List<Statement> block() throws QasmException {
        tokens.enter();
        tokens.expect("{", "before a block");
        List<Statement> body = new ArrayList<>();
        while (!tokens.isAt("}")) {
            if (tokens.isAt(Kind.END)) {
                throw tokens.expected("\"}\"", "after a block");
            }
            if (directives.isAtPragma()) {
                directives.ignorePragma();
            } else if (!tokens.takeIf(";")) {
                body.add(statement());
            }
        }
        tokens.take();
        tokens.leave();
        return List.copyOf(body);
    }

    @Override
    List<Statement> gateBody() throws QasmException {
        List<Statement> body = new ArrayList<>();
        while (!tokens.isAt("}")) {
            if (tokens.isAt(Kind.END)) {
                throw tokens.expected("\"}\"", "after the body of a gate");
            }
            Statement statement = statement();
            requireInGate(statement);
            body.add(statement);
        }
        tokens.take();
        return List.copyOf(body);
    }

    private void requireInGate(Statement statement) throws QasmException {
        switch (statement) {
            case GateCall call -> {}
            case Statement.Barrier barrier -> {
                if (!barrier.name().isEmpty()) {
                    throw source.error(barrier.position(), "the annotation @" + Directives.SNAPSHOT
                            + " marks a point of the whole program, not of a gate");
                }
            }
            case Statement.Nop nop -> {}
            case Statement.For loop -> {
                for (Statement inner : loop.body()) {
                    requireInGate(inner);
                }
            }
            case Statement.Block block -> {
                for (Statement inner : block.body()) {
                    requireInGate(inner);
                }
            }
            default -> throw source.error(statement.position(),
                    "the body of a gate contains gates, barriers and loops over them alone");
        }
    }

    private Statement measurement() throws QasmException {
        Position position = tokens.take().position();
        Expression qubits = operand("to measure");
        Expression bits = tokens.takeIf("->") ? operand("for the result of a measurement") : null;
        semicolon("after a measurement");
        return new Statement.Measurement(position, qubits, bits);
    }

    private Statement directive(String name) throws QasmException {
        Token keyword = tokens.take();
        Position position = keyword.position();
        Expression duration = keyword.is("delay") ? expressions.designator() : null;
        List<Expression> qubits = tokens.isAt(";") ? List.of() : operands("for " + Source.quote(keyword.text()));
        if (keyword.is("reset") && qubits.size() != 1) {
            throw source.error(position, "a reset names one qubit or register but " + qubits.size() + " were given");
        }
        semicolon("after " + Source.quote(keyword.text()));
        if (duration != null) {
            return new Statement.Delay(position, duration, qubits);
        }
        return switch (keyword.text()) {
            case "reset" -> new Statement.Reset(position, qubits.get(0));
            case "barrier" -> new Statement.Barrier(position, qubits, name);
            default -> new Statement.Nop(position, qubits);
        };
    }

    private GateCall gateCall() throws QasmException {
        List<Modifier> modifiers = new ArrayList<>();
        Position position = tokens.position();
        while (!tokens.isAt("gphase")) {
            Modifier.Kind kind = switch (tokens.peek().text()) {
                case "inv" -> Modifier.Kind.INVERSE;
                case "pow" -> Modifier.Kind.POWER;
                case "ctrl" -> Modifier.Kind.CONTROL;
                case "negctrl" -> Modifier.Kind.NEGATIVE_CONTROL;
                default -> null;
            };
            if (kind == null || !tokens.isAt(Kind.NAME)) {
                break;
            }
            modifiers.add(modifier(kind));
            if (modifiers.size() > Limits.CONTROLS) {
                throw source.error(position, "a gate has at most " + Limits.CONTROLS
                        + " modifiers but more were given");
            }
        }
        Token gate = tokens.peek();
        boolean phase = gate.is("gphase");
        if (gate.kind() != Kind.NAME || !phase && Keywords.isReserved(gate.text(), true)) {
            throw tokens.expected("the name of a gate", "here");
        }
        tokens.take();
        return call(position, modifiers, gate);
    }

    private Modifier modifier(Modifier.Kind kind) throws QasmException {
        Token word = tokens.take();
        Expression argument = null;
        if (kind != Modifier.Kind.INVERSE && tokens.takeIf("(")) {
            argument = expressions.parse();
            tokens.expect(")", "after the argument of a modifier");
        } else if (kind == Modifier.Kind.POWER) {
            throw tokens.expected("\"(\"", "before an exponent");
        }
        tokens.expect("@", "after a modifier");
        return new Modifier(word.position(), kind, argument);
    }

    /** Reads the rest of a gate call after the name of the gate. */
    private GateCall call(Position position, List<Modifier> modifiers, Token gate) throws QasmException {
        List<Expression> arguments = tokens.takeIf("(") ? expressions.parseUntil(")") : List.of();
        if (tokens.isAt("[")) {
            throw source.unsupported(tokens.position(), "a gate with a duration is");
        }
        boolean none = gate.is("gphase") && tokens.isAt(";");
        List<Expression> qubits = none ? List.of() : operands("for gate " + Source.quote(gate.text()));
        semicolon("after a gate");
        return new GateCall(position, List.copyOf(modifiers), gate.text(), arguments, qubits);
    }

    /** Reads what begins with a type or a name: a declaration, an assignment or a gate. */
    private Statement classicalOrCall() throws QasmException {
        Token first = tokens.peek();
        Type type = expressions.type();
        if (type != null) {
            return declaration(first.position(), type);
        }
        if (Keywords.isReserved(first.text(), true)) {
            throw tokens.expected("a statement", "here");
        }
        tokens.take();
        if (tokens.isAt("[") || tokens.isAt(Kind.SYMBOL) && ASSIGNMENTS.contains(tokens.peek().text())) {
            return assignment(first);
        }
        if (tokens.isAt(";") || tokens.isAt("->")) {
            throw tokens.expected("a qubit", "for gate " + Source.quote(first.text()));
        }
        return call(first.position(), List.of(), first);
    }

    private Statement declaration(Position position, Type type) throws QasmException {
        Declared name = declared("for a variable");
        Expression initial = null;
        Expression measured = null;
        if (tokens.takeIf("=")) {
            if (type.kind() == Type.Kind.BIT && tokens.takeIf("measure")) {
                measured = operand("to measure");
            } else {
                initial = expressions.parse();
            }
        }
        semicolon("after a declaration");
        if (type.kind() == Type.Kind.BIT) {
            return new Statement.Register(position, false, name, type.width(), initial, measured);
        }
        return new Statement.Variable(position, false, type, name, initial);
    }

    private Statement assignment(Token first) throws QasmException {
        Expression target = indexed(new Name(first.position(), first.text()));
        Token operator = tokens.peek();
        if (operator.kind() == Kind.NAME) {
            throw source.unsupported(first.position(), "a gate with a duration is");
        }
        if (!ASSIGNMENTS.contains(operator.text())) {
            throw tokens.expected("an assignment", "after a variable");
        }
        tokens.take();
        if (operator.is("=") && tokens.takeIf("measure")) {
            Expression qubits = operand("to measure");
            semicolon("after a measurement");
            return new Statement.Measurement(first.position(), qubits, target);
        }
        Expression value = expressions.parse();
        semicolon("after an assignment");
        return new Statement.Assignment(first.position(), target, operator.text(), value);
    }

    @Override
    Expression operand(String where) throws QasmException {
        Token name = tokens.peek();
        if (name.kind() == Kind.PHYSICAL_QUBIT) {
            throw source.unsupported(name.position(), "physical qubits are");
        }
        if (name.kind() != Kind.NAME || Keywords.isReserved(name.text(), true)) {
            throw tokens.expected("the name of a register", where);
        }
        tokens.take();
        return indexed(new Name(name.position(), name.text()));
    }

    private Expression indexed(Expression base) throws QasmException {
        Expression result = base;
        for (int depth = 0; tokens.isAt("["); depth++) {
            if (depth == Limits.NESTING) {
                throw source.error(tokens.position(), "indices follow each other at most " + Limits.NESTING + " times");
            }
            result = new Indexed(base.position(), result, expressions.selection());
        }
        return result;
    }
}
