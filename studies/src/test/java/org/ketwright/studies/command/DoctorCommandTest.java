package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import tools.jackson.databind.JsonNode;

/** What the doctor says. */
class DoctorCommandTest {

    @Test
    void wordsNameEveryPart() {
        CommandRun run = CommandRun.of("doctor");
        assertEquals(0, run.code());
        for (String part : new String[] {"processor", "lanes", "memory", "threads", "largest n",
                "backend    scalar: ready",
                "backend    cuda", "networks", "mnist", "browser    not needed"}) {
            assertTrue(run.out().contains(part), part + " in " + run.out());
        }
    }

    @Test
    void programsReadTheSame() {
        JsonNode machine = Json.parse(CommandRun.of("doctor", "--json").out());
        assertEquals(Runtime.getRuntime().availableProcessors(), machine.get("threads").intValue());
        assertTrue(machine.get("memoryBytes").longValue() > 0);
        assertTrue(machine.get("backends").get("scalar").get("isReady").booleanValue());
    }

    @Test
    void aRequiredBackendDecidesTheExitCode() {
        assertEquals(0, CommandRun.of("doctor", "--require", "scalar").code());
        for (Backend backend : Backends.all()) {
            CommandRun run = CommandRun.of("doctor", "--require", backend.name());
            switch (backend.availability()) {
                case Availability.Ready ready -> assertEquals(0, run.code(), backend.name());
                case Availability.Missing missing -> {
                    assertEquals(6, run.code(), backend.name());
                    assertTrue(run.lastLine().contains("backend " + backend.name() + " is missing: " + missing
                            .reason()),
                            run.lastLine());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,16,5", "17,16,0", "0,16,0", "17179869184,16,29"})
    void largestSizesFit(long bytes, int each, int qubits) {
        assertEquals(qubits, Machine.qubits(bytes, each));
    }
}
