package org.ketwright.simulator.qasm;

import org.jspecify.annotations.Nullable;

/** Takes the pragmas and annotations of OpenQASM 3: carries out our own and warns of the others, which it ignores. */
final class Directives {
    /** The annotation that declares an input to be a feature of a sample. */
    static final String FEATURE = "ketwright.feature";

    private final TokenStream tokens;
    private final Warnings warnings;

    Directives(TokenStream tokens, Warnings warnings) {
        this.tokens = tokens;
        this.warnings = warnings;
    }

    /** Whether a pragma comes next. */
    boolean isAtPragma() {
        return tokens.isAt("pragma") || tokens.isAt("#");
    }

    /** Takes annotations, and pragmas between them; true if the statement that follows is marked as a feature. */
    boolean annotations() throws QasmException {
        boolean feature = false;
        while (tokens.isAt("@") || isAtPragma()) {
            if (isAtPragma()) {
                ignorePragma();
                continue;
            }
            Position position = tokens.position();
            String text = tokens.takeLine();
            if (text.equals(FEATURE)) {
                feature = true;
            } else {
                warnings.add(position, "the annotation " + Source.quote("@" + text) + " is ignored");
            }
        }
        return feature;
    }

    /** Takes a pragma between statements of the whole program; the statement it stands for, if it is ours. */
    @Nullable
    Statement pragma() throws QasmException {
        Position position = tokens.position();
        String text = text();
        if (text.startsWith(MatrixPragma.KEYWORD)) {
            return MatrixPragma.read(tokens.source(), position, text);
        }
        warnings.add(position, "the pragma " + Source.quote(text) + " is ignored");
        return null;
    }

    /** Takes a pragma inside a block, where ours have no place. */
    void ignorePragma() throws QasmException {
        Position position = tokens.position();
        if (pragma() != null) {
            throw tokens.source().error(position, "the pragma " + MatrixPragma.KEYWORD
                    + " stands between statements, outside blocks and after no annotation");
        }
    }

    /** Takes the line of a pragma and returns what follows the keyword. */
    private String text() throws QasmException {
        Token first = tokens.peek();
        String text = tokens.takeLine();
        if (first.is("pragma")) {
            return text;
        }
        if (!text.startsWith("pragma")) {
            throw tokens.source().error(first.position(), "a line with # is a #pragma but " + Source.quote("#" + text)
                    + " was given");
        }
        return text.substring("pragma".length()).strip();
    }
}
