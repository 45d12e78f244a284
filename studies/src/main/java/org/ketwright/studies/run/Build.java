package org.ketwright.studies.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which code this is. */
public final class Build {
    private static final String VERSION = Optional
            .ofNullable(Build.class.getPackage().getImplementationVersion()).orElse("development");
    private static final String COMMIT = askGit();

    private Build() {
    }

    /**
     * Version of this program.
     *
     * @return for instance "0.1.0"; "development" if it does not run from its jar
     */
    public static String version() {
        return VERSION;
    }

    /**
     * Commit of the work tree in which the program lies.
     *
     * @return 40 hexadecimal digits, "-dirty" after them if files have changed; "unknown" outside a work tree
     */
    public static String commit() {
        return COMMIT;
    }

    private static String askGit() {
        try {
            Path code = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path folder = Files.isDirectory(code) ? code : Optional.ofNullable(code.getParent()).orElse(code);
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
                    .directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean isAnswered = git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 && !answer.isEmpty();
            return isAnswered ? answer : "unknown";
        } catch (IOException | URISyntaxException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
