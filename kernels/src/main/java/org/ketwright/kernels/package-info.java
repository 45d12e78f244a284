/**
 * Where amplitudes live and how small matrices are applied to them. Nothing here knows gates, noise or layers.
 *
 * <h2>Reading order</h2>
 * {@link org.ketwright.kernels.Plan} describes the steps, {@link org.ketwright.kernels.Angles} and
 * {@link org.ketwright.kernels.Samples} the numbers of one run, {@link org.ketwright.kernels.Readout} what is read, and
 * {@link org.ketwright.kernels.Backend} runs it; {@link org.ketwright.kernels.Backends} finds backends by name.
 * {@link org.ketwright.kernels.ScalarBackend} is the textbook; {@link org.ketwright.kernels.CpuBackend} must agree with
 * it.
 *
 * <h2>Many small states: lanes</h2>
 * The classes that begin with {@code Lane} hold as many samples as a vector has lanes in one <em>tile</em>: a row for
 * each index, each row a vector of real parts and one of imaginary parts. Bits of the index are never inside a vector,
 * so a step on any bit runs in whole vectors without shuffles, and an angle that differs from sample to sample is one
 * more vector. A tile goes through the whole program while it lies in the cache; threads share a batch by tiles, and
 * as lanes never meet, results depend neither on the number of threads nor on how a batch is split.
 * <ol>
 * <li>{@code LaneCompiler} turns a plan into a {@code LaneProgram}, once: structures found by
 * {@link org.ketwright.kernels.Structure}, runs of 2 by 2 matrices on one bit gathered, diagonals gathered,
 * permutations turned into another numbering of rows, the first run on each bit turned into a product start.</li>
 * <li>{@code LaneBinding} adds the angles of a run: matrices that are the same for all samples are multiplied once,
 * the others wait for sines and cosines.</li>
 * <li>{@code LaneTile} takes tiles forward and {@code LaneAdjoint} back, by the loops of {@code LaneKernels}, which
 * exist once for each precision.</li>
 * </ol>
 *
 * <h2>One large state: sweeps</h2>
 * The classes that begin with {@code Sweep} hold a single state and apply many steps in each sweep over memory.
 */
@NullMarked
package org.ketwright.kernels;

import org.jspecify.annotations.NullMarked;
