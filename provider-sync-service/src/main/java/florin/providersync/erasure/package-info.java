/** Forgetting a user where it costs money: at the providers. */
@NullMarked
package florin.providersync.erasure;

import org.jspecify.annotations.NullMarked;
