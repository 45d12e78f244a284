package org.ketwright.studies.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.qasm.QasmException;
import org.ketwright.simulator.qasm.QasmProgram;
import org.ketwright.simulator.qasm.QasmReader;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;

/**
 * A program that a command was given.
 *
 * @param name what messages call it
 * @param program its circuit
 */
record ProgramFile(String name, QasmProgram program) {
    private static final String STANDARD_INPUT = "-";

    /**
     * Reads a file, or standard input for {@code -}, and prints what the reader warns of.
     *
     * @throws FailureException with exit code 3 if it cannot be read
     */
    static ProgramFile read(Path path, Console console) {
        boolean isStandardInput = path.toString().equals(STANDARD_INPUT);
        String name = isStandardInput ? "standard input" : path.toString();
        QasmProgram program;
        try {
            if (Files.isDirectory(path)) {
                throw FailureException.input(name + ": is a folder, not an OpenQASM file");
            }
            QasmReader reader = new QasmReader().assumingVersion2();
            program = isStandardInput ? reader.read(System.in, name) : reader.read(path);
        } catch (QasmException e) {
            throw new FailureException(ExitCode.INPUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        program.warnings().forEach(line -> console.err().println("ketwright: warning: " + line));
        return new ProgramFile(name, program);
    }

    /**
     * Ends the command if the reader warned of anything.
     *
     * @throws FailureException with exit code 4 if it did
     */
    void requireNoWarnings() {
        int count = program.warnings().size();
        if (count > 0) {
            throw new FailureException(ExitCode.CHECK, "--strict: " + name + " is read with " + count
                    + (count == 1 ? " warning" : " warnings") + ", the first " + program.warnings().getFirst());
        }
    }

    /** Says why a file cannot be read. */
    static FailureException unreadable(String name, IOException e) {
        return new FailureException(ExitCode.INPUT, name + ": cannot be read: " + Reasons.of(e), e);
    }

    Circuit circuit() {
        return program.circuit();
    }

    /** Names of all inputs: those that are parameters, then those that are features. */
    List<String> inputs() {
        List<String> names = new ArrayList<>(program.inputs());
        names.addAll(program.features());
        return List.copyOf(names);
    }
}
