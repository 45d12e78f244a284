package org.ketwright.simulator.qasm;

import org.ketwright.simulator.qasm.Token.Kind;

/** The tokens of a text with a look at the next one, and the nesting of what is being read. */
final class TokenStream {
    private final Source source;
    private final Lexer lexer;
    private Token current;
    private int nesting;
    private final StringBuilder recorded = new StringBuilder();
    private boolean recording;

    TokenStream(Source source, Lexer lexer) throws QasmException {
        this.source = source;
        this.lexer = lexer;
        this.current = lexer.next();
    }

    Source source() {
        return source;
    }

    /** The next token, not yet taken. */
    Token peek() {
        return current;
    }

    Position position() {
        return current.position();
    }

    /** Takes the next token. */
    Token take() throws QasmException {
        Token taken = current;
        if (recording) {
            recorded.append(recorded.isEmpty() ? "" : " ").append(taken.text()).append(taken.unit());
        }
        current = lexer.next();
        return taken;
    }

    /** From here on reads one version of the language. */
    void useVersion(boolean third) {
        lexer.useVersion(third);
    }

    /** Takes the rest of the line on which the next token stands, after it. */
    String takeLine() throws QasmException {
        String rest = lexer.restOfLine();
        current = lexer.next();
        return rest;
    }

    boolean isAt(String wanted) {
        return current.is(wanted);
    }

    boolean isAt(Kind kind) {
        return current.kind() == kind;
    }

    /** Takes the next token if it is the wanted one. */
    boolean takeIf(String wanted) throws QasmException {
        if (!current.is(wanted)) {
            return false;
        }
        take();
        return true;
    }

    /** Takes the wanted token. */
    Token expect(String wanted, String where) throws QasmException {
        if (!current.is(wanted)) {
            throw expected(Source.quote(wanted), where);
        }
        return take();
    }

    /** Takes a token of the wanted kind. */
    Token expect(Kind kind, String what, String where) throws QasmException {
        if (current.kind() != kind) {
            throw expected(what, where);
        }
        return take();
    }

    QasmException expected(String what, String where) {
        return source.error(current.position(), "expected " + what + " " + where + " but found " + current.described());
    }

    /** Goes one level deeper into blocks, branches or parentheses. */
    void enter() throws QasmException {
        if (++nesting > Limits.NESTING) {
            throw source.error(current.position(),
                    "blocks and parentheses nest at most " + Limits.NESTING + " deep but more were given");
        }
    }

    /** Comes back from {@link #enter}. */
    void leave() {
        nesting--;
    }

    /** From here on the text of the tokens taken is kept. */
    void record() {
        recording = true;
        recorded.setLength(0);
    }

    /** The text kept since {@link #record}. */
    String recorded() {
        recording = false;
        return recorded.toString();
    }
}
