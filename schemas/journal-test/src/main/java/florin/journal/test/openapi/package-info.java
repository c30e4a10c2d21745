/**
 * Tests that are generated from the OpenAPI document of a running service: hostile requests to
 * every operation, and every write sent twice. A service's test gives its port, its users and known
 * ids.
 */
@NullMarked
package florin.journal.test.openapi;

import org.jspecify.annotations.NullMarked;
