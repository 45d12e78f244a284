/** The study of re-upload, amplitude, Fourier and convolutional classifiers under attack. */
@NullMarked
package org.ketwright.studies.comparative;

import org.jspecify.annotations.NullMarked;
