/**
 * What providers answered, word for word, kept for some weeks: for the question what a bank really
 * said. Facts hold everything that is ever shown, so nothing here is needed to rebuild anything. An
 * answer enters encrypted with the commit of its run and leaves with its month, or to an operator.
 */
@NullMarked
package florin.providersync.payload;

import org.jspecify.annotations.NullMarked;
