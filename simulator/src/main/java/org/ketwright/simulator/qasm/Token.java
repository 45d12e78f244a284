package org.ketwright.simulator.qasm;

/**
 * The smallest meaningful piece of a program.
 *
 * @param kind what it is
 * @param text its characters; of a string without the quotes, of a duration the number alone
 * @param unit the unit of a duration, otherwise empty
 * @param position where it begins
 */
record Token(Kind kind, String text, String unit, Position position) {

    /** Kinds of tokens. */
    enum Kind {
        /** A name or keyword. */
        NAME,
        /** An integer, with a prefix when not decimal. */
        INTEGER,
        /** A number with a fraction or exponent. */
        REAL,
        /** A number with a unit of time. */
        DURATION,
        /** A number with the imaginary unit. */
        IMAGINARY,
        /** Text in quotes. */
        STRING,
        /** An operator, bracket or separator. */
        SYMBOL,
        /** A dollar sign and a number. */
        PHYSICAL_QUBIT,
        /** After the last token. */
        END
    }

    /** Whether this is the given keyword or symbol. */
    boolean is(String wanted) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(wanted);
    }

    /** How an error names it. */
    String described() {
        return kind == Kind.END ? "the end of the file" : Source.quote(text + unit);
    }
}
