/**
 * The OpenAPI document of a service: what springdoc finds in the handlers, completed from the types
 * and from the byte code. Handlers and records enter; schemas, headers, problem types and examples
 * leave, so that no handler repeats what its types already state.
 *
 * <p>Why: rules that are derived in one place hold for every operation, also for the next one.
 */
@NullMarked
package florin.journal.web.openapi;

import org.jspecify.annotations.NullMarked;
