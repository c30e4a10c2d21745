/**
 * What has to be done now and then without anybody asking: keys, partitions, old rows. The rooms
 * say what there is to do; here it is done, one thing at a time.
 */
@NullMarked
package florin.providersync.upkeep;

import org.jspecify.annotations.NullMarked;
