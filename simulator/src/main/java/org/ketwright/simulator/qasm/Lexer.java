package org.ketwright.simulator.qasm;

import java.util.Set;
import org.ketwright.simulator.qasm.Token.Kind;

/** Cuts a text into tokens, one at a time. */
final class Lexer {
    /** Symbols of more than one character; where one begins another, the longer comes first. */
    private static final String[] LONG_SYMBOLS = {"**=", "<<=", ">>=", "->", "++", "**", "||", "&&", "==", "!=", "+=",
            "-=", "*=", "/=", "&=", "|=", "^=", "%=", ">=", "<=", "<<", ">>"};
    private static final String SECOND_CHARACTERS = "=<>*+|&";
    private static final String SHORT_SYMBOLS = "[]{}():;.,=+-*/%|&^@~!<>#";
    private static final Set<String> UNITS = Set.of("dt", "ns", "us", "\u00b5s", "\u03bcs", "ms", "s");

    private final Source source;
    private final String text;
    private boolean comments = true;
    private boolean third;
    private int at;
    private int line = 1;
    private int column = 1;

    Lexer(Source source, String text) {
        this.source = source;
        this.text = text;
        if (text.startsWith("\ufeff")) {
            at = 1;
        }
    }

    /** From here on, block comments, units and digit separators are understood if OpenQASM 3 is read. */
    void useVersion(boolean third) {
        this.third = third;
        this.comments = third;
    }

    /** The next token; after the last one, tokens of kind END. */
    Token next() throws QasmException {
        skipBlanks();
        Position start = new Position(line, column);
        if (at >= text.length()) {
            return new Token(Kind.END, "", "", start);
        }
        int c = text.codePointAt(at);
        if (isNameStart(c)) {
            String name = takeName();
            if (name.length() > Limits.NAME_LENGTH) {
                throw source.error(start, "a name has at most " + Limits.NAME_LENGTH + " characters but "
                        + Source.quote(name) + " has " + name.length());
            }
            return new Token(Kind.NAME, name, "", start);
        }
        if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            return number(start);
        }
        if (c == '"' || c == '\'') {
            return string(start, c);
        }
        if (c == '$' && isDigit(peek(1))) {
            int begin = at;
            advance();
            takeDigits();
            return new Token(Kind.PHYSICAL_QUBIT, text.substring(begin, at), "", start);
        }
        if (SECOND_CHARACTERS.indexOf(peek(1)) >= 0) {
            for (String symbol : LONG_SYMBOLS) {
                if (text.startsWith(symbol, at)) {
                    advance(symbol.length());
                    return new Token(Kind.SYMBOL, symbol, "", start);
                }
            }
        }
        if (SHORT_SYMBOLS.indexOf(c) >= 0) {
            advance();
            return new Token(Kind.SYMBOL, Character.toString(c), "", start);
        }
        throw source.error(start,
                "no statement contains the character " + Source.quote(Character.toString(c)));
    }

    /** The rest of the current line, without blanks around it. */
    String restOfLine() {
        int begin = at;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            advance();
        }
        return text.substring(begin, at).strip();
    }

    private void skipBlanks() throws QasmException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                advance();
            } else if (text.startsWith("//", at)) {
                restOfLine();
            } else if (text.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() throws QasmException {
        Position start = new Position(line, column);
        if (!comments) {
            throw source.error(start, "OpenQASM 2 has no block comments; a comment starts with //");
        }
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw source.error(start, "a block comment must end with */ but the file ends first");
        }
        while (at < end + 2) {
            advance();
        }
    }

    private Token number(Position start) throws QasmException {
        int begin = at;
        Kind kind = Kind.INTEGER;
        int prefix = Character.toLowerCase(peek(1));
        boolean hasPrefix = third && text.charAt(at) == '0' && (prefix == 'x' || prefix == 'b' || prefix == 'o');
        if (hasPrefix) {
            advance(2);
            while (at < text.length() && (Character.digit(text.charAt(at), 16) >= 0 || text.charAt(at) == '_')) {
                advance();
            }
        } else {
            takeDigits();
            if (peek(0) == '.') {
                kind = Kind.REAL;
                advance();
                takeDigits();
            }
            if (hasExponent()) {
                kind = Kind.REAL;
                advance(peek(1) == '+' || peek(1) == '-' ? 2 : 1);
                takeDigits();
            }
        }
        String digits = text.substring(begin, at);
        if (digits.contains("__") || digits.endsWith("_")) {
            throw source.error(start, "underscores in a number stand alone between digits but " + Source.quote(digits)
                    + " was given");
        }
        digits = digits.replace("_", "");
        String unit = third ? takeUnit() : "";
        if (hasPrefix && !unit.isEmpty()) {
            throw source.error(start, "a number with a unit is decimal but " + Source.quote(digits + " " + unit)
                    + " was given");
        }
        if (unit.equals("im")) {
            return new Token(Kind.IMAGINARY, digits, unit, start);
        }
        if (!unit.isEmpty()) {
            return new Token(Kind.DURATION, digits, unit, start);
        }
        if (isNamePart(peekCodePoint())) {
            throw source.error(start, "a name must not begin with a digit but "
                    + Source.quote(text.substring(begin, at) + takeName()) + " does");
        }
        return new Token(kind, digits, "", start);
    }

    private boolean hasExponent() {
        if (Character.toLowerCase(peek(0)) != 'e') {
            return false;
        }
        return isDigit(peek(1)) || (peek(1) == '+' || peek(1) == '-') && isDigit(peek(2));
    }

    /** A unit of time or "im" after a number, also when blanks stand between; takes nothing if none follows. */
    private String takeUnit() {
        int ahead = 0;
        while (peek(ahead) == ' ' || peek(ahead) == '\t') {
            ahead++;
        }
        int begin = at + ahead;
        int end = begin;
        while (end < text.length() && end - begin < 3 && isNamePart(text.codePointAt(end))) {
            end++;
        }
        String word = text.substring(begin, Math.min(end, text.length()));
        if (UNITS.contains(word) || word.equals("im")) {
            advance(ahead + word.length());
            return word;
        }
        return "";
    }

    private Token string(Position start, int quote) throws QasmException {
        advance();
        int begin = at;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                break;
            }
            advance();
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw source.error(start, "text in quotes must end on the line where it begins");
        }
        String content = text.substring(begin, at);
        advance();
        return new Token(Kind.STRING, content, "", start);
    }

    private void takeDigits() {
        while (isDigit(peek(0)) || third && peek(0) == '_') {
            advance();
        }
    }

    private String takeName() {
        int begin = at;
        while (isNamePart(peekCodePoint())) {
            advance();
        }
        return text.substring(begin, at);
    }

    private int peekCodePoint() {
        return at < text.length() ? text.codePointAt(at) : 0;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private void advance(int characters) {
        for (int i = 0; i < characters; i++) {
            advance();
        }
    }

    private void advance() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(int c) {
        return isDigit(c) || isNameStart(c);
    }

    private static boolean isNameStart(int c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        }
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER, Character.OTHER_LETTER, Character.LETTER_NUMBER -> true;
            default -> false;
        };
    }
}
