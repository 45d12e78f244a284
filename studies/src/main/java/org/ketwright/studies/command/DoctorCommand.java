package org.ketwright.studies.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.run.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ketwright doctor}. */
@Command(name = "doctor", description = "Says what this machine offers, what is missing and why.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Option(names = "--require", paramLabel = "BACKEND", description = "End with 6 unless this backend is ready.")
    private @Nullable String required;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Machine machine = Machine.look(Build.version() + " " + Build.commit());
        Machine.Found wanted = wanted(machine);
        if (isJson) {
            console.json(machine);
        } else {
            print(machine, console.out());
        }
        if (wanted != null && !wanted.isReady()) {
            throw new FailureException(ExitCode.RESOURCES, "backend " + required + " is missing: " + wanted.detail());
        }
        return ExitCode.DONE.code();
    }

    private Machine.@Nullable Found wanted(Machine machine) {
        if (required == null) {
            return null;
        }
        Machine.Found found = machine.backends().get(required);
        if (found == null) {
            throw FailureException.usage("there is no backend \"" + required + "\""
                    + Nearest.hint(required, machine.backends().keySet()));
        }
        return found;
    }

    private static void print(Machine machine, PrintStream out) {
        out.println("ketwright  " + machine.version());
        out.println("java       " + machine.java());
        out.println("system     " + machine.system());
        out.println("processor  " + machine.processor() + ", " + machine.threads() + " threads, vectors of "
                + machine.doubleLanes() + " double or " + machine.singleLanes() + " single lanes");
        out.println("memory     " + gib(machine.memoryBytes()) + ", " + gib(machine.freeBytes())
                + " free; Java heap up to "
                + gib(machine.heapBytes()));
        for (Map.Entry<String, Integer> entry : machine.largestQubits().entrySet()) {
            out.println("largest n  " + entry.getKey() + ": " + entry.getValue() + " qubits");
        }
        machine.backends().forEach((name, found) -> out.println("backend    " + name + ": " + words(found)));
        out.println("networks   " + words(machine.networks()));
        DataFolder folder = DataFolder.resolve(null);
        for (DataSet set : DataSet.values()) {
            boolean isHere = folder.has(set);
            out.println("data       " + set.folder() + ": "
                    + (isHere
                            ? "here"
                            : "missing in " + folder.root() + "; get it with: ketwright data fetch "
                                    + set.folder()));
        }
        out.println("browser    not needed: reports are files that any browser opens");
    }

    private static String words(Machine.Found found) {
        return found.isReady() ? "ready: " + found.detail() : "missing: " + found.detail();
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
