package org.ketwright.studies.command;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives each command the console it writes to. */
final class CommandFactory implements IFactory {
    private final Console console;

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == StudyCommand.class) {
            return type.cast(new StudyCommand(console));
        }
        if (type == DataCommand.class) {
            return type.cast(new DataCommand(console));
        }
        if (type == SimulateCommand.class) {
            return type.cast(new SimulateCommand(console));
        }
        if (type == GradientCommand.class) {
            return type.cast(new GradientCommand(console));
        }
        if (type == CircuitCommand.class) {
            return type.cast(new CircuitCommand(console));
        }
        if (type == NoiseCommand.class) {
            return type.cast(new NoiseCommand(console));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
