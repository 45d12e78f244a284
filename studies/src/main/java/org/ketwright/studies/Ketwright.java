package org.ketwright.studies;

import org.ketwright.studies.command.Console;
import org.ketwright.studies.command.KetwrightCommand;

/** The program. */
public final class Ketwright {

    private Ketwright() {
    }

    /**
     * Runs a command line and ends the process with its exit code.
     *
     * @param arguments what the user typed
     */
    public static void main(String... arguments) {
        System.exit(KetwrightCommand.run(Console.system(), arguments));
    }
}
