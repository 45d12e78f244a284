/**
 * Networks and their training. Runs on libtorch, one thread per caller, and is the only package that sees it: what goes
 * in and comes out is {@link org.ketwright.classical.Tensor}.
 */
@NullMarked
package org.ketwright.classical.network;

import org.jspecify.annotations.NullMarked;
