package org.ketwright.studies.store;

import java.nio.file.Path;

/**
 * Where a store lives: a SQLite file or a PostgreSQL database.
 *
 * @param url JDBC address
 * @param shown how messages name it, without a password
 * @param isFile whether it is a SQLite file on this machine
 */
public record StoreLocation(String url, String shown, boolean isFile) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * A SQLite file.
     *
     * @param file the file; its folder must exist, and must not be on a network file system
     * @return the location
     */
    public static StoreLocation of(Path file) {
        return new StoreLocation(SQLITE + file, file.toString(), true);
    }

    /**
     * What the user wrote after {@code --store}.
     *
     * @param url JDBC address of a PostgreSQL database that several machines can share
     * @return the location
     * @throws IllegalArgumentException if it is no such address
     */
    public static StoreLocation of(String url) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("--store takes an address " + POSTGRESQL
                    + "//HOST/DATABASE but was given \"" + withoutPassword(url) + "\"");
        }
        return new StoreLocation(url, withoutPassword(url), false);
    }

    /**
     * An address that may be written down.
     *
     * @return the address without a password
     */
    public String publicUrl() {
        return withoutPassword(url);
    }

    private static String withoutPassword(String url) {
        String shorter = url.replaceAll("([?&])(ssl)?password=[^&]*&?", "$1");
        return shorter.endsWith("?") || shorter.endsWith("&") ? shorter.substring(0, shorter.length() - 1) : shorter;
    }

    @Override
    public String toString() {
        return shown;
    }
}
