package org.ketwright.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerfTest {

    @Test
    void namesTheBenchmarks() {
        assertEquals(0, Perf.run("--list"));
        assertEquals(0, Perf.run("--help"));
    }

    @ParameterizedTest
    @CsvSource({"--filter=[", "--filter=nothing", "--threads=0", "--threads=x", "--param=x", "--param==x",
            "--goals=nowhere.json", "--fast"})
    void wrongUseEndsWithTwo(String argument) {
        assertEquals(2, Perf.run(argument));
    }
}
