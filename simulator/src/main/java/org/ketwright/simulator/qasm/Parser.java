package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Statement.Declared;
import org.ketwright.simulator.qasm.Statement.GateDefinition;
import org.ketwright.simulator.qasm.Token.Kind;

/** Reads statements one after the other; what both versions of the language share. */
abstract sealed class Parser permits Parser2, Parser3 {
    /** The tokens. */
    protected final TokenStream tokens;
    /** Where errors point. */
    protected final Source source;
    /** Reads expressions. */
    protected final ExpressionParser expressions;
    private final boolean third;

    Parser(TokenStream tokens, boolean third) {
        this.tokens = tokens;
        this.source = tokens.source();
        this.third = third;
        this.expressions = new ExpressionParser(tokens, third);
    }

    /** The next statement of the program, or null after the last. */
    @Nullable
    Statement next() throws QasmException {
        while (tokens.takeIf(";")) {
            // An empty statement.
        }
        return tokens.isAt(Kind.END) ? null : statement();
    }

    /** Reads a statement. */
    abstract Statement statement() throws QasmException;

    /** Reads the statements of a gate's body after its opening brace, and the closing one. */
    abstract List<Statement> gateBody() throws QasmException;

    /** Reads what stands where qubits or bits are named. */
    abstract Expression operand(String where) throws QasmException;

    /** Reads an include after its keyword. */
    protected Statement include(Position position) throws QasmException {
        Token file = tokens.expect(Kind.STRING, "a file name in quotes", "after \"include\"");
        semicolon("after a file name");
        return new Statement.Include(position, file.text());
    }

    /** Reads the definition of a gate after its keyword; an opaque one ends with a semicolon. */
    protected Statement gateDefinition(Position position, boolean opaque) throws QasmException {
        tokens.record();
        Declared name = declared("for a gate");
        List<Declared> parameters = new ArrayList<>();
        if (tokens.takeIf("(")) {
            if (!tokens.isAt(")")) {
                parameters = declaredList("for an angle");
            }
            tokens.expect(")", "after the angles of a gate");
        }
        List<Declared> qubits = declaredList("for a qubit");
        if (opaque) {
            semicolon("after an opaque gate");
            return new GateDefinition(position, name, parameters, qubits, null, tokens.recorded());
        }
        tokens.enter();
        tokens.expect("{", "before the body of a gate");
        List<Statement> body = gateBody();
        tokens.leave();
        return new GateDefinition(position, name, List.copyOf(parameters), qubits, body, tokens.recorded());
    }

    private List<Declared> declaredList(String purpose) throws QasmException {
        List<Declared> list = new ArrayList<>();
        do {
            if (!list.isEmpty() && third && !tokens.isAt(Kind.NAME)) {
                break;
            }
            list.add(declared(purpose));
        } while (tokens.takeIf(","));
        return List.copyOf(list);
    }

    /** Reads a name that is being declared. */
    protected Declared declared(String purpose) throws QasmException {
        Token name = tokens.peek();
        if (name.kind() != Kind.NAME) {
            throw tokens.expected("a name", purpose);
        }
        if (Keywords.cannotBeDeclared(name.text(), third)) {
            throw source.error(name.position(), Source.quote(name.text()) + " is a word of the language and no name "
                    + purpose);
        }
        requireName(name);
        tokens.take();
        return new Declared(name.position(), name.text());
    }

    /** Checks the form of a name. */
    protected void requireName(Token name) throws QasmException {
        if (!third && !isPlain(name.text())) {
            throw source.error(name.position(), "a name in OpenQASM 2 begins with a lower-case letter from a to z but "
                    + Source.quote(name.text()) + " was given");
        }
    }

    /** Whether a name has the form that OpenQASM 2 demands. */
    private static boolean isPlain(String name) {
        for (int i = 1; i < name.length(); i++) {
            if (name.charAt(i) >= 128) {
                return false;
            }
        }
        return name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    }

    /** Reads operands separated by commas. */
    protected List<Expression> operands(String where) throws QasmException {
        List<Expression> list = new ArrayList<>();
        do {
            if (!list.isEmpty() && third && tokens.isAt(";")) {
                break;
            }
            list.add(operand(where));
        } while (tokens.takeIf(","));
        return List.copyOf(list);
    }

    /** Takes the semicolon that ends a statement. */
    protected void semicolon(String where) throws QasmException {
        tokens.expect(";", where);
    }
}
