package org.ketwright.studies;

/** The command line. */
public final class Ketwright {

    private Ketwright() {
    }

    /**
     * Answers {@code --version}; every other use is wrong.
     *
     * @param arguments what the user typed
     */
    public static void main(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println("ketwright 0.1.0-SNAPSHOT");
            return;
        }
        System.err.println("usage: ketwright --version");
        System.exit(2);
    }
}
