package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.studies.CommandRun;

/** What somebody is told who types what means nothing, contradicts itself or does nothing. */
class UsageTest {
    @TempDir
    Path folder = Path.of("");

    /** Runs a line, in which CIRCUIT and FOLDER stand for such. */
    private CommandRun run(String line) throws IOException {
        Path circuit = Files.writeString(folder.resolve("circuit.qasm"), """
                OPENQASM 2.0;
                include "qelib1.inc";
                qreg q[2];
                creg c[2];
                h q[0];
                cx q[0],q[1];
                measure q -> c;
                """);
        String[] words = line.replace("CIRCUIT", circuit.toString()).replace("FOLDER", folder.toString()).split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("EMPTY") ? "" : words[i];
        }
        return CommandRun.of(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            simulat                                      | has no command "simulat"; nearest is "simulate"
            simulat --help                               | has no command "simulat"; nearest is "simulate"
            help simulat                                 | has no command "simulat"; nearest is "simulate"
            help circuit drew                            | has no command "drew"; nearest is "draw"
            simulate CIRCUIT more                        | takes no further argument but was given "more"
            simulate CIRCUIT --seed 1 --seed 2           | --seed is given once
            simulate CIRCUIT --shots 1e3                 | --shots must be a whole number of at most 2147483647 but was
            simulate CIRCUIT --seed 1.5                  | --seed must be a whole number of -9223372036854775808 to
            simulate CIRCUIT --json=yes                  | --json takes no value but was given "yes"
            simulate EMPTY                               | FILE.qasm must name a file or folder
            simulate CIRCUIT --state EMPTY               | --state must name a file or folder
            simulate CIRCUIT --device EMPTY              | --device must name a device or a file
            simulate CIRCUIT --layout trivial            | --layout says how to fit a circuit to a device
            simulate CIRCUIT --merge                     | --merge says how to fit a circuit to a device
            simulate CIRCUIT --routing-seed 3            | --routing-seed says how to fit a circuit to a device
            simulate CIRCUIT --schedule asap             | --schedule says when gates and noise act
            simulate CIRCUIT --without gates             | --without says something about noise
            simulate CIRCUIT --device ibm_nairobi --schedule now | there is no schedule "now"; nearest is "alap"
            simulate CIRCUIT --backend scalar --threads 2 | --threads is for the cpu backend but the backend is scalar
            simulate CIRCUIT --shots 2147483647          | --shots must be a whole number 1 to 134217728
            simulate CIRCUIT --method trajectories --shots 5 --trajectories 9 | with --shots each shot is drawn by itself
            circuit draw CIRCUIT --svg FOLDER/a.svg --width 40 | --width is for drawings in characters
            study plan comparative --backend gpu         | there is no backend "gpu"; nearest is "cpu"
            study plan comparative --set epochs          | --set must be written KEY=VALUE but was given "epochs"
            data fetch mnist --from http://[             | --from must be an address such as https://HOST/FOLDER
            """)
    void wrongUseEndsInOneLine(String line, String message) throws IOException {
        CommandRun run = run(line);
        assertEquals(2, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("ketwright: ") && run.err().contains(message), run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            simulate CIRCUIT --seed 3                    | nothing is drawn, so that --seed has no effect
            simulate CIRCUIT --expect Z0 --top 3         | no outcomes are listed, so that --top has no effect
            """)
    void optionsWithoutEffectAreNamed(String line, String message) throws IOException {
        CommandRun run = run(line);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("ketwright: warning: " + message), run.err());
    }

    @Test
    void optionsWithAnEffectAreNot() throws IOException {
        for (String line : new String[] {"simulate CIRCUIT --shots 5 --seed 3 --top 1", "simulate CIRCUIT --top 1",
                "simulate CIRCUIT --method trajectories --seed 3 --threads 2",
                "simulate CIRCUIT --method trajectories --shots 5 --trajectories 9 --expect Z0",
                "simulate CIRCUIT --device ibm_nairobi --merge --layout trivial --schedule asap --routing-seed 2"}) {
            CommandRun run = run(line);
            assertEquals(0, run.code(), run.err());
            assertTrue(!run.err().contains("effect"), run.err());
        }
    }

    @Test
    void helpKnowsCommandsOfCommands() throws IOException {
        assertEquals(run("circuit draw --help").out(), run("help circuit draw").out());
        assertTrue(run("help circuit draw").out().contains("--svg=OUT.svg"));
        assertEquals(run("--help").out(), run("help").out());
    }

    /** A file named @FILE would be read as a list of options otherwise. */
    @Test
    void aFileMayBeginWithAnAt() throws IOException {
        CommandRun run = run("simulate @FOLDER/circuit.qasm");
        assertEquals(3, run.code(), run.err());
        assertTrue(run.err().startsWith("ketwright: @") && run.err().contains("there is no such file"), run.err());
    }

    @Test
    void aDensityMatrixTooLargeEndsWithoutMemory() throws IOException {
        for (int n : new int[] {16, 20, 21, 64}) {
            String wide = Files.writeString(folder.resolve("wide.qasm"), "OPENQASM 2.0; qreg q[" + n + "];").toString();
            CommandRun run = CommandRun.of("simulate", wide, "--method", "density-matrix");
            assertEquals(6, run.code(), run.err());
            assertEquals("ketwright: " + wide + ": a density matrix has at most 15 qubits but the circuit has " + n
                    + "; use --method trajectories", run.lastLine());
        }
    }
}
