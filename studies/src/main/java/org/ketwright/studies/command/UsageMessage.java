package org.ketwright.studies.command;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line, with the nearest word that would be right. */
final class UsageMessage {

    private UsageMessage() {
    }

    static String of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        ArgSpec argument = e.getArgSpec();
        return switch (e) {
            case UnmatchedArgumentException unmatched when !unmatched.getUnmatched().isEmpty() ->
                    unmatched(command, unmatched.getUnmatched().getFirst());
            case OverwrittenOptionException twice ->
                    name(twice.getOverwritten()) + " is given once, but was given again";
            default -> argument != null && e.getValue() != null
                    ? name(argument) + " " + rule(argument) + " but was given \"" + e.getValue() + "\""
                    : String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "; see "
                            + command.qualifiedName() + " --help";
        };
    }

    private static String unmatched(CommandSpec command, String given) {
        if (given.startsWith("-") && given.length() > 1) {
            return "unknown option \"" + given + "\" of " + command.qualifiedName()
                    + Nearest.hint(given, command.optionsMap().keySet());
        }
        return command.subcommands().isEmpty()
                ? command.qualifiedName() + " takes no further argument but was given \"" + given + "\"; see "
                        + command.qualifiedName() + " --help"
                : command.qualifiedName() + " has no command \"" + given + "\""
                        + Nearest.hint(given, command.subcommands().keySet());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** What values an argument takes. */
    private static String rule(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type == Integer.class || type == int.class) {
            return "must be a whole number of at most " + Integer.MAX_VALUE;
        }
        if (type == Long.class || type == long.class) {
            return "must be a whole number of " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
        }
        if (type == Boolean.class || type == boolean.class) {
            return "takes no value";
        }
        if (type == URI.class) {
            return "must be an address such as https://HOST/FOLDER";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "must be written " + argument.paramLabel();
        }
        return type == Path.class
                ? "must name a file or folder, in the characters that the system's locale has,"
                : "takes another value";
    }

    /** A path, which is not empty. */
    static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("a path is not empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(e.getReason());
        }
    }
}
