package org.ketwright.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Form;
import org.ketwright.benchmarks.harness.Goal;
import org.ketwright.benchmarks.harness.Goals;
import org.ketwright.benchmarks.harness.Machine;
import org.ketwright.benchmarks.harness.Results;
import org.ketwright.benchmarks.harness.Session;
import org.ketwright.benchmarks.harness.Subject;
import org.ketwright.benchmarks.harness.Table;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class SubjectsTest {
    private static final Path GOALS = Path.of("goals.json");

    /** One call each, at sizes that prove everything and time nothing. */
    private static final Form SMOKE = new Form(0, 0, 0, 1, 1, Map.of(
            "windows", List.of("37"), "images", List.of("5"), "batch", List.of("2"), "qubits", List.of("7"),
            "width", List.of("7"), "bits", List.of("2", "5"), "coldQubits", List.of("5"),
            "gate", List.of("H", "CRX"), "precision", List.of("DOUBLE", "SINGLE")));

    @Test
    @Tag("slow")
    void everyBenchmarkRunsAndIsRight() throws Exception {
        StringWriter table = new StringWriter();
        StringWriter messages = new StringWriter();
        Results results = new Session(SMOKE, Subjects.loops(), new Goals(List.of()), new Table(new PrintWriter(table)),
                new PrintWriter(messages), null, Machine.here()).run(Subjects.all(), List.of(1));
        assertEquals(List.of(), results.failed(), messages.toString());
        for (Subject subject : Subjects.all()) {
            assertTrue(table.toString().contains("  " + subject.name() + " "), subject.name());
        }
        assertEquals(Set.of(Ceiling.values()), results.ceilings(1).keySet());
    }

    @Test
    void everyMethodOfJmhIsASubject() {
        Set<String> methods = BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), List.of()).stream()
                .map(BenchmarkListEntry::getUsername).collect(Collectors.toSet());
        assertEquals(Stream.concat(Subjects.all().stream(), Subjects.loops().values().stream())
                .map(Subject::benchmark).collect(Collectors.toSet()), methods);
    }

    @Test
    void everyGoalIsTheGoalOfSomething() {
        Set<String> names = Subjects.all().stream().map(Subject::name).collect(Collectors.toSet());
        List<Goal> goals = Goals.read(GOALS).goals();
        assertTrue(goals.stream().allMatch(goal -> names.contains(goal.benchmark())), goals::toString);
        assertEquals(goals.size(), goals.stream()
                .map(goal -> goal.benchmark() + goal.params() + goal.threads()).distinct().count());
    }
}
