package org.ketwright.studies;

/**
 * The publication that a study examines.
 *
 * @param authors who wrote it
 * @param title its title
 * @param reference where to find it, for instance "arXiv 2407.03875"
 */
public record Paper(String authors, String title, String reference) {
}
