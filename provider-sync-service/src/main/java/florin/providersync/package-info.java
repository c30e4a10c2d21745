/**
 * Links banks, keeps their tokens, receives their webhooks and reads what they know. Observed facts
 * leave; nothing a provider says is decided here.
 */
@NullMarked
package florin.providersync;

import org.jspecify.annotations.NullMarked;
