package org.ketwright.simulator.qasm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the pragmas and annotations of OpenQASM 3: carries out our own and warns of the others, which it ignores. */
final class Directives {
    /** The annotation that declares an input to be a feature of a sample. */
    static final String FEATURE = "ketwright.feature";
    /** The annotation that makes a barrier a named point at which the state is shown. */
    static final String SNAPSHOT = "ketwright.snapshot";
    private static final Pattern NAMED = Pattern.compile(Pattern.quote(SNAPSHOT) + "\\s+([A-Za-z_][A-Za-z0-9_]*)");

    /**
     * What our annotations say of the statement that follows.
     *
     * @param isFeature whether an input is a feature of a sample
     * @param snapshot name of the point that a barrier is, or empty
     */
    record Marks(boolean isFeature, String snapshot) {
    }

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

    /** Takes annotations, and pragmas between them. */
    Marks annotations() throws QasmException {
        boolean feature = false;
        String snapshot = "";
        while (tokens.isAt("@") || isAtPragma()) {
            if (isAtPragma()) {
                ignorePragma();
                continue;
            }
            Position position = tokens.position();
            String text = tokens.takeLine();
            Matcher named = NAMED.matcher(text.strip());
            if (text.equals(FEATURE)) {
                feature = true;
            } else if (named.matches()) {
                snapshot = named.group(1);
            } else if (text.strip().equals(SNAPSHOT) || text.startsWith(SNAPSHOT + " ")) {
                throw tokens.source().error(position, "the annotation @" + SNAPSHOT
                        + " is followed by a name of letters, digits and _ but found " + Source.quote("@" + text));
            } else {
                warnings.add(position, "the annotation " + Source.quote("@" + text) + " is ignored");
            }
        }
        return new Marks(feature, snapshot);
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
