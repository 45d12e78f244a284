package org.ketwright.studies.data;

/**
 * A published file of a data set.
 *
 * @param name file name as published, gzipped
 * @param bytes size as published
 * @param sha256 SHA-256 as published, 64 hexadecimal digits
 * @param plainSha256 SHA-256 of the unpacked file, which is as good
 */
public record DataFile(String name, long bytes, String sha256, String plainSha256) {

    /**
     * Name of the unpacked file.
     *
     * @return the name without {@code .gz}
     */
    public String plainName() {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }
}
