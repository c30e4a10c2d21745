/**
 * This machine as the launcher sees it: ports, folders, secrets, the Java executable and the
 * launcher's settings. It starts nothing.
 */
@NullMarked
package florin.local.host;

import org.jspecify.annotations.NullMarked;
