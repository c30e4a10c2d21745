/**
 * Serves the web UI: its files under a content-addressed path, and the page that loads them. It
 * reads no data of a user.
 */
@NullMarked
package florin.gateway.page;

import org.jspecify.annotations.NullMarked;
