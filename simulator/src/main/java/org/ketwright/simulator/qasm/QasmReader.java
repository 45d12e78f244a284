package org.ketwright.simulator.qasm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads OpenQASM 2 and 3 into circuits.
 *
 * <p>
 * Of OpenQASM 2 the whole language is read, with qelib1.inc built in; opaque gates may be declared but not applied. Of
 * OpenQASM 3 all that describes a circuit is read, with stdgates.inc built in: registers, gate definitions and
 * modifiers, broadcasting, inputs, constants and variables whose values are known before the circuit runs, loops over
 * ranges and sets, conditions on measured bits, aliases, delays. The rest is refused as not supported. No other file is
 * ever opened.
 *
 * <p>
 * User-defined gates are expanded and loops unrolled. Quotients of integers are integers in OpenQASM 3, as its
 * specification says, and real numbers in OpenQASM 2. A global phase that the built-in gates {@code U}, {@code u2} and
 * {@code u3} of OpenQASM 3 have beside those of the catalogue is kept under controls, where it matters, and dropped
 * elsewhere. Immutable; readers may be shared between threads.
 */
public final class QasmReader {
    private static final String SECOND = "\"OPENQASM 2.0;\"";
    /** Statements of OpenQASM 2 with which a program can begin. */
    private static final Set<String> FIRST_WORDS = Set.of("include", "qreg", "creg", "gate", "opaque");
    private final double secondsPerSample;
    private final boolean assumesVersion2;

    /** A reader that refuses durations in units of the device, dt, and programs that do not name their version. */
    public QasmReader() {
        this(Double.NaN, false);
    }

    /**
     * A reader that knows how long the unit dt lasts.
     *
     * @param secondsPerSample duration of one sample of the device in seconds, positive
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public QasmReader(double secondsPerSample) {
        if (!(secondsPerSample > 0 && Double.isFinite(secondsPerSample))) {
            throw new IllegalArgumentException("a sample lasts a positive time but was given " + secondsPerSample);
        }
        this(secondsPerSample, false);
    }

    private QasmReader(double secondsPerSample, boolean assumesVersion2) {
        this.secondsPerSample = secondsPerSample;
        this.assumesVersion2 = assumesVersion2;
    }

    /**
     * A reader like this one that takes a program without its first line, {@code OPENQASM 2.0;}, for OpenQASM 2.0, and
     * warns of it.
     *
     * <p>
     * OpenQASM 2 demands the line, but some published programs lack it. Only a program that begins with an include, a
     * register or the definition of a gate is taken for one of these.
     *
     * @return the reader
     */
    public QasmReader assumingVersion2() {
        return new QasmReader(secondsPerSample, true);
    }

    /**
     * Reads a file.
     *
     * @param file a UTF-8 text
     * @return the program
     * @throws QasmException if the text is no program that can be read
     * @throws IOException if the file itself cannot be read
     */
    public QasmProgram read(Path file) throws IOException {
        Source source = new Source(file.toString());
        requireSize(source, Files.size(file));
        return parse(decode(source, Files.readAllBytes(file)), source.path());
    }

    /**
     * Reads a stream to its end.
     *
     * @param stream a UTF-8 text
     * @param name what errors call the text
     * @return the program
     * @throws QasmException if the text is no program that can be read
     * @throws IOException if the stream itself cannot be read
     */
    public QasmProgram read(InputStream stream, String name) throws IOException {
        Source source = new Source(name);
        byte[] bytes = stream.readNBytes((int) Limits.FILE_BYTES + 1);
        requireSize(source, bytes.length);
        return parse(decode(source, bytes), name);
    }

    /**
     * Reads a text.
     *
     * @param text the program
     * @param name what errors call the text, such as a file name
     * @return the program
     * @throws QasmException if the text is no program that can be read
     */
    public QasmProgram parse(String text, String name) throws QasmException {
        Source source = new Source(name);
        TokenStream tokens = new TokenStream(source, new Lexer(source, text));
        Warnings warnings = new Warnings(source);
        if (assumesVersion2 && FIRST_WORDS.stream().anyMatch(tokens::isAt)) {
            warnings.add(tokens.position(), "the program does not begin with " + SECOND
                    + "; it is read as OpenQASM 2.0");
            tokens.useVersion(false);
            try {
                return program(source, tokens, false, warnings);
            } catch (QasmException e) {
                throw source.error(new Position(e.line(), e.column()), e.problem()
                        + "; the program is read as OpenQASM 2.0, since it does not name its version");
            }
        }
        return program(source, tokens, version(source, tokens), warnings);
    }

    /** Reads what comes after the version. */
    private QasmProgram program(Source source, TokenStream tokens, boolean third, Warnings warnings)
            throws QasmException {
        Parser parser = third ? new Parser3(tokens, warnings) : new Parser2(tokens);
        Elaborator elaborator = new Elaborator(source, third, secondsPerSample, warnings);
        for (Statement statement = parser.next(); statement != null; statement = parser.next()) {
            elaborator.run(statement);
        }
        return elaborator.finish(tokens.position());
    }

    /** Reads the first statement; true for OpenQASM 3. */
    private static boolean version(Source source, TokenStream tokens) throws QasmException {
        if (!tokens.isAt("OPENQASM")) {
            throw tokens.expected(SECOND + " or \"OPENQASM 3.0;\"", "at the start of a program");
        }
        tokens.take();
        Token version = tokens.take();
        boolean third = switch (version.text()) {
            case "2.0", "2" -> false;
            case "3", "3.0", "3.1", "3.2" -> true;
            default -> throw source.error(version.position(), "the version of the language is 2.0 or 3.0 but "
                    + version.described() + " was given");
        };
        if (tokens.isAt(";")) {
            tokens.useVersion(third);
        }
        tokens.expect(";", "after the version");
        return third;
    }

    private static void requireSize(Source source, long bytes) throws QasmException {
        if (bytes > Limits.FILE_BYTES) {
            throw source.error(new Position(1, 1),
                    "a program has at most " + Limits.FILE_BYTES + " bytes but this one has " + bytes + " or more");
        }
    }

    private static String decode(Source source, byte[] bytes) throws QasmException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            String before = out.toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            throw source.error(new Position(line, column), "a program is UTF-8 text but the byte "
                    + String.format("0x%02x", bytes[in.position()]) + " here is not");
        }
        return out.toString();
    }
}
